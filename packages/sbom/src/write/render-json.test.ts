import { describe, expect, it } from 'vitest';
import type { Bom, Component } from '../cyclonedx/index.js';
import { renderJson } from './render-json.js';

const textOf = (bom: Bom): string => [...renderJson(bom)].join('');

function bomOf(components: Iterable<Component>, more: Partial<Bom> = {}): Bom {
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.7.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.7',
    serialNumber: 'urn:uuid:00000000-0000-8000-8000-000000000000',
    version: 1,
    metadata: { timestamp: '2026-01-01T00:00:00Z' },
    components,
    dependencies: [],
    ...more,
  };
}

describe('renderJson', () => {
  it('what is read back is what was written, whatever the texts hold', () => {
    const names = [
      'plain',
      'qu"ote',
      'back\\slash',
      '\u0000\u001f\u007f\u2028\u2029',
      '😀',
      String.raw`\ud800`,
      '</script>',
    ];
    const components = names.map((name) => ({ type: 'library', name }) as const);
    expect(JSON.parse(textOf(bomOf(components)))).toEqual(bomOf(components));
  });

  it('half of a surrogate pair is written as U+FFFD, never as an escape that strict readers refuse', () => {
    const text = textOf(bomOf([{ type: 'library', name: 'a\ud800b\udc00' }]));
    expect(text).toContain('"a\ufffdb\ufffd"');
    expect(text.isWellFormed()).toBe(true);
  });

  it('lists are written as they are made, each item on a line of its own', () => {
    let made = 0;
    function* components(): Generator<Component> {
      for (; made < 100_000; made++) yield { type: 'library', name: `package-${made}` };
    }
    const chunks = renderJson(bomOf(components()))[Symbol.iterator]();
    chunks.next();
    expect(made).toBeLessThan(10_000);
    const lines = textOf(
      bomOf([
        { type: 'library', name: 'a' },
        { type: 'library', name: 'b' },
      ]),
    ).split('\n');
    expect(lines).toContain('{"type":"library","name":"a"},');
    expect(lines).toContain('{"type":"library","name":"b"}],');
  });

  it('claims and evidence are streamed too, and what is undefined is left out', () => {
    function* claims(): Generator<{ 'bom-ref': string; target: string; predicate: string }> {
      yield { 'bom-ref': 'claim-1', target: 'a', predicate: 'p' };
    }
    const text = textOf(bomOf([], { declarations: { claims: claims() } }));
    expect(JSON.parse(text)).toMatchObject({ declarations: { claims: [{ 'bom-ref': 'claim-1' }] } });
    expect(text.endsWith('}\n')).toBe(true);
  });
});
