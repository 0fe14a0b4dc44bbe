import type { Decision, Finding, Outcome, Requirement, Scope } from '@assay/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { worseOf } from './decide.js';
import { judge, type Judgement } from './judge.js';
import type { JudgeInput } from './judge-input.js';
import type { Policy, Rule, Waiver } from './policy.js';
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

const checks = ['pin-strength', 'source', 'registry-digest'];
const outcomes: readonly Outcome[] = ['proven', 'refuted', 'absent', 'unknown', 'not-applicable'];
const subjects = [
  subject({ name: 'a', files: [file('a.tgz', digest('aa'))] }),
  subject({ name: 'b', files: [file('b.tgz', digest('bb')), file('b-java.tgz', digest('bc'))] }),
  subject({ name: 'c', files: [] }),
];

const requirement = fc.constantFrom<Requirement>('require', 'prefer', 'ignore');
const scope = fc.constantFrom<Scope>('prod', 'dev', 'optional', 'peer');
const check = fc.constantFrom(...checks);
const someSubject = fc.constantFrom(...subjects);

/** At least one finding about each file for each check, as the engine makes them. */
const findings: fc.Arbitrary<readonly Finding[]> = fc
  .array(fc.array(fc.constantFrom(...outcomes), { minLength: 1, maxLength: 3 }), { minLength: 12, maxLength: 12 })
  .map((drawn) => {
    const places = subjects.flatMap((about) =>
      checks.flatMap((id) => (about.files.length === 0 ? [undefined] : about.files).map((of) => ({ about, id, of }))),
    );
    return places.flatMap(({ about, id, of }, place) =>
      (drawn[place] ?? ['unknown']).map((outcome, n) =>
        finding(about, outcome, { check: id, code: `c${String(n)}`, ...(of === undefined ? {} : { file: of.name }) }),
      ),
    );
  });

const rules: fc.Arbitrary<readonly Rule[]> = fc
  .array(
    fc.record({
      id: check,
      requirement,
      scopes: fc.option(fc.uniqueArray(scope, { minLength: 1 }), { nil: undefined }),
    }),
    { maxLength: 4 },
  )
  .map((drawn) =>
    drawn.map(({ id, requirement: word, scopes }) =>
      rule({ [id]: word }, scopes === undefined ? {} : { scope: scopes }),
    ),
  );

const someWaiver: fc.Arbitrary<Waiver> = fc
  .record({
    purl: fc.constantFrom(...subjects.map(({ purl }) => purl), 'pkg:npm/*', 'pkg:npm/a@*'),
    check,
    code: fc.constantFrom(undefined, 'c0', 'c1'),
    digest: fc.constantFrom(undefined, digest('aa'), digest('bb'), digest('ff')),
    created: fc.constantFrom('2026-11-01', '2026-11-22', '2026-11-23'),
    expires: fc.constantFrom('2026-11-21', '2026-11-22', '2026-12-31'),
  })
  .map(({ code, digest: bytes, ...rest }) =>
    waiver({ ...rest, ...(code === undefined ? {} : { code }), ...(bytes === undefined ? {} : { digest: bytes }) }),
  );

const places = fc.array(fc.record({ about: someSubject, scope }), { maxLength: 6 });
const policies: fc.Arbitrary<Policy> = fc
  .record({ rules, waivers: fc.array(someWaiver, { maxLength: 4 }), allowEmpty: fc.boolean() })
  .map((drawn) => policy(drawn));

const runs: fc.Arbitrary<JudgeInput> = fc.record({ policy: policies, findings, places }).map((drawn) =>
  judgeInput({
    policy: drawn.policy,
    findings: drawn.findings,
    checks,
    inventory: inventory(
      subjects,
      drawn.places.map((place) => occurrence(place.about, place.scope)),
    ),
  }),
);

const strictRuns = runs.map((run) => ({ ...run, policy: policy() }));

function isNoBetter(before: Decision, after: Decision): boolean {
  return worseOf(before, after) === after;
}

function decisionsOf({ verdicts }: Judgement): readonly Decision[] {
  return verdicts.map(({ decision }) => decision);
}

function expectNoneBetter(before: Judgement, after: Judgement): void {
  decisionsOf(before).forEach((decision, n) => {
    expect(isNoBetter(decision, decisionsOf(after)[n] ?? 'pass')).toBe(true);
  });
}

