/** What is wrong, for which packages, and what to do: blocks of Markdown that can be short or long. */

import type { Report } from '@assay/model';
import { groupAlike, type AlikeGroup } from '../alike-cases.js';
import { groupGaps, mixGaps } from '../group-gaps.js';
import { decisionWords, reasonSource } from '../reason-words.js';
import type { Reason } from '../reasons.js';
import type { SilentRegistry } from '../silent-registries.js';
import { count, formatCount } from '../terminal/counts.js';
import { markOf } from '../terminal/decision-style.js';
import { doubtAdvice, doubtTitle } from '../terminal/doubt-block.js';
import { silentAdvice, silentScope, silentText } from '../terminal/silent-block.js';
import { escapeMarkdown, markdownCode } from './escape-markdown.js';
import type { Block, BlockForm } from './fit-blocks.js';
import { gapItem } from './small-print.js';
import { caseList } from './markdown-cases.js';

/** How many packages the forms of a reason name. Nobody reads more of one reason, and browsers choke on them. */
const sizes: readonly number[] = [0, 3, 10, 30, 100, 300, 1000];

/** A reason with its packages: some of those that failed are in sight, and of the others few. */
export function reasonBlock(reason: Reason): Block {
  const { decision, text, cases, next } = reason;
  const isGrave = decision === 'fail' || decision === 'unverified';
  const head = [
    `### ${markOf(decision)} ${escapeMarkdown(text)}`,
    '',
    `${count(cases.length, 'package')} ${decisionWords[decision]} · ${markdownCode(reasonSource(reason), Infinity)}`,
  ];
  const advice = next === '' || decision === 'waived' ? [] : ['', `→ ${escapeMarkdown(next)}`];
  return casesBlock(reason, { head, advice, open: isGrave ? 10 : 3 });
}

/** What could not be told, beside its reasons to fail, about packages that are listed there already. */
export function unansweredBlock(reason: Reason): Block {
  const { text, cases, next } = reason;
  const source = markdownCode(reasonSource(reason), Infinity);
  const head = [
    `### ? Also not answered: ${source} (${count(cases.length, 'package')} that failed)`,
    '',
    escapeMarkdown(text),
  ];
  return casesBlock(reason, { head, advice: next === '' ? [] : ['', `→ ${escapeMarkdown(next)}`], open: 3 });
}

interface Frame {
  readonly head: readonly string[];
  readonly advice: readonly string[];
  readonly open: number;
}

function casesBlock(reason: Reason, { head, advice, open }: Frame): Block {
  const total = reason.cases.length;
  const ends = sizes.filter((size) => size < total);
  const largest = Math.min(total, sizes.at(-1) ?? total);
  let groups: readonly AlikeGroup[] | undefined;
  const form = (most: number) => (): BlockForm => {
    groups ??= groupAlike(reason);
    const list = caseList(groups, { most, open });
    const hidden = total - most;
    const more =
      hidden === 0
        ? []
        : ['', `${most === 0 ? '' : 'and '}${count(hidden, most === 0 ? 'package' : 'more package')}, not listed here`];
    const body = list.length === 0 ? [] : ['', ...list];
    return { text: [...head, ...body, ...more, ...advice].join('\n'), packages: most };
  };
  return { packages: total, forms: [...new Set([...ends, largest])].map(form) };
}

/** A registry that passes on nothing signed. */
export function silentBlock({ registry, subjects }: SilentRegistry): Block {
  const whose = registry === null ? 'The registry' : escapeMarkdown(registry);
  const lines = [
    `### ! ${whose} ${silentText}`,
    '',
    escapeMarkdown(silentScope(subjects.size)),
    '',
    `→ ${escapeMarkdown(silentAdvice)}`,
  ];
  return { packages: 0, forms: [() => ({ text: lines.join('\n'), packages: 0 })] };
}

/** The gaps that put the whole run in doubt. */
export function doubtBlocks({ gaps, exitCode }: Report): readonly Block[] {
  const doubts = mixGaps(gaps.filter(({ doubt }) => doubt === true));
  if (doubts.length === 0) return [];
  const isAccepted = exitCode === 0;
  const kinds = groupGaps(doubts).length;
  const form = (most: number) => (): BlockForm => {
    const hidden = doubts.length - Math.min(most, doubts.length);
    const lines = [
      `### ${isAccepted ? '~' : '?'} ${doubtTitle(isAccepted)}`,
      '',
      ...doubts.slice(0, most).map((gap) => gapItem(gap, { withCode: true })),
      ...(hidden === 0 ? [] : [`- and ${formatCount(hidden)} more`]),
      ...(isAccepted ? [] : ['', `→ ${escapeMarkdown(doubtAdvice)}`]),
    ];
    return { text: lines.join('\n'), packages: 0 };
  };
  return [{ packages: 0, forms: [form(Math.min(kinds, 3)), form(10), form(100)] }];
}
