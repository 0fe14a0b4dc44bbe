/** Ids of what a project or package depends on, each once and sorted, without its own; `targets` that are no subjects are left out. */
export function dependsOn(own: string | undefined, targets: Iterable<string | undefined>): readonly string[] {
  const ids = new Set<string>();
  for (const id of targets) if (id !== undefined && id !== own) ids.add(id);
  return [...ids].sort();
}
