import type { ArchiveListing } from '@assay/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderJson } from '../json/render-json.js';
import { hostileInput } from '../testing/hostile-report.js';
import { naughtyStrings } from '../testing/naughty-strings.js';
import { sample, timeout } from '../testing/report-builder.js';
import type { TerminalOptions } from './options.js';
import { terminalProblems } from '../testing/terminal-oracle.js';
import { renderArchive } from './render-archive.js';
import { renderError } from './render-error.js';
import { renderExplanation } from './render-explanation.js';
import { renderProgressLine } from './render-progress-line.js';
import { renderTerminal } from './render-terminal.js';
import { textWidth } from './text-width.js';

function everyRendering(texts: readonly string[], options: TerminalOptions): readonly string[] {
  const input = hostileInput(texts);
  const [first] = input.inventory.subjects;
  const detail = texts[0] ?? '';
  const path = texts.at(-1) ?? '';
  const listing: ArchiveListing = {
    format: 'npm-tgz',
    complete: false,
    members: new Map(),
    entries: [{ path, type: 'symlink', mode: 0o777, size: 0, linkTarget: detail, within: detail }],
    problems: [{ code: 'bad', severity: 'refuse', path, detail }],
  };
  return [
    renderTerminal(input, options),
    renderExplanation(input, first?.id ?? '', options) ?? '',
    renderArchive(listing, { name: detail, size: 1, digests: [] }, options),
    renderError({ code: 'ERR_USAGE', message: detail, hint: path, file: detail, line: 1 }, options),
  ];
}

function expectHarmless(output: string, color: boolean): void {
  // eslint-disable-next-line no-control-regex -- our own colours, and nothing else
  const plain = color ? output.replaceAll(/\u001b\[(?:1|2|22|31|32|33|36|39)m/g, '') : output;
  expect(terminalProblems(plain)).toEqual([]);
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(...naughtyStrings),
  fc
    .array(fc.constantFrom('::', 'error', '##', '[', ' ', '\n', '\u001b[', 'x'.repeat(19), '\u202e', '漢'), {
      maxLength: 60,
    })
    .map((parts) => parts.join('')),
);
const anyOptions = fc.record({
  color: fc.boolean(),
  width: fc.integer({ min: 1, max: 120 }),
  detail: fc.constantFrom<TerminalOptions['detail']>('quiet', 'normal', 'verbose'),
});

describe('a report full of hostile text', () => {
  it.each(['quiet', 'normal', 'verbose'] as const)('is harmless with all naughty strings in it (%s)', (detail) => {
    for (let i = 0; i < naughtyStrings.length; i += 10) {
      const texts = naughtyStrings.slice(i, i + 10);
      for (const output of everyRendering(texts, { color: false, width: 80, detail })) expectHarmless(output, false);
    }
  });

  it('has no control character but line breaks and its own colours, and no line that foreign text starts', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 12 }), anyOptions, (texts, options) => {
        for (const output of everyRendering(texts, options)) expectHarmless(output, options.color);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps every package line, wherever it may wrap, from becoming a build command', () => {
    for (let filler = 60; filler < 90; filler++) {
      const name = `${'x'.repeat(filler)}::error file=a::b`;
      for (const output of everyRendering([name, '::', 'b::'], { color: false, width: 80, detail: 'verbose' })) {
        expectHarmless(output, false);
      }
    }
  });

  it('fits one line when it is a progress line', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 120 }), (name, width) => {
        const line = renderProgressLine(
          { done: 7, total: 1200, name, failed: 1, unverified: 2 },
          { color: false, width },
        );
        expect(textWidth(line)).toBeLessThanOrEqual(width);
        expect(line).not.toMatch(/\p{C}/u);
      }),
    );
  });

  it('is canonical JSON all the same', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 12 }), (texts) => {
        const json = renderJson(hostileInput(texts));
        expect(json.isWellFormed()).toBe(true);
        expect(json.indexOf('\n')).toBe(json.length - 1);
        expect(() => JSON.parse(json) as unknown).not.toThrow();
      }),
      { numRuns: 50 },
    );
  });

  it('marks names that may imitate others, and quotes names that look like several words', () => {
    const faults = [timeout()];
    const input = sample([
      { name: 'lоdash', faults },
      { name: 'left-pad 1.0.0  a.json:1', faults },
      { name: '', faults },
    ]);
    const text = renderTerminal(input, { color: false, width: 100, detail: 'normal' });
    expect(text).toContain('lоdash 1.0.0 ‹non-ASCII name›');
    expect(text).toContain('"left-pad 1.0.0  a.json:1" 1.0.0');
    expect(text).toContain('"" 1.0.0');
  });
});
