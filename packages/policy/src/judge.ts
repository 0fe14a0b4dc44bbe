/** Findings → verdicts, by DESIGN §1's table. Every subject gets its verdict here. */

import {
  AssayError,
  groupBy,
  purlOf,
  type Decision,
  type Finding,
  type Inventory,
  type LicensePackage,
  type Occurrence,
  type Subject,
  type Verdict,
  type WaiverUse,
} from '@assay/model';
import { decide, exitCodeOf, hardened, requirementAbout, requirementOfCode, worseOf } from './decide.js';
import {
  idleEntryWarnings,
  idleRuleWarnings,
  idleSbomWarnings,
  managedKeyWarnings,
  outrankedEntryWarnings,
} from './idle-rules.js';
import { isAnswered } from './is-answered.js';
import type { JudgeInput } from './judge-input.js';
import type { Policy } from './policy.js';
import { askedOf } from './requirement.js';
import { createWaiverLedger, type WaiverLedger } from './waivers.js';

/** What the policy makes of it. */
export interface Judgement {
  readonly decision: Decision;
  readonly exitCode: 0 | 1 | 3;
  /** One sentence where the decision does not follow from a subject: nothing was verified. */
  readonly reason?: string;
  /** One for each subject, in the inventory's order. */
  readonly verdicts: readonly Verdict[];
  readonly waivers: readonly WaiverUse[];
  /** Ids of findings that a waiver turned from fail or unverified into waived. */
  readonly waivedFindings: ReadonlySet<string>;
  readonly warnings: readonly string[];
}

/**
 * Judges every subject. A check that should have run and left no finding counts as `unknown`. Throws AssayError: `ERR_USAGE` when
 * `at` is not a UTC time, `ERR_INTERNAL` when a finding is about no subject of the inventory, because it would go unheard.
 */
export function judge(input: JudgeInput): Judgement {
  const ledger = createWaiverLedger(input);
  const cases = judgeSubjects(input, ledger);
  const verdicts = cases.map(({ verdict }) => verdict);
  const { uses, warnings } = ledger.close();
  return {
    ...overall(input, cases),
    verdicts,
    waivers: uses,
    waivedFindings: ledger.waivedFindings,
    warnings: [
      ...silenceWarnings(cases),
      ...warnings,
      ...(input.isPart === true ? [] : idleWarnings(input)),
      ...managedKeyWarnings(input.policy),
    ],
  };
}

/** Licence packages are judged in runs of their own: an entry about one of them is not idle. */
function idleWarnings({ policy, inventory, registries }: JudgeInput): readonly string[] {
  const subjects = [...inventory.subjects, ...policy.licensePackages.map(licenseSubject)];
  const all = { ...inventory, subjects };
  return [
    ...idleRuleWarnings(policy, all, registries),
    ...idleEntryWarnings(policy, all),
    ...idleSbomWarnings(policy, all),
    ...outrankedEntryWarnings(policy, inventory),
  ];
}

function licenseSubject({ ecosystem, name, version, source }: LicensePackage): Subject {
  const purl = purlOf(ecosystem, name, version);
  const from = source === null ? {} : { url: source };
  return {
    id: purl,
    purl,
    ecosystem,
    name,
    version,
    source: { kind: 'registry', ...from },
    files: [],
    conflictsWith: [],
  };
}

interface SubjectCase {
  readonly subject: Subject;
  readonly occurrences: readonly Occurrence[];
  readonly findings: readonly Finding[];
}

interface JudgedCase {
  readonly verdict: Verdict;
  /** Checks that the policy asks for here. */
  readonly asked: readonly string[];
  /** Those of them that left no answer. */
  readonly silent: readonly string[];
  /** True when a check that was asked for had something to look at. */
  readonly lookedAt: boolean;
}

function judgeSubjects(input: JudgeInput, ledger: WaiverLedger): readonly JudgedCase[] {
  const { findings, inventory } = input;
  refuseStrays(findings, inventory);
  const findingsOf = groupBy(findings, (finding) => finding.subject);
  const occurrencesOf = groupBy(inventory.occurrences, (occurrence) => occurrence.subject);
  return inventory.subjects.map((subject) => {
    const occurrences = occurrencesOf.get(subject.id) ?? [];
    return judgeSubject({ subject, occurrences, findings: findingsOf.get(subject.id) ?? [] }, input, ledger);
  });
}

