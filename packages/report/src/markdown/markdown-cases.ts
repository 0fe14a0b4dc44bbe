/** The packages under a reason, in Markdown. */

import { chooseCases, manyAlike, sharedDetails, type AlikeGroup } from '../alike-cases.js';
import type { ReasonCase } from '../reasons.js';
import { count, formatCount } from '../terminal/counts.js';
import { packageName } from '../terminal/package-name.js';
import { placeText } from '../terminal/place.js';
import { visibleText } from '../visible-text.js';
import { escapeMarkdown, markdownCode } from './escape-markdown.js';

/** How much to say. */
export interface CaseListOptions {
  /** Packages named at most. */
  readonly most: number;
  /** Of these, so many before the others, which stand in a part that the reader opens. */
  readonly open: number;
}

const mostDetails = 3;
const mostExcerptLines = 40;

/** Each package with its first place and what is particular about it; what is true of several is said once. Lines, or none. */
export function caseList(groups: readonly AlikeGroup[], { most, open }: CaseListOptions): readonly string[] {
  if (most === 0) return [];
  const shown = chooseCases(groups, most);
  const first = chooseCases(groups, Math.min(open, most));
  const rest = shown.map((group) => withoutFirst(group, first)).filter((group) => group.shown.length > 0);
  const behind = rest.reduce((sum, group) => sum + group.shown.length, 0);
  const opened = first.flatMap((group) => groupLines(group));
  if (behind === 0) return opened;
  const summary = `${formatCount(behind)} ${first.length === 0 ? '' : 'more '}${behind === 1 ? 'package' : 'packages'}`;
  const closed = details(
    summary,
    rest.flatMap((group) => groupLines(group)),
  );
  return opened.length === 0 ? closed : [...opened, '', ...closed];
}

/** A part that the reader opens. `summary` stands in HTML: only words of ours. */
export function details(summary: string, lines: readonly string[]): readonly string[] {
  return ['<details>', `<summary>${summary}</summary>`, '', ...lines, '', '</details>'];
}

function withoutFirst(group: AlikeGroup, first: readonly AlikeGroup[]): AlikeGroup {
  const ids = new Set(first.flatMap(({ shown }) => shown.map(({ id }) => id)));
  return { all: group.all, shown: group.shown.filter(({ id }) => !ids.has(id)) };
}

function groupLines({ all, shown }: AlikeGroup): readonly string[] {
  if (all.length < manyAlike) return shown.flatMap((item) => [packageLine(item), ...particulars(item)]);
  const shared = sharedDetails(all)
    .slice(0, mostDetails)
    .map((detail) => `  - ${escapeMarkdown(detail)}`);
  return shown.flatMap((item, index) => [packageLine(item), ...(index === 0 ? shared : [])]);
}

function packageLine({ name, version, occurrence, otherPlaces }: ReasonCase): string {
  const more = otherPlaces === 0 ? '' : ` (and ${count(otherPlaces, 'more place')})`;
  const place =
    occurrence === null ? '' : ` in ${markdownCode(placeText(occurrence.lockfile, occurrence.line))}${more}`;
  return `- ${markdownCode(packageName(name, version))}${place}`;
}

function particulars({ findings }: ReasonCase): readonly string[] {
  const told = [...new Set(findings.map(({ detail }) => detail))];
  const shown = told.slice(0, mostDetails).map((detail) => `  - ${escapeMarkdown(detail)}`);
  const hidden = told.length - shown.length;
  const more = hidden === 0 ? [] : [`  - and ${formatCount(hidden)} more`];
  const excerpts = new Set(findings.flatMap(({ excerpt }) => excerpt ?? []));
  return [...shown, ...more, ...[...excerpts].flatMap(excerptLines)];
}

/** As it stands, in a fence that is longer than any in it. */
function excerptLines(excerpt: string): readonly string[] {
  const lines = excerpt.replace(/\n$/u, '').split('\n');
  const shown = lines.slice(0, mostExcerptLines).map((line) => visibleText(line));
  const hidden = lines.length - shown.length;
  const more = hidden === 0 ? [] : [`… ${formatCount(hidden)} more lines`];
  const fence = '`'.repeat(Math.max(3, longestRun(shown) + 1));
  return ['', ...[`${fence}text`, ...shown, ...more, fence].map((line) => `  ${line}`), ''];
}

function longestRun(lines: readonly string[]): number {
  const runs = lines.flatMap((line) => line.match(/`+/gu) ?? []);
  return runs.reduce((longest, { length }) => Math.max(longest, length), 0);
}
