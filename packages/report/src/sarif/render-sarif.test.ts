import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RenderInput } from '../render-input.js';
import { hostileReport } from '../testing/hostile-findings.js';
import { naughtyStrings } from '../testing/naughty-strings.js';
import { missingPin, otherBytes, sample, timeout, usedWaiver } from '../testing/report-builder.js';
import { sarifRun, sarifValidator } from '../testing/sarif-log.js';
import { renderSarif } from './render-sarif.js';

const validate = sarifValidator();

function expectValid(text: string): void {
  validate(JSON.parse(text));
  expect(validate.errors).toBe(null);
}

const waived = { ...missingPin('old'), decision: 'waived', waiver: 0 } as const;
const warned = { ...timeout('provenance'), decision: 'warn' } as const;

const input = sample(
  [
    { name: 'good' },
    { name: 'bad', faults: [otherBytes('bad'), missingPin('bad'), timeout('source')] },
    { name: 'slow', faults: [timeout()], line: 77, lockfile: 'apps/my shop/package-lock.json' },
    { name: 'old', faults: [waived] },
    { name: 'new', faults: [warned] },
  ],
  {
    waivers: [usedWaiver],
    warnings: ['A rule matches nothing.'],
    gaps: [
      { lockfile: 'package-lock.json', line: 3, code: 'install-scripts', detail: 'It runs scripts.', doubt: true },
    ],
  },
);

const resultOf = (text: string, name: string) =>
  sarifRun(text).results.filter(({ properties }) => properties['purl'] === `pkg:npm/${name}@1.0.0`);

describe('renderSarif', () => {
  it('is valid by the official schema', () => {
    expectValid(renderSarif(input));
    expectValid(renderSarif(sample([])));
    expectValid(renderSarif(sample([{ name: 'good' }])));
  });

  it('is the same bytes for the same report', () => {
    expect(renderSarif({ ...input, report: structuredClone(input.report) })).toBe(renderSarif(input));
    expect(renderSarif(input).endsWith('}\n')).toBe(true);
  });

  it('has a rule for each check and code that occurs, with what it means, what to do and where to read more', () => {
    const { rules } = sarifRun(renderSarif(input)).tool.driver;
    expect(rules.map(({ id }) => id).sort()).toEqual([
      'artifact-digest/artifact-digest-mismatch',
      'artifact-digest/timeout',
      'pin-strength/pin-missing',
      'provenance/timeout',
      'source/timeout',
    ]);
    expect(rules.find(({ id }) => id === 'pin-strength/pin-missing')).toMatchObject({
      name: 'PinStrengthPinMissing',
      shortDescription: { text: 'The lockfile pins no digest.' },
      help: { text: 'The lockfile pins no digest. Lock the package again.' },
      helpUri: 'https://assay.example/checks/pin-strength',
    });
  });

  it('names the right rule by its index', () => {
    const { results, tool } = sarifRun(renderSarif(input));
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  });

  it('says what failed, what could not be verified, what is a warning', () => {
    const text = renderSarif(input);
    expect(resultOf(text, 'good')).toEqual([]);
    expect(resultOf(text, 'bad').map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['artifact-digest/artifact-digest-mismatch', 'error'],
      ['pin-strength/pin-missing', 'error'],
      ['source/timeout', 'warning'],
    ]);
    expect(resultOf(text, 'slow')).toMatchObject([
      { level: 'error', message: { text: expect.stringContaining('slow 1.0.0: Could not be verified: ') as string } },
    ]);
    expect(resultOf(text, 'new')).toMatchObject([
      { level: 'warning', message: { text: expect.stringContaining(': Warning: ') as string } },
    ]);
  });

  it('suppresses what is waived, and says who waived it and until when', () => {
    const [result] = resultOf(renderSarif(input), 'old');
    expect(result).toMatchObject({ level: 'error', properties: { decision: 'waived' } });
    expect(result?.suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: 'Replaced in the next release. (alice@corp.example, until 2026-06-30)',
      },
    ]);
  });

  it('points at the line of the lockfile, and at the package', () => {
    const [result] = resultOf(renderSarif(input), 'slow');
    expect(result?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'apps/my%20shop/package-lock.json', uriBaseId: '%SRCROOT%' },
          region: { startLine: 77 },
        },
        logicalLocations: [{ name: 'slow 1.0.0', fullyQualifiedName: 'pkg:npm/slow@1.0.0', kind: 'package' }],
      },
    ]);
  });

  it('names the other places too, but not without end', () => {
    const base = sample([{ name: 'bad', faults: [missingPin('bad')] }]);
    const [place] = base.inventory.occurrences;
    const occurrences = Array.from({ length: 50 }, (_, i) => ({ ...place!, line: i + 1 }));
    const [result] = sarifRun(renderSarif({ ...base, inventory: { ...base.inventory, occurrences } })).results;
    expect(result?.relatedLocations).toHaveLength(19);
    expect(result?.properties['lockedInPlaces']).toBe(50);
  });

  it('tells the exit code, gaps, doubts and warnings beside the results', () => {
    const [invocation] = sarifRun(renderSarif(input)).invocations;
    expect(invocation).toMatchObject({
      exitCode: 1,
      executionSuccessful: true,
      toolExecutionNotifications: [
        { level: 'error', message: { text: 'It runs scripts.' } },
        { level: 'note', message: { text: 'Signatures are not verified by this version.' } },
      ],
      toolConfigurationNotifications: [{ level: 'warning', message: { text: 'A rule matches nothing.' } }],
    });
  });

  it('has an error where nothing but the run as a whole could not be verified', () => {
    const reason = 'There was nothing to verify.';
    const text = renderSarif(sample([], { decision: 'unverified', exitCode: 3, reason }));
    expectValid(text);
    expect(sarifRun(text).results).toMatchObject([
      { ruleId: 'run/run-unverified', level: 'error', message: { text: expect.stringContaining(reason) as string } },
    ]);
  });

  it('has an error where a check gave no answer', () => {
    const base = sample([{ name: 'a' }]);
    const verdicts = base.report.verdicts.map((verdict) => ({ ...verdict, decision: 'unverified' as const }));
    const report = { ...base.report, verdicts, decision: 'unverified', exitCode: 3 } as const;
    expect(sarifRun(renderSarif({ ...base, report })).results).toMatchObject([
      { ruleId: 'run/no-answer', level: 'error', properties: { purl: 'pkg:npm/a@1.0.0' } },
    ]);
  });

  it('shows what is locked nowhere at the file that it is told, else at the first lockfile', () => {
    const base = sample([{ name: 'bad', faults: [missingPin('bad')] }]);
    const nowhere: RenderInput = { ...base, inventory: { ...base.inventory, occurrences: [] } };
    const uri = (text: string) => sarifRun(text).results[0]?.locations[0]?.physicalLocation?.artifactLocation.uri;
    expect(uri(renderSarif(nowhere))).toBe('package-lock.json');
    expect(uri(renderSarif(nowhere, { otherwise: 'assay.yaml' }))).toBe('assay.yaml');
    const gap = { lockfile: 'apps/Gemfile.lock', code: 'c', detail: 'd', doubt: true } as const;
    expect(uri(renderSarif({ ...nowhere, report: { ...base.report, gaps: [gap] } }))).toBe('apps/Gemfile.lock');
    expect(uri(renderSarif({ ...nowhere, report: { ...base.report, lockfiles: [] } }))).toBe('.');
  });
});

