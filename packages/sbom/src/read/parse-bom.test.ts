import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { plainValue } from '../testing/plain-value.js';
import { parseBom } from './parse-bom.js';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const xml = (content: string, version = '1.7'): string =>
  `<bom xmlns="http://cyclonedx.org/schema/bom/${version}">${content}</bom>`;

function read(text: string): unknown {
  const result = parseBom(encode(text));
  return result.ok ? plainValue(result.bom.root) : result.problem;
}

describe('what is refused', () => {
  it.each([
    ['nothing', '', 'syntax'],
    ['no CycloneDX', '{"spdxVersion":"SPDX-2.3"}', 'not-cyclonedx'],
    ['a list', '[]', 'not-cyclonedx'],
    ['a version that is not known', '{"bomFormat":"CycloneDX","specVersion":"9.9"}', 'not-cyclonedx'],
    ['a number for a version', '{"bomFormat":"CycloneDX","specVersion":1.7}', 'not-cyclonedx'],
    ['another root', '<sbom xmlns="http://cyclonedx.org/schema/bom/1.7"/>', 'not-cyclonedx'],
    ['no namespace', '<bom/>', 'not-cyclonedx'],
    ['an unknown namespace', xml('', '9.9'), 'not-cyclonedx'],
    ['a key twice', '{"bomFormat":"CycloneDX","specVersion":"1.7","version":1,"version":2}', 'duplicate-key'],
    [
      'an element twice',
      xml('<components><component type="library"><name>a</name><name>b</name></component></components>'),
      'duplicate-key',
    ],
    ['a document type', `<!DOCTYPE bom>${xml('')}`, 'unsupported'],
  ])('%s', (_, text, problem) => {
    expect(read(text)).toMatchObject({ problem });
  });

  it('components nested without end, in both formats', () => {
    const deep = '{"components":['.repeat(100_000);
    expect(read(`{"bomFormat":"CycloneDX","specVersion":"1.7","components":[${deep}`)).toMatchObject({
      problem: 'too-deep',
    });
    expect(read(xml('<components><component>'.repeat(100_000)))).toMatchObject({ problem: 'too-deep' });
  });
});

describe('what is read', () => {
  it('elements of other namespaces say nothing', () => {
    const text = xml('<x:components xmlns:x="urn:x"><x:component/></x:components><components/>');
    expect(read(text)).toEqual({ bomFormat: 'CycloneDX', specVersion: '1.7', components: [] });
  });

  it('names that objects have are passed over like any other that nobody knows', () => {
    expect(read(xml('<__proto__><constructor/></__proto__>'))).toEqual({ bomFormat: 'CycloneDX', specVersion: '1.7' });
  });

  it('numbers and booleans are such, and what is none stays text', () => {
    const occurrence = (line: string): string =>
      xml(
        `<components><component type="library"><name>a</name><evidence><occurrences><occurrence><location>b</location>${line}</occurrence></occurrences></evidence></component></components>`,
      );
    expect(read(occurrence('<line> 12 </line>'))).toMatchObject({
      components: [{ evidence: { occurrences: [{ location: 'b', line: 12 }] } }],
    });
    expect(read(occurrence('<line>12e3</line>'))).toMatchObject({
      components: [{ evidence: { occurrences: [{ line: '12e3' }] } }],
    });
    expect(read(occurrence('<line>9007199254740993</line>'))).toMatchObject({
      components: [{ evidence: { occurrences: [{ line: '9007199254740993' }] } }],
    });
  });

  it('tools of before 1.5 are a list, those of after hold components', () => {
    expect(read(xml('<metadata><tools><tool><name>a</name></tool></tools></metadata>', '1.4'))).toMatchObject({
      metadata: { tools: [{ name: 'a' }] },
    });
    expect(
      read(
        xml(
          '<metadata><tools><components><component type="library"><name>a</name></component></components></tools></metadata>',
        ),
      ),
    ).toMatchObject({ metadata: { tools: { components: [{ name: 'a' }] } } });
  });

  it('a byte order mark is no part of it', () => {
    expect(read('\ufeff{"bomFormat":"CycloneDX","specVersion":"1.4"}')).toMatchObject({ specVersion: '1.4' });
    expect(read(`\ufeff<?xml version="1.0"?>\n${xml('')}`)).toMatchObject({ specVersion: '1.7' });
  });

  it('XML in UTF-16 with its mark is read', () => {
    const result = parseBom(new Uint8Array(Buffer.from(`\ufeff${xml('')}`, 'utf16le')));
    expect(result).toMatchObject({ ok: true, bom: { format: 'xml', specVersion: '1.7' } });
  });

  it('maps know their lines in both formats', () => {
    const json = parseBom(encode('{\n"bomFormat":"CycloneDX",\n"specVersion":"1.7"}'));
    const markup = parseBom(encode(xml('\n\n<metadata/>')));
    expect(json.ok && json.bom.root.lineOf('specVersion')).toBe(3);
    expect(markup.ok && markup.bom.root.lineOf('metadata')).toBe(3);
  });
});

const samples = new URL('../../../../../shared/data/cyclonedx/', import.meta.url);

/** Their two formats do not say the same. */
const different = new Set([
  'valid-cryptography-full-1.7',
  'valid-formulation-1.7',
  'valid-license-declared-concluded-mix-1.7',
  'valid-license-expression-with-text-1.7',
  'valid-metadata-timestamp-1.7',
  'valid-saasbom-1.7',
]);

describe.skipIf(!existsSync(samples))("the specification's own samples", () => {
  const files = existsSync(samples)
    ? ['1.6', '1.7'].flatMap((folder) => readdirSync(new URL(folder, samples)).map((name) => `${folder}/${name}`))
    : [];
  const valid = files.filter((name) => name.includes('/valid-'));
  const readSample = (name: string): Record<string, unknown> => {
    const result = parseBom(readFileSync(new URL(name, samples)));
    if (!result.ok) throw new Error(`${name}: ${result.problem.detail}`);
    return plainValue(result.bom.root) as Record<string, unknown>;
  };

  it.each(valid)('%s is read', (name) => {
    expect(readSample(name)).toMatchObject({ bomFormat: 'CycloneDX' });
  });

  const pairs = valid.filter((name) => name.endsWith('.xml') && valid.includes(name.replace(/xml$/, 'json')));
  it.each(pairs.filter((name) => !different.has(name.slice(4, -4))))('%s is read as its JSON is', (name) => {
    const { $schema: _schema, ...json } = readSample(name.replace(/xml$/, 'json'));
    expect(withoutSignatures(readSample(name))).toEqual(withoutSignatures(json));
  });
});

/** XML's are another standard's, and passed over. */
function withoutSignatures(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSignatures);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'signature');
  return Object.fromEntries(entries.map(([key, one]) => [key, withoutSignatures(one)]));
}
