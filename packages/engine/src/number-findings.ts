import type { Finding } from '@assay/model';

/** Ids are deterministic: what a finding is about, as `placeOf` says it, and a number where one place has several. */
export function numberFindings(
  findings: readonly Finding[],
  placeOf: (finding: Finding) => string,
): readonly Finding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const place = placeOf(finding);
    const n = (seen.get(place) ?? 0) + 1;
    seen.set(place, n);
    return { ...finding, id: `${place}|${String(n)}` };
  });
}
