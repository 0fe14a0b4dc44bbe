/** Beside the reasons: waivers, warnings, counts, what was not looked at, what the run rests on. */

import { formatDigest, type Digest, type Gap, type Report, type WaiverUse } from '@assay/model';
import { groupGaps } from '../group-gaps.js';
import { exitMeanings } from '../terminal/about-section.js';
import { count, formatCount } from '../terminal/counts.js';
import { placeText } from '../terminal/place.js';
import { cell, columnsFor, foldEqual } from '../terminal/totals-section.js';
import { totalsTable } from '../totals-table.js';
import { escapeMarkdown, markdownCode } from './escape-markdown.js';
import type { Block, BlockForm } from './fit-blocks.js';
import { details } from './markdown-cases.js';

const mostItems: readonly number[] = [3, 10, 100];

/** A title and a list of any length, closed where it is long. None for an empty list. */
function listBlock(title: string, items: readonly string[]): readonly Block[] {
  if (items.length === 0) return [];
  const form = (most: number) => (): BlockForm => {
    const shown = items.slice(0, most);
    const hidden = items.length - shown.length;
    const list = [...shown, ...(hidden === 0 ? [] : [`- and ${formatCount(hidden)} more`])];
    const lines =
      items.length <= 10 ? [`### ${title}`, '', ...list] : details(`${title} (${formatCount(items.length)})`, list);
    return { text: lines.join('\n'), packages: 0 };
  };
  return [{ packages: 0, forms: mostItems.map(form) }];
}

/** The waivers that excused something. */
export function waiverBlocks({ waivers }: Report): readonly Block[] {
  return listBlock(
    'Waivers used',
    waivers.filter(({ state }) => state === 'used').map((use) => `- ${waiverLine(use)}`),
  );
}

function waiverLine({ check, purl, count: n, expires, owner, reason }: WaiverUse): string {
  const what = `${escapeMarkdown(check)} for ${markdownCode(purl)}`;
  return `${what}, ${count(n, 'finding')}, until ${markdownCode(expires)}, ${escapeMarkdown(owner)}: ${escapeMarkdown(reason)}`;
}

/** Warnings of the policy and the run. */
export function warningBlocks({ warnings }: Report): readonly Block[] {
  return listBlock(
    'Warnings',
    warnings.map((text) => `- ${escapeMarkdown(text)}`),
  );
}

/** What this run did not look at, gaps of the lockfiles included but those that put the run in doubt. */
export function notLookedAtBlocks({ notLookedAt, gaps }: Report): readonly Block[] {
  const told = notLookedAt.map((text) => `- ${escapeMarkdown(text)}`);
  const harmless = gaps.filter(({ doubt }) => doubt !== true);
  return listBlock('Not looked at', [...told, ...groupGaps(harmless).flatMap(gapItems)]);
}

function gapItems(group: readonly Gap[]): readonly string[] {
  const shown = group.length <= 3 ? group : group.slice(0, 1);
  const hidden = group.length - shown.length;
  const more = hidden === 0 ? '' : ` (and ${formatCount(hidden)} more of this kind)`;
  return shown.map((gap) => `${gapItem(gap)}${more}`);
}

/** Where it is and what is open; its code, which policies name, where asked for. */
export function gapItem({ lockfile, line, code, detail }: Gap, { withCode = false } = {}): string {
  const end = withCode ? ` (${markdownCode(code)})` : '';
  return `- ${markdownCode(placeText(lockfile, line))}: ${escapeMarkdown(detail)}${end}`;
}

/** One row for the packages by their worst outcome, and one for each check. */
export function totalsBlocks(report: Report): readonly Block[] {
  if (report.totals.subjects === 0) return [];
  const rows = foldEqual(totalsTable(report));
  const columns = columnsFor(rows);
  const heads = ['Packages', ...columns.map(([title]) => title)];
  const lines = [
    tableRow(heads),
    tableRow(heads.map((_, index) => (index === 0 ? '---' : '--:'))),
    ...rows.map(({ label, row }) =>
      tableRow([escapeMarkdown(label), ...columns.map(([, number]) => cell(number(row)))]),
    ),
  ];
  return [{ packages: 0, forms: [() => ({ text: lines.join('\n'), packages: 0 })] }];
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Depth, time, policy, tool and the exit code's meaning; lockfiles where there is space. */
export function aboutBlock(report: Report): Block {
  const { depth, at, policyDigest, tool, exitCode, lockfiles } = report;
  const program = markdownCode(`${tool.name} ${tool.version}`, longestFact);
  const facts = [
    `- depth ${markdownCode(depth, longestFact)}, judged at ${markdownCode(at, longestFact)}, policy ${shortDigest(policyDigest)}, ${program}`,
    `- exit code ${String(exitCode)}: ${exitMeanings.get(exitCode) ?? 'an internal error'}`,
  ];
  const form = (most: number) => (): BlockForm => {
    const shown = lockfiles.slice(0, most);
    const hidden = lockfiles.length - shown.length;
    const named = shown.map(
      ({ path, format, digest }) =>
        `- ${markdownCode(placeText(path, undefined))} (${escapeMarkdown(format, longestFact)}), ${shortDigest(digest)}`,
    );
    const more = hidden === 0 ? [] : [`- ${count(hidden, most === 0 ? 'lockfile' : 'more lockfile')}`];
    return { text: ['### About this run', '', ...named, ...more, ...facts].join('\n'), packages: 0 };
  };
  return { packages: 0, forms: [form(0), form(10), form(100)], isRequired: true };
}

const longestFact = 60;

function shortDigest(digest: Digest): string {
  return markdownCode(formatDigest({ ...digest, value: `${digest.value.slice(0, 12)}…` }), longestFact);
}
