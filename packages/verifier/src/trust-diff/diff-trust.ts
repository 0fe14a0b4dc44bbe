import type { TrustChange, TrustDiff, TrustDoubt, TrustSide } from '@assay/model';
import type { VerifyResult } from '../options.js';
import { version } from '../version.js';
import { diffLockfiles, diffPackages } from './diff-packages.js';
import { diffRuns, diffWaivers } from './diff-runs.js';
import { matchLockfiles } from './match-lockfiles.js';
import { PlacedChanges } from './placed-changes.js';
import { openEnds } from './open-ends.js';
import { sideOf, type Side } from './side.js';
import type { ProposedPolicy } from './proposed-policy.js';

/** How base and head are called, and what else is known of the change. */
export interface TrustDiffOptions {
  readonly base?: Pick<TrustSide, 'name' | 'commit'>;
  readonly head?: Pick<TrustSide, 'name' | 'commit'>;
  /** An edit of the policy that came with the head and that nothing was judged by. */
  readonly proposed?: ProposedPolicy;
}

/**
 * What changed in trust between two runs with `facts: true`. Nothing is asked and no clock is read: the same results give the same diff.
 * What could not be compared is in `incomplete`, never silently unchanged. Throws AssayError `ERR_USAGE` for results without facts.
 */
export function diffTrust(base: VerifyResult, head: VerifyResult, options: TrustDiffOptions = {}): TrustDiff {
  const sides = { base: sideOf(base), head: sideOf(head) };
  const matching = matchLockfiles(base.inventory.lockfiles, head.inventory.lockfiles);
  const found = new PlacedChanges();
  diffLockfiles(sides, matching, found);
  const doubts = diffPackages(sides, matching, found);
  diffRuns(sides, found);
  if (options.proposed !== undefined) addProposal(options.proposed, found);
  const changes = found.sorted();
  const incomplete = [...openEnds(sides), ...doubts];
  return {
    schema: 'https://assay.example/schemas/trust-diff-v1.json',
    tool: { name: 'assay', version },
    base: tell(sides.base, options.base),
    head: tell(sides.head, options.head),
    exitCode: exitCodeOf(changes, incomplete, head.report.exitCode),
    changes,
    incomplete,
    totals: totalsOf(changes),
  };
}

function addProposal({ file, text, before, after }: ProposedPolicy, found: PlacedChanges): void {
  const place = { lockfile: file, side: 'head' } as const;
  found.add({ code: 'policy-proposed', severity: 'attention', text, before: [], after: [] }, place);
  const waivers = new PlacedChanges();
  diffWaivers(before, after, waivers);
  for (const { places: _places, ...draft } of waivers.sorted()) found.add(draft, place);
}

function tell({ report, inventory }: Side, named: Pick<TrustSide, 'name' | 'commit'> = {}): TrustSide {
  const { at, depth, decision, exitCode, policyDigest, inventoryDigest } = report;
  const lockfiles = inventory.lockfiles.map(({ path }) => path);
  return {
    ...(named.name === undefined ? {} : { name: named.name }),
    ...(named.commit === undefined ? {} : { commit: named.commit }),
    at,
    depth,
    decision,
    exitCode,
    policyDigest,
    inventoryDigest,
    packages: inventory.subjects.length,
    lockfiles,
  };
}

/** As everywhere: what failed outweighs what is not known. */
function exitCodeOf(
  changes: readonly TrustChange[],
  incomplete: readonly TrustDoubt[],
  head: TrustDiff['exitCode'],
): TrustDiff['exitCode'] {
  if (head === 1 || changes.some(({ severity }) => severity === 'alarm')) return 1;
  return head === 3 || incomplete.length > 0 ? 3 : 0;
}

function totalsOf(changes: readonly TrustChange[]): TrustDiff['totals'] {
  const totals = { alarm: 0, attention: 0, info: 0 };
  for (const { severity } of changes) totals[severity] += 1;
  return totals;
}
