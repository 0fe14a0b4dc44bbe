/** Lists whose order says nothing, compared as what stands in them. */

/** What stands on one side alone, in order. */
export interface OneSided {
  readonly added: readonly string[];
  readonly missing: readonly string[];
}

/** Compares two lists of texts; one that stands twice on one side must stand twice on the other. */
export function compareLists(said: Iterable<string>, shown: Iterable<string>): OneSided {
  const counts = new Map<string, number>();
  for (const text of shown) counts.set(text, (counts.get(text) ?? 0) + 1);
  const added: string[] = [];
  for (const text of said) {
    const left = counts.get(text) ?? 0;
    if (left === 0) added.push(text);
    else counts.set(text, left - 1);
  }
  const missing = [...counts].flatMap(([text, left]) => Array<string>(left).fill(text));
  return { added, missing };
}
