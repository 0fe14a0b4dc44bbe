import type { Demanded } from '@assay/checks';
import { groupBy, type Demand, type Inventory, type Occurrence, type Subject } from '@assay/model';

/** Tells what is asked for of a subject, in time in proportion to that. The inventory is read once. */
export function demandsOf({
  demands = [],
}: Inventory): (subject: Subject, occurrences: readonly Occurrence[]) => readonly Demanded[] {
  const indexed = new Map(demands.map((demand) => [demand.lockfile, indexOf(demand)]));
  return ({ id }, occurrences) =>
    [...new Set(occurrences.map(({ lockfile }) => lockfile))].flatMap((lockfile) => indexed.get(lockfile)?.(id) ?? []);
}

function indexOf({ lockfile, state, detail, asks, orphans }: Demand): (id: string) => Demanded {
  const asked = groupBy(asks, ({ subject }) => subject);
  const alone = new Set(orphans);
  return (id) => ({ lockfile, state, detail, asks: asked.get(id) ?? [], isOrphan: alone.has(id) });
}