function refuseStrays(findings: readonly Finding[], { subjects }: Inventory): void {
  const ids = new Set(subjects.map(({ id }) => id));
  const stray = findings.find(({ subject }) => !ids.has(subject));
  if (stray === undefined) return;
  throw new AssayError('ERR_INTERNAL', `the finding ${stray.id} is about no package of the inventory`);
}

function judgeSubject(item: SubjectCase, { policy, checks, registries }: JudgeInput, ledger: WaiverLedger): JudgedCase {
  const { subject, findings } = item;
  const { requirementOf, isHardened } = askedOf(policy, { ...item, registries });
  const asked = checks.filter((check) => requirementOf(check) !== 'ignore');
  const silent = asked.filter((check) => !isAnswered(check, subject, findings));
  const decisions = findings.map((finding) => {
    const { check, code } = finding;
    const isHard = isHardened(check, code);
    const outcome = hardened(finding.outcome, isHard);
    const isPreferred = !isHard && policy.preferredCodes?.get(check)?.has(code) === true;
    const asked = requirementOfCode(requirementOf(check, outcome), isPreferred);
    const bare = decide(outcome, requirementAbout(code, asked));
    const waiver = bare === 'fail' || bare === 'unverified' ? ledger.waive(subject, finding) : null;
    return { id: finding.id, waiver, decision: waiver === null ? bare : 'waived' } as const;
  });
  const decision = [
    ...decisions.map((each) => each.decision),
    ...silent.map((check) => decide('unknown', requirementOf(check, 'unknown'))),
  ].reduce(worseOf, 'pass');
  const because = decision === 'pass' ? [] : decisions.filter((each) => each.decision === decision);
  const waivers = decisions.flatMap(({ waiver }) => (waiver === null ? [] : [waiver]));
  return {
    verdict: {
      subject: subject.id,
      decision,
      because: because.map(({ id }) => id),
      waivedBy: [...new Set(waivers)].sort((a, b) => a - b),
    },
    asked,
    silent,
    lookedAt: findings.some(({ check, outcome }) => asked.includes(check) && outcome !== 'not-applicable'),
  };
}

type Overall = Pick<Judgement, 'decision' | 'exitCode' | 'reason'>;

/**
 * "None found" is not a pass (THREATS row 3); `allowEmpty` lets it pass, but not where the policy itself looked away. Nor is a
 * run a pass when its lockfiles leave open what the client will install.
 */
function overall({ policy, inventory }: JudgeInput, cases: readonly JudgedCase[]): Overall {
  const decision = cases.map(({ verdict }) => verdict.decision).reduce(worseOf, 'pass');
  if (exitCodeOf(decision) !== 0) return { decision, exitCode: exitCodeOf(decision) };
  const reason = doubtOf(policy, inventory) ?? emptinessOf(policy, cases);
  return reason === null ? { decision, exitCode: 0 } : { decision: 'unverified', exitCode: 3, reason };
}

/** The first thing that the client would do beyond what was judged, and that the policy does not accept. */
function doubtOf({ acceptGaps }: Policy, { gaps }: Inventory): string | null {
  const doubts = gaps.filter(({ code, doubt }) => doubt === true && !acceptGaps.includes(code));
  const [first] = doubts;
  if (first === undefined) return null;
  const more = doubts.length === 1 ? '' : ` (and ${String(doubts.length - 1)} more of this kind below)`;
  return `The client may install something that was not judged: ${first.detail}${more}`;
}

function emptinessOf(policy: Policy, cases: readonly JudgedCase[]): string | null {
  const reason = nothingVerified(cases);
  return policy.allowEmpty && reason !== allIgnored ? null : reason;
}

const allIgnored = 'There was nothing to verify: the policy ignores every check that this depth allows.';

function nothingVerified(cases: readonly JudgedCase[]): string | null {
  if (cases.length === 0) return 'There was nothing to verify: no lockfile named a package.';
  if (cases.every(({ asked }) => asked.length === 0)) return allIgnored;
  if (cases.some(({ lookedAt }) => lookedAt)) return null;
  return 'There was nothing to verify: no check applies to any of the locked packages.';
}

/** No finding says that a check is missing, so a warning does. */
function silenceWarnings(cases: readonly JudgedCase[]): readonly string[] {
  const silences = cases.flatMap(({ verdict, silent }) => silent.map((check) => ({ check, subject: verdict.subject })));
  return [...groupBy(silences, ({ check }) => check)].map(([check, [first, ...others]]) => {
    const more = others.length === 0 ? '' : ` and ${String(others.length)} more`;
    return `The check ${check} gave no answer about ${first?.subject ?? ''}${more}.`;
  });
}