describe('fingerprints', () => {
  const prints = (text: string) =>
    new Map(
      sarifRun(text).results.map((result) => [
        `${result.ruleId} ${String(result.properties['purl'])}`,
        result.partialFingerprints,
      ]),
    );
  const failing = (name: string, line: number) => ({ name, line, faults: [missingPin(name), timeout('source')] });

  it('stay when lines move, and when packages come, go and change order', () => {
    const before = prints(renderSarif(sample([failing('a', 10), failing('b', 20)])));
    const after = prints(
      renderSarif(sample([failing('z', 1), failing('b', 500), failing('a', 900)], { at: '2027-01-01T00:00:00Z' })),
    );
    for (const [key, print] of before) if (!key.includes('pkg:npm/z')) expect(after.get(key)).toEqual(print);
  });

  it('stay when the evidence changes, and when the same is waived', () => {
    const [print] = prints(renderSarif(sample([{ name: 'old', faults: [missingPin('old')] }]))).values();
    const base = sample([{ name: 'old', faults: [waived] }], { waivers: [usedWaiver] });
    const findings = base.report.findings.map((finding) => ({ ...finding, evidence: [], detail: 'other words' }));
    const [same] = prints(renderSarif({ ...base, report: { ...base.report, findings } })).values();
    expect(same).toEqual(print);
  });

  it('differ between results of one run', () => {
    const all = [...prints(renderSarif(input)).values()];
    for (const name of ['assayFinding/v1', 'primaryLocationLineHash']) {
      expect(new Set(all.map((print) => print[name])).size).toBe(all.length);
    }
  });

  it('differ for one version that is locked in two ways', () => {
    const pad = { name: 'pad', faults: [missingPin('pad')] };
    const twice = sample([
      { ...pad, subject: { id: 'pkg:npm/pad@1.0.0#1' } },
      { ...pad, subject: { id: 'pkg:npm/pad@1.0.0#2' } },
    ]);
    const [one, other] = sarifRun(renderSarif(twice)).results;
    expect(one?.partialFingerprints).not.toEqual(other?.partialFingerprints);
  });
});

