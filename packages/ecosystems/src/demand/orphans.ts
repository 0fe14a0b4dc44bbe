import { groupBy, type Ask, type Edge, type LockfileContent, type Subject } from '@assay/model';

/**
 * Subjects to which nothing leads that a project asks for, sorted. What a lockfile says of a project counts, unless the manifest does not
 * say it: whoever plants an entry can plant that too. What lies in a package's archive comes with it, whether or not anything asks for it:
 * npm locks what older versions of itself bundle so. `named`: what the manifest names besides. Linear in subjects and edges.
 */
export function orphansOf(
  content: LockfileContent,
  asks: readonly Ask[],
  named: readonly string[] = [],
): readonly string[] {
  const undeclared = new Set(asks.filter(({ answer }) => answer === 'undeclared').map(({ subject }) => subject));
  const listed = content.projects.flatMap(({ subject, dependsOn }) => [
    ...(subject === undefined ? [] : [subject]),
    ...dependsOn.filter((id) => !undeclared.has(id)),
  ]);
  const asked = asks.filter(({ answer }) => answer !== 'undeclared').map(({ subject }) => subject);
  const reached = reachedFrom([...listed, ...asked, ...named], content);
  return content.subjects.flatMap(({ id, source }) => {
    // What this version cannot judge is told by other checks; what comes with the client has no place in a graph.
    const isJudged = source.kind !== 'unsupported' && source.kind !== 'builtin';
    return isJudged && !reached.has(id) && !undeclared.has(id) ? [id] : [];
  });
}

function reachedFrom(roots: readonly string[], { subjects, edges }: LockfileContent): ReadonlySet<string> {
  const next = groupBy([...edges, ...bundleEdges(subjects)], ({ from }) => from);
  const reached = new Set<string>();
  const waiting = [...roots];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    for (const { to } of next.get(id) ?? []) waiting.push(to);
  }
  return reached;
}

/** From what bundles to what it bundles, by way of the purl: one package can be locked, and can bundle, in several ways. */
function bundleEdges(subjects: readonly Subject[]): readonly Edge[] {
  const within = (purl: string) => `within ${purl}`;
  return subjects.flatMap(({ id, purl, source }) => [
    { from: id, to: within(purl) },
    ...(source.kind === 'bundled' ? [{ from: within(source.within), to: id }] : []),
  ]);
}
