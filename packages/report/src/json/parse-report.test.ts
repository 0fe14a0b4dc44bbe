import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { naughtyStrings } from '../testing/naughty-strings.js';
import { missingPin, sample, timeout, usedWaiver } from '../testing/report-builder.js';
import { parseReport } from './parse-report.js';
import { renderJson } from './render-json.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);

const input = sample(
  [
    { name: 'bad', faults: [missingPin('bad')], subject: { source: { kind: 'git', url: 'https://git.example/a' } } },
    { name: 'old', faults: [{ ...missingPin('old'), decision: 'waived', waiver: 0 }], occurrence: { parent: 'x' } },
    { name: 'slow', faults: [timeout()] },
  ],
  { waivers: [usedWaiver], gaps: [{ lockfile: 'package-lock.json', line: 3, code: 'c', detail: 'd', doubt: true }] },
);
const written = renderJson(input);

type Mutable = Record<string, unknown>;

function spoilt(spoil: (document: { report: Mutable; inventory: Mutable }) => void): Uint8Array {
  const document = JSON.parse(written) as { report: Mutable; inventory: Mutable };
  spoil(document);
  return bytesOf(JSON.stringify(document));
}

describe('parseReport', () => {
  it('reads what renderJson writes, to the same bytes', () => {
    const stored = parseReport(bytesOf(written));
    if (!stored.ok) throw new Error(stored.detail);
    expect(renderJson({ ...input, ...stored })).toBe(written);
  });

  it.each<readonly [string, string, Uint8Array]>([
    ['no JSON', 'Expected', bytesOf('PASS')],
    ['nothing', 'empty', bytesOf('')],
    ['other JSON', 'The document lacks "$schema".', bytesOf('{}')],
    ['a list', 'The document is no object.', bytesOf('[]')],
    ['invalid UTF-8', '', Uint8Array.of(0x7b, 0xff, 0x7d)],
    ['a key that stands twice', '', bytesOf(written.replace('{"$schema"', '{"$schema":"x","$schema"'))],
    ['text behind the end', '', bytesOf(`${written}{}`)],
    ['an unknown member', '/report/extra is not known.', spoilt(({ report }) => (report['extra'] = 1))],
    ['a missing member', '/report lacks "findings".', spoilt(({ report }) => delete report['findings'])],
    ['another schema', '/report/schema is not', spoilt(({ report }) => (report['schema'] = 'https://other.example/'))],
    [
      'a text where a list should be',
      '/inventory/edges is no list.',
      spoilt(({ inventory }) => (inventory['edges'] = '')),
    ],
    ['an unknown decision', '/report/decision is none of', spoilt(({ report }) => (report['decision'] = 'ok'))],
    [
      'a time with an offset',
      '/report/at is not spelled',
      spoilt(({ report }) => (report['at'] = '2026-01-02T03:04:05+01:00')),
    ],
    ['a time that is no text', '/report/at is no text', spoilt(({ report }) => (report['at'] = 5))],
  ])('refuses %s', (_what, detail, bytes) => {
    const stored = parseReport(bytes);
    expect(stored.ok).toBe(false);
    if (!stored.ok) expect(stored.detail).toContain(detail);
  });

  it.each<readonly [string, string, (report: Mutable) => void]>([
    [
      'a pass with a failed package',
      "a package's is fail",
      (report) => Object.assign(report, { decision: 'pass', exitCode: 0 }),
    ],
    ['an exit code of another decision', 'the exit code 0', (report) => Object.assign(report, { exitCode: 0 })],
    ['verdicts left out', 'counts other packages', (report) => (report['verdicts'] as unknown[]).pop()],
    [
      'a package judged by the findings about another',
      'rests on a finding',
      (report) =>
        ((report['verdicts'] as Mutable[])[0]!['because'] = [(report['findings'] as Mutable[]).at(-1)!['id']]),
    ],
    [
      'a finding about nobody',
      'not judged',
      (report) => ((report['findings'] as Mutable[])[0]!['subject'] = 'pkg:npm/other@1.0.0'),
    ],
    [
      'two findings with one id',
      'the same id',
      (report) => ((report['findings'] as Mutable[])[0]!['id'] = (report['findings'] as Mutable[])[1]!['id']),
    ],
  ])('refuses %s', (_what, detail, spoil) => {
    const stored = parseReport(
      spoilt(({ report }) => {
        spoil(report);
      }),
    );
    expect(stored).toMatchObject({ ok: false, detail: expect.stringContaining(detail) as string });
  });

  it('refuses what is larger than the cap', () => {
    expect(parseReport(bytesOf(written), 100)).toMatchObject({ ok: false });
  });

  it('names the line', () => {
    const lines = JSON.stringify({ ...(JSON.parse(written) as object), extra: 1 }, null, 1);
    expect(parseReport(bytesOf(lines))).toMatchObject({ ok: false, line: lines.split('\n').length - 1 });
  });

  it('never throws, whatever member is replaced by whatever value', () => {
    const document = JSON.parse(written) as Mutable;
    const value = fc.oneof(fc.json(), fc.constantFrom(...naughtyStrings.map((text) => JSON.stringify(text))));
    fc.assert(
      fc.property(fc.nat(), value, (seed, json) => {
        const copy = structuredClone(document);
        let at: Mutable = copy;
        for (let depth = seed; ; depth = Math.floor(depth / 7)) {
          const keys = Object.keys(at);
          const key = keys[depth % Math.max(1, keys.length)] ?? '';
          const next = at[key];
          if (typeof next === 'object' && next !== null && Object.keys(next).length > 0 && depth % 5 !== 0)
            at = next as Mutable;
          else {
            at[key] = JSON.parse(json) as unknown;
            break;
          }
        }
        expect(typeof parseReport(bytesOf(JSON.stringify(copy))).ok).toBe('boolean');
      }),
      { numRuns: 500 },
    );
  });
});
