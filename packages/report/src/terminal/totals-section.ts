/** The table that counts every package and every finding. */

import type { Outcome, Report } from '@assay/model';
import { formatCount, pad } from './layout.js';
import type { Style } from './style.js';

const columns: readonly (readonly [Outcome, string])[] = [
  ['proven', 'proven'],
  ['refuted', 'refuted'],
  ['absent', 'absent'],
  ['unknown', 'unknown'],
  ['not-applicable', 'not applicable'],
];

/** A row for the packages, each counted by its worst outcome, and one for each check's findings. */
export function totalsLines({ totals }: Report, style: Style): readonly string[] {
  const heads = [...columns.map(([, title]) => title), 'waived', 'not run'];
  const rows = totals.checks.map(({ check, outcomes, waived, ignored }) => [
    check,
    ...columns.map(([outcome]) => cell(outcomes[outcome])),
    cell(waived),
    cell(ignored),
  ]);
  const packages = [
    'packages',
    ...columns.map(([outcome]) => cell(totals.outcomes[outcome])),
    cell(totals.decisions.waived),
    '',
  ];
  const table = [['', ...heads], packages, ...rows];
  const widths = ['', ...heads].map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  return table.map((row, index) => {
    const line = row.map((text, column) => pad(text, widths[column] ?? 0, column === 0 ? 'right' : 'left')).join('  ');
    return `  ${index === 0 ? style.dim(line) : index === 1 ? style.bold(line) : line}`.trimEnd();
  });
}

function cell(n: number): string {
  return n === 0 ? '·' : formatCount(n);
}
