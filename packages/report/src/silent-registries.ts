/** Registries that pass on neither signatures nor attestations: said once, not once for each of their packages. */

import type { Report, Subject } from '@assay/model';
import type { Reason } from './reasons.js';
import type { RenderInput } from './render-input.js';

/** A registry of which nothing signed came, and the packages that it could have been about. */
export interface SilentRegistry {
  /** As the lockfile names it; null where it does not. */
  readonly registry: string | null;
  /** Ids of all its packages with a warning for that reason. */
  readonly subjects: ReadonlySet<string>;
}

/** What such a registry is asked for and lacks, by check. */
const missing: ReadonlyMap<string, string> = new Map([
  ['registry-signature', 'signature-missing'],
  ['provenance', 'attestations-missing'],
]);

/** A package that was never asked about, or that the registry does not have, says nothing about what it passes on. */
const noQuestion: ReadonlySet<string> = new Set(['not-asked', 'not-found']);

/** Fewer packages prove no habit of their registry. */
const leastPackages = 3;

/** The reasons without the cases that a silent registry explains, and these registries. */
export interface FoldedReasons {
  readonly reasons: readonly Reason[];
  readonly silent: readonly SilentRegistry[];
}

/**
 * Takes warnings about missing signatures and attestations out where *every* package of a registry lacks both: one that passes on a
 * single one is no such registry, and what others of its packages lack is told of each. Packages that it was not asked about, or does
 * not have, are none of its habit. What failed or was waived stays. Linear in the findings.
 */
export function foldSilentRegistries(input: RenderInput, reasons: readonly Reason[]): FoldedReasons {
  const foldable = reasons.filter(isFoldable);
  if (foldable.length < missing.size) return { reasons, silent: [] };
  const warned = new Set(foldable.flatMap(({ cases }) => cases.map(({ id }) => id)));
  const silent = silentRegistries(input).flatMap(({ registry, subjects }) => {
    const told = new Set([...subjects].filter((id) => warned.has(id)));
    return told.size < leastPackages ? [] : [{ registry, subjects: told }];
  });
  const folded = new Set(silent.flatMap(({ subjects }) => [...subjects]));
  return { silent, reasons: reasons.flatMap((reason) => (isFoldable(reason) ? without(reason, folded) : [reason])) };
}

function isFoldable({ decision, code, checks }: Reason): boolean {
  return decision === 'warn' && checks.length > 0 && checks.every(({ check }) => missing.get(check) === code);
}

function without(reason: Reason, folded: ReadonlySet<string>): readonly Reason[] {
  const cases = reason.cases.filter(({ id }) => !folded.has(id));
  if (cases.length === 0) return [];
  return [{ ...reason, cases, checks: reason.checks.map(({ check }) => ({ check, packages: cases.length })) }];
}

function silentRegistries({ report, inventory }: RenderInput): readonly SilentRegistry[] {
  const lacks = lackingBoth(report);
  const groups = new Map<string | null, { readonly subjects: Set<string>; speaks: boolean }>();
  for (const subject of inventory.subjects) {
    const lack = lacks.get(subject.id);
    if (lack === undefined || subject.source.kind !== 'registry') continue;
    const registry = registryOf(subject);
    const group = groups.get(registry) ?? { subjects: new Set(), speaks: false };
    groups.set(registry, group);
    group.subjects.add(subject.id);
    if (!lack) group.speaks = true;
  }
  return [...groups].flatMap(([registry, { subjects, speaks }]) => (speaks ? [] : [{ registry, subjects }]));
}

/** By subject id, whether all that was found about its signatures and attestations is that there are none. */
function lackingBoth({ findings }: Report): ReadonlyMap<string, boolean> {
  const seen = new Map<string, { readonly checks: Set<string>; others: boolean }>();
  for (const { check, subject, code, outcome } of findings) {
    const wanted = missing.get(check);
    if (wanted === undefined || outcome === 'not-applicable' || noQuestion.has(code)) continue;
    const entry = seen.get(subject) ?? { checks: new Set<string>(), others: false };
    seen.set(subject, entry);
    entry.checks.add(check);
    if (code !== wanted) entry.others = true;
  }
  return new Map([...seen].map(([id, { checks, others }]) => [id, !others && checks.size === missing.size]));
}

function registryOf({ source, files }: Subject): string | null {
  if (source.kind === 'registry' && source.url !== undefined) return source.url;
  return /^https?:\/\/[^/?#]+/u.exec(files[0]?.url ?? '')?.[0] ?? null;
}
