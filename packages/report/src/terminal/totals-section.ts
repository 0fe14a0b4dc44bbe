/** The table that counts every package. */

import type { Report } from '@assay/model';
import { totalsTable, type TotalsRow } from '../totals-table.js';
import { formatCount } from './counts.js';
import { escapeTerminal } from './escape-terminal.js';
import type { TerminalOptions } from './options.js';
import type { Style } from './style.js';
import { pad, textWidth } from './text-width.js';
import { wrap } from './wrap.js';

/** A heading and what stands below it. */
export type Column = readonly [title: string, number: (row: TotalsRow) => number];

const outcomeColumns: readonly Column[] = [
  ['proven', ({ outcomes }) => outcomes.proven],
  ['refuted', ({ outcomes }) => outcomes.refuted],
  ['absent', ({ outcomes }) => outcomes.absent],
  ['unknown', ({ outcomes }) => outcomes.unknown],
  ['n/a', ({ outcomes }) => outcomes['not-applicable']],
];
const notRun: Column = ['not run', (row) => row.notRun];
const all: Column = ['all', (row) => row.all];
const waived: Column = ['of these, waived', (row) => row.waived];

/** A column for what happened nowhere would only be noise; outcomes are always told. */
export function columnsFor(rows: readonly LabelledRow[]): readonly Column[] {
  const some = (column: Column) => (rows.some(({ row }) => column[1](row) > 0) ? [column] : []);
  return [...outcomeColumns, ...some(notRun), all, ...some(waived)];
}

/** One row for the packages by their worst outcome, and one for each check; as sentences where the table is too wide. */
export function totalsLines(report: Report, options: TerminalOptions, style: Style): readonly string[] {
  const rows = foldEqual(totalsTable(report));
  const columns = columnsFor(rows);
  const heads = ['Packages', ...columns.map(([title]) => title)];
  const table = [
    heads,
    ...rows.map(({ label, row }) => [escapeTerminal(label), ...columns.map(([, number]) => cell(number(row)))]),
  ];
  const widths = heads.map((_, column) =>
    table.reduce((widest, row) => Math.max(widest, textWidth(row[column] ?? '')), 0),
  );
  const whole = widths.reduce((sum, width) => sum + width + 2, 0);
  if (whole > options.width) return ['Packages', ...rows.flatMap((each) => sentenceLines(each, options.width))];
  return table.map((row, index) => {
    const [label = '', ...numbers] = row.map((text, column) =>
      pad(text, widths[column] ?? 0, column === 0 ? 'right' : 'left'),
    );
    if (index === 0) return `${style.bold(label)}    ${style.dim(numbers.join('  '))}`.trimEnd();
    return `  ${[label, ...numbers].join('  ')}`.trimEnd();
  });
}

/** A row and what it is called. Not escaped. */
export interface LabelledRow {
  readonly label: string;
  readonly row: TotalsRow;
}

/** Checks that all count alike are told in one row. */
export function foldEqual(rows: readonly TotalsRow[]): readonly LabelledRow[] {
  const [over, ...checks] = rows;
  const all = over === undefined ? [] : [{ label: 'at worst', row: over }];
  const [first] = checks;
  if (first !== undefined && checks.length > 1 && checks.every((row) => isEqual(row, first))) {
    return [...all, { label: `all ${String(checks.length)} checks`, row: first }];
  }
  return [...all, ...checks.map((row) => ({ label: row.check ?? '', row }))];
}

function isEqual(a: TotalsRow, b: TotalsRow): boolean {
  return [...outcomeColumns, notRun, waived].every(([, number]) => number(a) === number(b));
}

function sentenceLines({ label, row }: LabelledRow, width: number): readonly string[] {
  const parts = [...outcomeColumns, notRun]
    .filter(([, number]) => number(row) > 0)
    .map(([title, number]) => `${formatCount(number(row))} ${title}`);
  const excused = row.waived === 0 ? '' : `; of these, ${formatCount(row.waived)} waived`;
  return wrap(`${escapeTerminal(label)}: ${parts.length === 0 ? 'none' : parts.join(', ')}${excused}`, width, '  ');
}

/** `·` for nothing. */
export function cell(n: number): string {
  return n === 0 ? '·' : formatCount(n);
}
