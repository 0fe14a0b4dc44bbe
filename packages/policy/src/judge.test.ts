import type { Finding, Gap, Outcome, Requirement } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { judge } from './judge.js';
import type { JudgeInput } from './judge-input.js';
import {
  digest,
  file,
  finding,
  inventory,
  judgeInput,
  occurrence,
  policy,
  rule,
  subject,
  waiver,
} from './testing/judge-case.js';

const pad = subject();
const proven = finding(pad, 'proven');
const judged = (given: Partial<JudgeInput> = {}) => judge(judgeInput(given));

function judgedUnder(requirement: Requirement, findings: readonly Finding[], allowEmpty = false) {
  return judged({ policy: policy({ rules: [rule({ 'pin-strength': requirement })], allowEmpty }), findings });
}

describe('the verdict of one package with one finding', () => {
  it.each([
    ['proven', 'require', 'pass', 0],
    ['proven', 'prefer', 'pass', 0],
    ['refuted', 'require', 'fail', 1],
    ['refuted', 'prefer', 'fail', 1],
    ['absent', 'require', 'fail', 1],
    ['absent', 'prefer', 'warn', 0],
    ['unknown', 'require', 'unverified', 3],
    ['unknown', 'prefer', 'warn', 0],
  ] as const)('that is %s under `%s` is %s, exit code %d', (outcome, requirement, decision, exitCode) => {
    const only = finding(pad, outcome);
    const judgement = judgedUnder(requirement, [only]);
    expect(judgement).toMatchObject({ decision, exitCode, warnings: [], waivers: [] });
    expect(judgement.reason).toBeUndefined();
    const because = decision === 'pass' ? [] : [only.id];
    expect(judgement.verdicts).toEqual([{ subject: pad.id, decision, because, waivedBy: [] }]);
  });

  it('is required where no rule speaks', () => {
    expect(judged({ findings: [finding(pad, 'absent')] })).toMatchObject({ decision: 'fail', exitCode: 1 });
  });

  it('is decided by the strictest of its occurrences', () => {
    const rules = [rule({ 'pin-strength': 'prefer' }, { scope: ['dev'] })];
    const places = (...scopes: ('dev' | 'prod')[]) =>
      inventory(
        [pad],
        scopes.map((scope) => occurrence(pad, scope)),
      );
    const findings = [finding(pad, 'absent')];
    expect(judged({ policy: policy({ rules }), inventory: places('dev'), findings }).decision).toBe('warn');
    expect(judged({ policy: policy({ rules }), inventory: places('dev', 'prod'), findings }).decision).toBe('fail');
  });

  it('uses the occurrences of that package, not of others', () => {
    const rules = [rule({ 'pin-strength': 'prefer' }, { scope: ['dev'] })];
    const other = subject({ name: 'right-pad' });
    const both = inventory([pad, other], [occurrence(pad, 'dev'), occurrence(other, 'prod')]);
    const findings = [finding(pad, 'absent'), finding(other, 'proven')];
    expect(judged({ policy: policy({ rules }), inventory: both, findings }).decision).toBe('warn');
  });
});