describe('hostile reports', () => {
  /** Nothing that a viewer would obey or a reader would not see. */
  function expectHarmless(text: string): void {
    expectValid(text);
    expect(text.isWellFormed()).toBe(true);
    const { results, tool, invocations } = sarifRun(text);
    const texts = [
      ...results.map(({ message }) => message.text),
      ...tool.driver.rules.flatMap((rule) => [rule.shortDescription.text, rule.help.text]),
      ...invocations.flatMap((each) => each.toolExecutionNotifications.map(({ message }) => message.text)),
    ];
    for (const each of texts) {
      expect(each).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
      expect(each).not.toMatch(/\]\(|\{\d+\}/);
    }
    for (const { locations } of results) {
      const { uri = '', uriBaseId } = locations[0]?.physicalLocation?.artifactLocation ?? {};
      if (uriBaseId !== undefined) expect(new URL(uri, 'https://root.example/a/b/').pathname).toMatch(/^\/a\/b\//);
    }
  }

  it('are valid and harmless with all naughty strings in them', () => {
    for (let i = 0; i < naughtyStrings.length; i += 10) {
      expectHarmless(renderSarif(hostileReport(naughtyStrings.slice(i, i + 10))));
    }
  });

  it('are valid and harmless with any text in them', () => {
    const parts = [
      '[x](https://evil.example)',
      '{0}',
      '..',
      '/',
      '\\',
      '%2e',
      'C:\\',
      '\n',
      '](',
      '{',
      '\u202e',
      '\ud800',
      '<b>',
    ];
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(...naughtyStrings),
      fc.array(fc.constantFrom(...parts), { maxLength: 20 }).map((some) => some.join('')),
    );
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 12 }), (texts) => {
        expectHarmless(renderSarif(hostileReport(texts)));
      }),
      { numRuns: 150 },
    );
  });

  it('put no foreign text into Markdown', () => {
    const evil = '![x](https://evil.example/x.png)<img src=x>';
    const { rules } = sarifRun(renderSarif(hostileReport([evil]))).tool.driver;
    for (const { help } of rules) expect(help.markdown ?? '').not.toContain('evil');
  });

  it('keep an error that ends the run, whatever the texts are', () => {
    for (let i = 0; i < naughtyStrings.length; i += 10) {
      const { results } = sarifRun(renderSarif(hostileReport(naughtyStrings.slice(i, i + 10))));
      expect(results.some(({ level, suppressions }) => level === 'error' && suppressions === undefined)).toBe(true);
    }
  });
});

describe('limits', () => {
  const many = (count: number) =>
    sample([
      ...Array.from({ length: count }, (_, i) => ({ name: `warn-${String(i)}`, faults: [warned] })),
      { name: 'evil', faults: [otherBytes('evil')] },
    ]);

  it('keep the worst, and say how many were left out', () => {
    const text = renderSarif(many(50), { maxResults: 10 });
    const run = sarifRun(text);
    expectValid(text);
    expect(run.results).toHaveLength(10);
    expect(run.results[0]?.ruleId).toBe('artifact-digest/artifact-digest-mismatch');
    expect(run.properties['resultsLeftOut']).toBe(41);
    expect(run.invocations[0]?.toolExecutionNotifications[0]?.message.text).toContain('41 results were left out');
  });

  it('count bytes, not only results', () => {
    const text = renderSarif(many(500), { maxBytes: 50_000 });
    expect(text.length).toBeLessThan(60_000);
    expect(sarifRun(text).results.length).toBeGreaterThan(20);
  });

  it('let a flood of one kind hide no other kind', () => {
    const flood = Array.from({ length: 100 }, (_, i) => ({ name: `a-${String(i)}`, faults: [missingPin('a')] }));
    const rare = { name: 'z', faults: [{ ...missingPin('z'), check: 'license-lock', code: 'rare' }] };
    const { results } = sarifRun(renderSarif(sample([...flood, rare]), { maxResults: 2 }));
    expect(results.map(({ ruleId }) => ruleId).sort()).toEqual(['license-lock/rare', 'pin-strength/pin-missing']);
  });

  it('hold for 100,000 failing packages', () => {
    const flood = Array.from({ length: 100_000 }, (_, i) => ({ name: `a-${String(i)}`, faults: [missingPin('a')] }));
    const text = renderSarif(sample(flood));
    const run = sarifRun(text);
    expect(text.length).toBeLessThan(10_000_000);
    expect(run.results.length).toBeGreaterThan(5_000);
    expect(run.results.length + Number(run.properties['resultsLeftOut'])).toBe(100_000);
  }, 240_000);
});