describe('for all runs', () => {
  it('every package has one verdict, and the exit code follows from the worst', () => {
    fc.assert(
      fc.property(runs, (run) => {
        const judgement = judge(run);
        expect(judgement.verdicts.map((verdict) => verdict.subject)).toEqual(subjects.map(({ id }) => id));
        const worst = decisionsOf(judgement).reduce(worseOf);
        if (judgement.reason === undefined) expect(judgement.decision).toBe(worst);
        else expect(judgement).toMatchObject({ decision: 'unverified', exitCode: 3 });
        expect(judgement.exitCode).toBe({ pass: 0, waived: 0, warn: 0, unverified: 3, fail: 1 }[judgement.decision]);
      }),
    );
  });

  it('adding a waiver never makes a verdict worse', () => {
    fc.assert(
      fc.property(runs, someWaiver, fc.nat(), (run, added, at) => {
        const waivers = run.policy.waivers.toSpliced(at % (run.policy.waivers.length + 1), 0, added);
        expectNoneBetter(judge({ ...run, policy: { ...run.policy, waivers } }), judge(run));
      }),
    );
  });

  it('adding a refuted finding never makes a verdict better', () => {
    fc.assert(
      fc.property(runs, someSubject, check, (run, about, id) => {
        const added = finding(about, 'refuted', { check: id, code: 'added' });
        expectNoneBetter(judge(run), judge({ ...run, findings: [...run.findings, added] }));
      }),
    );
  });

  it('the order of findings does not matter', () => {
    fc.assert(
      fc.property(
        runs.chain((run) =>
          fc.tuple(fc.constant(run), fc.shuffledSubarray([...run.findings], { minLength: run.findings.length })),
        ),
        ([run, shuffled]) => {
          const normal = (judgement: Judgement) => ({
            ...judgement,
            verdicts: judgement.verdicts.map((verdict) => ({ ...verdict, because: [...verdict.because].sort() })),
            waivedFindings: [...judgement.waivedFindings].sort(),
            warnings: judgement.warnings.length,
          });
          expect(normal(judge({ ...run, findings: shuffled }))).toEqual(normal(judge(run)));
        },
      ),
    );
  });

  it('asking for more never makes a verdict better, waivers aside', () => {
    fc.assert(
      fc.property(runs, check, (run, id) => {
        const asking = (word: Requirement) =>
          judge({ ...run, policy: { ...run.policy, waivers: [], rules: [...run.policy.rules, rule({ [id]: word })] } });
        expectNoneBetter(asking('ignore'), asking('prefer'));
        expectNoneBetter(asking('prefer'), asking('require'));
      }),
    );
  });

  it('locking a package in one more place never makes its verdict better', () => {
    fc.assert(
      fc.property(runs, someSubject, scope, (run, about, added) => {
        if (!run.inventory.occurrences.some((place) => place.subject === about.id)) return;
        const occurrences = [...run.inventory.occurrences, occurrence(about, added)];
        expectNoneBetter(judge(run), judge({ ...run, inventory: { ...run.inventory, occurrences } }));
      }),
    );
  });

  it('ignoring the only check that found something is never exit code 0', () => {
    fc.assert(
      fc.property(runs, check, (run, id) => {
        const own = run.findings.filter((each) => each.check === id);
        const ignoring = { ...run.policy, rules: [rule({ [id]: 'ignore' })] };
        expect(judge({ ...run, policy: ignoring, findings: own }).exitCode).toBe(3);
        expect(judge({ ...run, policy: ignoring, findings: own, checks: [id] }).exitCode).toBe(3);
      }),
    );
  });
});

describe('where everything is required and nothing waived', () => {
  it('exit code 0 means that every check answered for every file, something was proven and all else does not apply', () => {
    const kept = runs.chain((run) =>
      fc.tuple(fc.constant({ ...run, policy: policy() }), fc.subarray([...run.findings])),
    );
    fc.assert(
      fc.property(kept, fc.boolean(), ([run, some], good) => {
        const left = good ? some.filter(({ outcome }) => outcome === 'proven' || outcome === 'not-applicable') : some;
        if (judge({ ...run, findings: left }).exitCode !== 0) return;
        expect(left.every(({ outcome }) => outcome === 'proven' || outcome === 'not-applicable')).toBe(true);
        expect(left.some(({ outcome }) => outcome === 'proven')).toBe(true);
        const seen = new Set(left.map((each) => `${each.subject} ${each.check} ${each.file ?? ''}`));
        expect(seen.size).toBe(12);
      }),
    );
  });

  it('blocking the network cannot turn a fail into a pass', () => {
    fc.assert(
      fc.property(strictRuns, fc.array(fc.boolean(), { minLength: 36 }), (run, blocked) => {
        const left = run.findings.map((each, n): Finding => {
          const isBlocked = blocked[n] === true && each.outcome !== 'not-applicable';
          return isBlocked ? { ...each, outcome: 'unknown' } : each;
        });
        if (judge(run).exitCode !== 0) expect(judge({ ...run, findings: left }).exitCode).not.toBe(0);
      }),
    );
  });

  it('silencing a check cannot turn a fail into a pass', () => {
    fc.assert(
      fc.property(strictRuns, someSubject, check, (run, about, id) => {
        const left = run.findings.filter((each) => each.check !== id || each.subject !== about.id);
        expect(judge({ ...run, findings: left }).exitCode).not.toBe(0);
      }),
    );
  });
});