describe('the worst decides', () => {
  const worst: readonly (readonly [Outcome[], string])[] = [
    [['proven', 'unknown', 'refuted'], 'fail'],
    [['refuted', 'proven'], 'fail'],
    [['proven', 'unknown', 'proven'], 'unverified'],
    [['not-applicable', 'proven'], 'pass'],
  ];
  it.each(worst)('of %j: %s', (outcomes, decision) => {
    const findings = outcomes.map((outcome, n) => finding(pad, outcome, { code: `c${String(n)}` }));
    const judgement = judged({ findings });
    expect(judgement.decision).toBe(decision);
    expect(judgement.verdicts[0]?.decision).toBe(decision);
  });

  it('and the verdict names all findings that have it, and only those', () => {
    const bad = [finding(pad, 'refuted', { code: 'a' }), finding(pad, 'absent', { code: 'b' })];
    const findings = [finding(pad, 'unknown'), ...bad, proven];
    expect(judged({ findings }).verdicts[0]?.because).toEqual(bad.map(({ id }) => id));
  });

  it('of all packages, in the order of the inventory', () => {
    const others = ['a', 'b', 'c'].map((name) => subject({ name }));
    const outcomes = ['proven', 'refuted', 'unknown'] as const;
    const findings = others.map((each, n) => finding(each, outcomes[n] ?? 'proven'));
    const judgement = judged({ inventory: inventory(others), findings: findings.toReversed() });
    expect(judgement.verdicts.map(({ subject: id, decision }) => [id, decision])).toEqual([
      ['pkg:npm/a@1.3.0', 'pass'],
      ['pkg:npm/b@1.3.0', 'fail'],
      ['pkg:npm/c@1.3.0', 'unverified'],
    ]);
    expect(judgement).toMatchObject({ decision: 'fail', exitCode: 1 });
  });

  it('still decides when two findings carry one id', () => {
    const findings = [finding(pad, 'refuted', { id: 'x' }), finding(pad, 'proven', { id: 'x' })];
    expect(judged({ findings }).verdicts[0]).toMatchObject({ decision: 'fail', because: ['x'] });
  });
});

describe('a check that should have run and left no finding', () => {
  it('makes its package unverified, and is told', () => {
    const judgement = judged({ checks: ['pin-strength', 'source'], findings: [proven] });
    expect(judgement).toMatchObject({ decision: 'unverified', exitCode: 3 });
    expect(judgement.verdicts[0]).toMatchObject({ decision: 'unverified', because: [] });
    expect(judgement.warnings).toEqual(['The check source gave no answer about pkg:npm/left-pad@1.3.0.']);
    expect(judgement.reason).toBeUndefined();
  });

  it('is a warning where it is only preferred', () => {
    const rules = [rule({ source: 'prefer' })];
    const judgement = judged({ checks: ['pin-strength', 'source'], findings: [proven], policy: policy({ rules }) });
    expect(judgement).toMatchObject({ decision: 'warn', exitCode: 0 });
    expect(judgement.warnings).toHaveLength(1);
  });

  it('does not matter where it is ignored', () => {
    const rules = [rule({ source: 'ignore' })];
    const judgement = judged({ checks: ['pin-strength', 'source'], findings: [proven], policy: policy({ rules }) });
    expect(judgement).toMatchObject({ decision: 'pass', exitCode: 0, warnings: [] });
  });

  it('cannot make a failure better', () => {
    const findings = [finding(pad, 'refuted')];
    expect(judged({ checks: ['pin-strength', 'source'], findings }).decision).toBe('fail');
  });

  it('for one file of several makes its package unverified', () => {
    const gem = subject({ files: [file('a.gem'), file('a-java.gem')] });
    const findings = [finding(gem, 'proven', { file: 'a.gem' })];
    expect(judged({ inventory: inventory([gem]), findings }).decision).toBe('unverified');
  });

  it('is told once for all packages, check by check', () => {
    const inventoryOf = inventory(['a', 'b', 'c'].map((name) => subject({ name })));
    const { warnings } = judged({ inventory: inventoryOf, checks: ['pin-strength', 'source'] });
    expect(warnings).toEqual([
      'The check pin-strength gave no answer about pkg:npm/a@1.3.0 and 2 more.',
      'The check source gave no answer about pkg:npm/a@1.3.0 and 2 more.',
    ]);
  });

  it('cannot be waived: there is nothing to waive', () => {
    const judgement = judged({ policy: policy({ waivers: [waiver()] }), findings: [] });
    expect(judgement).toMatchObject({ decision: 'unverified', exitCode: 3 });
  });
});

describe('findings', () => {
  it('of a check that this depth does not know still count', () => {
    const findings = [proven, finding(pad, 'refuted', { check: 'source' })];
    expect(judged({ findings }).decision).toBe('fail');
  });

  it('of an ignored check do not count, neither for nor against', () => {
    const judgement = judgedUnder('ignore', [finding(pad, 'refuted')]);
    expect(judgement.verdicts[0]).toMatchObject({ decision: 'pass', because: [] });
    expect(judgement).toMatchObject({ decision: 'unverified', exitCode: 3 });
  });

  it('about a package that is not locked are a defect: dropping one could turn a fail into a pass', () => {
    const stray = finding(subject({ name: 'right-pad' }), 'refuted');
    expect(() => judged({ findings: [proven, stray] })).toThrow(
      expect.objectContaining({ code: 'ERR_INTERNAL', message: expect.stringContaining(stray.id) as string }),
    );
  });

  it('are not judged at a time that is not UTC', () => {
    expect(() => judged({ at: '2026-11-22' })).toThrow(expect.objectContaining({ code: 'ERR_USAGE' }));
  });
});

