/** What the policy made of each finding, for outputs that show findings one by one. */

import { groupBy, type Decision, type Finding, type Report, type Verdict, type WaiverUse } from '@assay/model';
import { withoutConsequences } from './consequences.js';
import { hardenedProof } from './hardened-proof.js';
import { silence } from './reasons.js';
import type { RenderInput } from './render-input.js';

/** A finding that is no plain pass. */
export interface JudgedFinding {
  /** Subject id. */
  readonly subject: string;
  /** Null where a check that was asked for gave no answer: then `check` is the run itself. */
  readonly finding: Finding | null;
  readonly check: string;
  readonly code: string;
  readonly decision: Exclude<Decision, 'pass'>;
  /** True when it decided its package's verdict. */
  readonly decisive: boolean;
  /** True when it only follows from another one, which tells what to do. Never of one that alone decided a verdict. */
  readonly consequence: boolean;
  /** What the code means. */
  readonly text: string;
  /** The particulars; may be empty. Attacker-controlled. */
  readonly detail: string;
  /** What to do; may be empty. */
  readonly next: string;
  /** The waivers that excused it. */
  readonly waivers: readonly WaiverUse[];
}

/** What stands in place of a check where the run as a whole is meant. */
export const wholeRun = 'run';

/**
 * All findings that are no plain pass, in the report's order of packages and findings. A report names the findings that decided a
 * verdict; of the others it is worked out: excused where a waiver of their check was used, else what their outcome allows beside
 * that verdict. Linear in the findings.
 */
export function judgedFindings(input: RenderInput): readonly JudgedFinding[] {
  const { verdicts, findings } = input.report;
  const told = new Set(verdicts.filter(isTold).map(({ subject }) => subject));
  const groups = groupBy(
    findings.filter(({ subject }) => told.has(subject)),
    ({ subject }) => subject,
  );
  return verdicts.filter(isTold).flatMap((verdict) => judgePackage(input, verdict, groups.get(verdict.subject) ?? []));
}

function isTold({ decision, because, waivedBy }: Verdict): boolean {
  return decision !== 'pass' || because.length > 0 || waivedBy.length > 0;
}

function judgePackage(input: RenderInput, verdict: Verdict, findings: readonly Finding[]): readonly JudgedFinding[] {
  const because = new Set(verdict.because);
  const decisive = findings.filter(({ id }) => because.has(id));
  const waivers = usedWaivers(input, verdict);
  const judged = findings.flatMap((finding) => {
    const decision = because.has(finding.id) ? verdict.decision : besideVerdict(finding, verdict.decision, waivers);
    return decision === 'pass' ? [] : [{ finding, decision }];
  });
  const all = judged.map(({ finding }) => finding);
  const others = all.filter(({ id }) => !because.has(id));
  const own = new Set([
    ...withoutConsequences(input, decisive),
    ...withoutConsequences(input, others, [...decisive, ...others]),
  ]);
  const told = judged.map(({ finding, decision }) => ({
    ...describe(input, finding),
    decision,
    decisive: because.has(finding.id),
    consequence: !own.has(finding),
    waivers: decision === 'waived' ? waivers.filter(({ check }) => check === finding.check) : [],
  }));
  return decisive.length > 0 || verdict.decision === 'pass' ? told : [unanswered(verdict, verdict.decision), ...told];
}

/**
 * What no package is to blame for: there was nothing to verify, or a client may install what nobody judged. None where the report gives
 * no such reason.
 */
export function runFinding({ reason, exitCode }: Report): readonly JudgedFinding[] {
  if (reason === undefined || exitCode === 0) return [];
  const text = 'The run as a whole could not be verified.';
  const next =
    'Look at what the report says it did not look at; a policy can accept single kinds of gaps (`acceptGaps`) or an empty run (`allowEmpty`).';
  const said = { finding: null, check: wholeRun, code: 'run-unverified', consequence: false, waivers: [], text, next };
  const decision = exitCode === 1 ? 'fail' : 'unverified';
  return [{ ...said, subject: wholeRun, decision, decisive: true, detail: reason }];
}

/** A verdict that no finding explains. */
function unanswered({ subject }: Verdict, decision: JudgedFinding['decision']): JudgedFinding {
  const { code, text, next } = silence;
  const parts = {
    finding: null,
    check: wholeRun,
    detail: '',
    consequence: false,
    decisive: true,
    waivers: [],
  } as const;
  return { subject, decision, code, text, next, ...parts };
}

function usedWaivers({ report }: RenderInput, { waivedBy }: Verdict): readonly WaiverUse[] {
  return waivedBy.length === 0 ? [] : report.waivers.filter(({ waiver }) => waivedBy.includes(waiver));
}

/**
 * A finding that did not decide: whatever is worse than the verdict would have. Beside a failure it cannot be told whether an answer
 * that did not come was required; it is called unverified.
 */
function besideVerdict({ check, outcome }: Finding, verdict: Decision, waivers: readonly WaiverUse[]): Decision {
  if (outcome === 'proven' || outcome === 'not-applicable') return 'pass';
  if (waivers.some((use) => use.check === check)) return 'waived';
  if (outcome === 'refuted' || (verdict !== 'fail' && verdict !== 'unverified')) return 'pass';
  return outcome === 'unknown' && verdict === 'fail' ? 'unverified' : 'warn';
}

function describe(input: RenderInput, finding: Finding) {
  const { subject, check, code } = finding;
  const info = input.codeInfo(check, code) ?? { text: `The check ${check} says ${code}.`, next: '' };
  const proof = hardenedProof(input, finding);
  const text = proof === null ? info.text : `${info.text} ${proof.text}`;
  return { subject, finding, check, code, text, detail: finding.detail, next: proof?.next ?? info.next } as const;
}
