import type { Finding } from '@assay/model';

/** Ids are deterministic: what a finding is about, as its place says it, and a number where one place has several. */
export function findingIds(): (place: string) => string {
  const seen = new Map<string, number>();
  return (place) => {
    const n = (seen.get(place) ?? 0) + 1;
    seen.set(place, n);
    return `${place}|${String(n)}`;
  };
}

/** The same findings with ids by their places. */
export function numberFindings(
  findings: readonly Finding[],
  placeOf: (finding: Finding) => string,
): readonly Finding[] {
  const idOf = findingIds();
  return findings.map((finding) => ({ ...finding, id: idOf(placeOf(finding)) }));
}
