import { groupBy } from '@assay/model';
import { bomChangeKinds, type BomDiff, type BomChange, type BomChangeCode } from './bom-change.js';

/**
 * A comparison as lines for people, the loudest kind of difference first. Lines hold the documents' texts: escape each for its sink.
 */
export function renderBomDiff(diff: BomDiff): readonly string[] {
  const { differences, components } = diff;
  const counted = `${components.before} and ${components.after} components`;
  if (differences.length === 0) return [`The documents say the same (${counted}).`];
  const lines: string[] = [`${differences.length} ${plural(differences.length)} (${counted}).`];
  for (const [code, group] of groupBy(differences, (one) => one.code)) {
    lines.push('', `${code} (${group.length}): ${bomChangeKinds[code]}`);
    for (const one of group) lines.push(...differenceLines(code, one));
  }
  return lines;
}

function plural(count: number): string {
  return count === 1 ? 'difference' : 'differences';
}

function differenceLines(code: BomChangeCode, { component, what, before, after }: BomChange): readonly string[] {
  const named = what === undefined ? component : `${component}: ${what}`;
  if (before.length === 0 && after.length === 0) return [`  ${named}`];
  if (code === 'version-changed') return [`  ${named}: was ${before[0] ?? ''}`];
  return [`  ${named}`, ...before.map((text) => `    - ${text}`), ...after.map((text) => `    + ${text}`)];
}