describe('nothing to verify', () => {
  const none = { decision: 'unverified', exitCode: 3 } as const;

  it('is not a pass: no package', () => {
    const judgement = judged({ inventory: inventory([]) });
    expect(judgement).toMatchObject({ ...none, reason: 'There was nothing to verify: no lockfile named a package.' });
    expect(judgement.verdicts).toEqual([]);
  });

  it('is not a pass: nothing applies to any package', () => {
    const judgement = judged({ findings: [finding(pad, 'not-applicable')] });
    expect(judgement).toMatchObject({
      ...none,
      reason: 'There was nothing to verify: no check applies to any of the locked packages.',
    });
    expect(judgement.verdicts[0]?.decision).toBe('pass');
  });

  it.each([false, true])('is not a pass: every check is ignored (allowEmpty: %s)', (allowEmpty) => {
    expect(judgedUnder('ignore', [], allowEmpty)).toMatchObject({
      ...none,
      reason: 'There was nothing to verify: the policy ignores every check that this depth allows.',
    });
  });

  it('is not a pass: no check can run', () => {
    expect(judged({ checks: [] })).toMatchObject(none);
  });

  it('is not a pass: what applies is ignored, and the rest does not apply', () => {
    const rules = [rule({ source: 'ignore' })];
    const findings = [finding(pad, 'not-applicable'), finding(pad, 'proven', { check: 'source' })];
    const judgement = judged({ policy: policy({ rules }), checks: ['pin-strength', 'source'], findings });
    expect(judgement).toMatchObject(none);
  });

  it.each([
    ['no package', { inventory: inventory([]) }],
    ['nothing applies', { findings: [finding(pad, 'not-applicable')] }],
  ])('passes with `allowEmpty`: %s', (_why, given) => {
    const judgement = judged({ policy: policy({ allowEmpty: true }), ...given });
    expect(judgement).toMatchObject({ decision: 'pass', exitCode: 0 });
    expect(judgement.reason).toBeUndefined();
  });

  it('is about what applies where the policy ignores every check for some packages only', () => {
    const member = subject({ name: 'member' });
    const rules = [rule({ 'pin-strength': 'ignore' }, { purl: pad.purl })];
    const given = { inventory: inventory([pad, member]), findings: [finding(member, 'not-applicable')] };
    expect(judged({ ...given, policy: policy({ rules }) }).reason).toMatch(/no check applies/);
    expect(judged({ ...given, policy: policy({ rules, allowEmpty: true }) }).exitCode).toBe(0);
  });

  it('does not hide a package that is unverified for its own reason', () => {
    const judgement = judged({ policy: policy({ allowEmpty: true }), findings: [] });
    expect(judgement).toMatchObject(none);
    expect(judgement.reason).toBeUndefined();
  });

  it('is not said when one package of several was looked at', () => {
    const member = subject({ name: 'member', source: { kind: 'directory', path: 'x' } });
    const findings = [proven, finding(member, 'not-applicable')];
    expect(judged({ inventory: inventory([pad, member]), findings })).toMatchObject({ decision: 'pass', exitCode: 0 });
  });
});

