/** A trust diff as one comment on a pull request. */

import { AssayError, type TrustChange, type TrustDiff, type TrustPlace } from '@assay/model';
import { escapeMarkdown, markdownCode } from '../markdown/escape-markdown.js';
import { fitBlocks, utf8Length, type Block, type BlockForm } from '../markdown/fit-blocks.js';
import { details } from '../markdown/markdown-cases.js';
import { count } from '../terminal/counts.js';
import { placeText } from '../terminal/place.js';
import { diffSentence, diffWord, sideText } from './diff-sentence.js';
import { groupChanges, severityAdvice, severityMarks, type ChangeGroup } from './group-changes.js';
import { doubtAdvice } from './render-trust-diff.js';
import { trustDiffMarker } from './trust-diff-marker.js';

/** What a comment of GitHub takes. */
const mostCharacters = 65_536;
const leastCharacters = 4096;

/** How long it may be, and which of a repository's projects it is about. */
export interface TrustDiffMarkdownOptions {
  /** Characters, from 4,096. Default: 65,536, what GitHub takes. */
  readonly maxCharacters?: number;
  /** For {@link trustDiffMarker}, and shown in the heading where it is there. */
  readonly key?: string;
  /** Where the whole stands, for what is left out. */
  readonly whole?: string;
}

/**
 * The marker, the verdict, what changed, the gravest first, and what is left open. Never longer than asked, counted in bytes, of which there
 * are at least as many as characters: lists become shorter, then the least grave kinds are left out, and it says so. All text of others
 * goes through `escapeMarkdown`. Throws ERR_USAGE for a length in which nothing can be said.
 */
export function renderTrustDiffMarkdown(diff: TrustDiff, options: TrustDiffMarkdownOptions = {}): string {
  const { maxCharacters = mostCharacters, key, whole = 'the output of `assay diff --format json`' } = options;
  if (maxCharacters < leastCharacters) {
    throw new AssayError('ERR_USAGE', `A comment needs ${String(leastCharacters)} characters at least.`);
  }
  const marker = trustDiffMarker(key);
  const note = (hidden: number, changes: number) => leftOut(hidden, changes, whole);
  const space = maxCharacters - utf8Length(marker) - utf8Length(note(1e15, 1e15)) - 4;
  const fitted = fitBlocks([headBlock(diff, key), ...doubtBlocks(diff), ...groupChanges(diff).map(groupBlock)], space);
  const last = note(fitted.hiddenBlocks, fitted.hiddenPackages);
  return `${marker}\n${[...fitted.texts, ...(last === '' ? [] : [last])].join('\n\n')}\n`;
}

function leftOut(blocks: number, changes: number, whole: string): string {
  const hidden = [
    ...(blocks === 0 ? [] : [count(blocks, 'section')]),
    ...(changes === 0 ? [] : [count(changes, 'change')]),
  ];
  return hidden.length === 0
    ? ''
    : `Left out here, for length: ${hidden.join(', and ')}. The whole is in ${escapeMarkdown(whole)}.`;
}

const marks = { FAIL: '✗', INCOMPLETE: '?', PASS: '✓' } as const;

function headBlock(diff: TrustDiff, key: string | undefined): Block {
  const word = diffWord(diff);
  const about = key === undefined || key === '' ? '' : ` in ${markdownCode(key, 100)}`;
  const sides = `${markdownCode(sideText(diff.base, 'base'), 100)} → ${markdownCode(sideText(diff.head, 'head'), 100)}`;
  const packages = `${count(diff.base.packages, 'package')} before, ${count(diff.head.packages, 'package')} now`;
  const lines = [
    `## ${marks[word]} ${word}: ${diffSentence(diff)}`,
    '',
    `What changed in trust${about}: ${sides} · ${packages} · depth ${diff.head.depth}`,
  ];
  return { packages: 0, forms: [() => ({ text: lines.join('\n'), packages: 0 })], isRequired: true };
}

/** How many changes of one kind are listed. */
const sizes: readonly number[] = [0, 3, 10, 30, 100, 300];

type Item = () => string;

function doubtBlocks({ incomplete }: TrustDiff): readonly Block[] {
  if (incomplete.length === 0) return [];
  const head = '### ? Not compared or not verified: this is no "nothing changed"';
  const items = incomplete.map(
    ({ text }) =>
      () =>
        `- ${escapeMarkdown(text)}`,
  );
  return [listBlock({ head, items, advice: doubtAdvice, open: 3 })];
}

function groupBlock({ severity, code, title, changes }: ChangeGroup): Block {
  const head = `### ${severityMarks[severity]} ${escapeMarkdown(title)} · ${markdownCode(code)}`;
  const items = changes.map((change) => () => changeItem(change));
  return listBlock({ head, items, advice: severityAdvice[severity], open: severity === 'info' ? 0 : 10 });
}

interface List {
  readonly head: string;
  readonly items: readonly Item[];
  readonly advice: string;
  /** So many stand in sight, the others in a part that the reader opens. */
  readonly open: number;
}

function listBlock({ head, items, advice, open }: List): Block {
  const largest = Math.min(items.length, sizes.at(-1) ?? 0);
  const form = (most: number) => (): BlockForm => {
    const hidden = items.length - most;
    const more =
      hidden === 0
        ? []
        : ['', `${most === 0 ? '' : 'and '}${count(hidden, most === 0 ? 'change' : 'more change')}, not listed here`];
    const list = listLines(items.slice(0, most), open);
    const body = list.length === 0 ? [] : ['', ...list];
    const next = advice === '' ? [] : ['', `→ ${escapeMarkdown(advice)}`];
    return { text: [head, ...body, ...more, ...next].join('\n'), packages: most };
  };
  const ends = sizes.filter((size) => size < items.length);
  return { packages: items.length, forms: [...new Set([...ends, largest])].map(form) };
}

function listLines(items: readonly Item[], open: number): readonly string[] {
  const sight = items.slice(0, open).map((item) => item());
  const rest = items.slice(open).map((item) => item());
  if (rest.length === 0) return sight;
  const summary = count(rest.length, sight.length === 0 ? 'change' : 'more change');
  return [...sight, ...(sight.length === 0 ? [] : ['']), ...details(summary, rest)];
}

const mostPlaces = 3;

function changeItem({ text, places }: TrustChange): string {
  const shown = places.slice(0, mostPlaces).map(placeCode).join(', ');
  const hidden = places.length - Math.min(mostPlaces, places.length);
  const where = shown === '' ? '' : ` · ${shown}${hidden === 0 ? '' : ` and ${count(hidden, 'more place')}`}`;
  return `- ${escapeMarkdown(text)}${where}`;
}

function placeCode({ lockfile, line, side }: TrustPlace): string {
  return `${markdownCode(placeText(lockfile, line))}${side === 'base' ? ' of the base' : ''}`;
}
