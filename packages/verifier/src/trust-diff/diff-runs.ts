/** What changed of the runs themselves: policy, waivers, roots, depth, gaps. */

import { formatDigest, type Depth, type Gap, type Report, type WaiverUse } from '@assay/model';
import type { PlacedChanges } from './placed-changes.js';
import type { Sides } from './diff-packages.js';

/** Compares everything that is not about one package. */
export function diffRuns({ base, head }: Sides, changes: PlacedChanges): void {
  diffPolicies(base.report, head.report, changes);
  diffWaivers(base.report.waivers, head.report.waivers, changes);
  diffRoots(base.report, head.report, changes);
  diffDepth(base.report.depth, head.report.depth, changes);
  diffGaps(base.inventory.gaps, head.inventory.gaps, changes);
}

function diffPolicies(base: Report, head: Report, changes: PlacedChanges): void {
  const [before, after] = [formatDigest(base.policyDigest), formatDigest(head.policyDigest)];
  if (before === after) return;
  const text = 'Base and head were judged by different policies.';
  changes.add({ code: 'policy-changed', severity: 'attention', text, before: [before], after: [after] });
}

function diffRoots(base: Report, head: Report, changes: PlacedChanges): void {
  const [one, other] = [base.trustedRoots.map(formatDigest), head.trustedRoots.map(formatDigest)];
  const before = one.filter((root) => !other.includes(root));
  const after = other.filter((root) => !one.includes(root));
  if (before.length === 0 && after.length === 0) return;
  const text = 'Base and head were judged under different trusted roots.';
  changes.add({ code: 'trust-changed', severity: 'attention', text, before, after });
}

function diffDepth(base: Depth, head: Depth, changes: PlacedChanges): void {
  if (base === head) return;
  const text = `The base was looked at to the depth ${base}, the head to ${head}.`;
  changes.add({ code: 'depth-changed', severity: 'attention', text, before: [base], after: [head] });
}

type Waiver = Pick<WaiverUse, 'purl' | 'check' | 'expires' | 'owner' | 'reason'>;

/** Several waivers of one purl and check are told apart by their order, as the policy has them. */
function byPlace(waivers: readonly Waiver[]): ReadonlyMap<string, Waiver> {
  const found = new Map<string, Waiver>();
  for (const waiver of waivers) {
    const name = JSON.stringify([waiver.purl, waiver.check]);
    let n = 0;
    while (found.has(`${name}${String(n)}`)) n++;
    found.set(`${name}${String(n)}`, waiver);
  }
  return found;
}

/** Compares waivers of two policies, whether or not they were used. */
export function diffWaivers(base: readonly Waiver[], head: readonly Waiver[], changes: PlacedChanges): void {
  const [before, after] = [byPlace(base), byPlace(head)];
  for (const [key, waiver] of after) {
    const known = before.get(key);
    if (known === undefined) addWaiver(waiver, changes);
    else changedWaiver(known, waiver, changes);
  }
  for (const [key, waiver] of before) {
    if (after.has(key)) continue;
    const text = `The waiver of ${waiver.check} for ${waiver.purl} is gone.`;
    changes.add({
      code: 'waiver-removed',
      severity: 'info',
      text,
      check: waiver.check,
      before: [waiverText(waiver)],
      after: [],
    });
  }
}

function addWaiver(waiver: Waiver, changes: PlacedChanges): void {
  const text = `A waiver of ${waiver.check} for ${waiver.purl} is new, until ${waiver.expires}, by ${waiver.owner}: ${waiver.reason}`;
  const draft = { code: 'waiver-added', severity: 'attention', text, check: waiver.check } as const;
  changes.add({ ...draft, before: [], after: [waiverText(waiver)] });
}

function changedWaiver(base: Waiver, head: Waiver, changes: PlacedChanges): void {
  const [before, after] = [[waiverText(base)], [waiverText(head)]];
  if (before[0] === after[0]) return;
  const what = `The waiver of ${head.check} for ${head.purl}`;
  const texts = { check: head.check, before, after };
  if (head.expires > base.expires) {
    const text = `${what} lasts until ${head.expires} instead of ${base.expires}.`;
    changes.add({ code: 'waiver-extended', severity: 'attention', text, ...texts });
    return;
  }
  const severity = head.expires < base.expires ? 'info' : 'attention';
  changes.add({ code: 'waiver-changed', severity, text: `${what} says something else than before.`, ...texts });
}

function waiverText({ purl, check, expires, owner, reason }: Waiver): string {
  return `${purl} ${check} until ${expires}, ${owner}: ${reason}`;
}

/** Lines move with every change: the same gap elsewhere is the same gap. */
function diffGaps(base: readonly Gap[], head: readonly Gap[], changes: PlacedChanges): void {
  const keyOf = ({ lockfile, code, detail }: Gap) => JSON.stringify([lockfile, code, detail]);
  const known = new Set(base.map(keyOf));
  for (const gap of head) {
    if (known.has(keyOf(gap))) continue;
    const { lockfile, line, code, detail, doubt } = gap;
    const severity = doubt === true ? 'attention' : 'info';
    const place = { lockfile, side: 'head', ...(line === undefined ? {} : { line }) } as const;
    changes.add({ code: 'gap-added', severity, text: detail, before: [], after: [code] }, place);
  }
}