describe('a waiver', () => {
  const waivers = [waiver({ check: 'source' }), waiver({ digest: digest('aa') })];

  it.each(['absent', 'unknown', 'refuted'] as const)('turns what is %s into waived, which passes', (outcome) => {
    const only = finding(pad, outcome);
    const judgement = judged({ policy: policy({ waivers }), findings: [only] });
    expect(judgement).toMatchObject({ decision: 'waived', exitCode: 0 });
    expect(judgement.verdicts).toEqual([{ subject: pad.id, decision: 'waived', because: [only.id], waivedBy: [1] }]);
    expect([...judgement.waivedFindings]).toEqual([only.id]);
    expect(judgement.waivers.map(({ state, count }) => [state, count])).toEqual([
      ['not-judged', 0],
      ['used', 1],
    ]);
  });

  it('does not excuse the rest of the package', () => {
    const checks = ['pin-strength', 'source'];
    const findings = [finding(pad, 'absent'), finding(pad, 'refuted', { check: 'source' })];
    const judgement = judged({ policy: policy({ waivers: [waiver()] }), checks, findings });
    expect(judgement.verdicts[0]).toMatchObject({ decision: 'fail', because: [findings[1]?.id], waivedBy: [0] });
  });

  it('is not spent on what only warns or passes', () => {
    const rules = [rule({ 'pin-strength': 'prefer' })];
    const given = { policy: policy({ rules, waivers: [waiver()] }), findings: [finding(pad, 'absent')] };
    expect(judged(given)).toMatchObject({ decision: 'warn' });
    expect(judged(given).waivers[0]).toMatchObject({ state: 'unused', count: 0 });
    expect(judged(given).waivedFindings.size).toBe(0);
  });

  it('is named once and in order, however often it is used', () => {
    const checks = ['pin-strength', 'source'];
    const findings = [
      finding(pad, 'absent', { check: 'source' }),
      finding(pad, 'absent', { code: 'a' }),
      finding(pad, 'absent', { code: 'b' }),
    ];
    const both = [waiver(), waiver({ check: 'source' })];
    const judgement = judged({ policy: policy({ waivers: both }), checks, findings });
    expect(judgement.verdicts[0]?.waivedBy).toEqual([0, 1]);
    expect(judgement.waivers.map(({ count }) => count)).toEqual([2, 1]);
  });

  it('that is expired leaves the failure and a warning', () => {
    const expired = waiver({ expires: '2026-11-21' });
    const judgement = judged({ policy: policy({ waivers: [expired] }), findings: [finding(pad, 'absent')] });
    expect(judgement).toMatchObject({ decision: 'fail', exitCode: 1 });
    expect(judgement.warnings).toEqual([expect.stringContaining('expired on 2026-11-21') as string]);
  });
});

it('rules that match nothing are among the warnings', () => {
  const rules = [rule({ source: 'require' }, { purl: 'pkg:npm/x@*' }, 4)];
  expect(judged({ policy: policy({ rules }), findings: [proven] }).warnings).toEqual([
    'The rule for pkg:npm/x@* (line 4) matches no locked package.',
  ]);
});

describe('a gap that leaves open what the client installs', () => {
  const gap = { lockfile: 'Gemfile.lock', code: 'platform-not-locked', detail: 'Another file may be chosen.' } as const;
  const run = (gaps: readonly Gap[], acceptGaps: readonly string[] = []) =>
    judged({ inventory: { ...inventory([pad]), gaps }, findings: [proven], policy: policy({ acceptGaps }) });

  it('makes a run that would pass unverified, and says why', () => {
    const judgement = run([{ ...gap, doubt: true }]);
    expect(judgement).toMatchObject({ decision: 'unverified', exitCode: 3 });
    expect(judgement.reason).toContain('Another file may be chosen.');
  });

  it('is no more than told where the policy accepts its code, and only that code', () => {
    expect(run([{ ...gap, doubt: true }], ['platform-not-locked'])).toMatchObject({ decision: 'pass', exitCode: 0 });
    expect(run([{ ...gap, doubt: true }], ['platform'])).toMatchObject({ exitCode: 3 });
  });

  it('is counted with the others of its kind', () => {
    const others = (n: number) => run(Array.from({ length: n }, () => ({ ...gap, doubt: true }))).reason;
    expect(others(1)).toBe(`The client may install something that was not judged: ${gap.detail}`);
    expect(others(3)).toBe(
      `The client may install something that was not judged: ${gap.detail} (and 2 more of this kind below)`,
    );
  });

  it('is no more than told without a doubt', () => {
    expect(run([gap])).toMatchObject({ decision: 'pass', exitCode: 0 });
  });
});
