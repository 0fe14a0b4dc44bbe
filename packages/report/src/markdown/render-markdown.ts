/** The summary of a run as Markdown: for job summaries and comments on GitHub and GitLab. */

import { AssayError } from '@assay/model';
import { collectReasons, type Reason } from '../reasons.js';
import type { RenderInput } from '../render-input.js';
import { foldSilentRegistries } from '../silent-registries.js';
import { claimSentences } from '../terminal/claims.js';
import { count } from '../terminal/counts.js';
import { collectUnanswered } from '../unanswered.js';
import { verdictSentence } from '../verdict-sentence.js';
import { escapeMarkdown } from './escape-markdown.js';
import { fitBlocks, utf8Length, type Block, type Fitted } from './fit-blocks.js';
import { doubtBlocks, reasonBlock, silentBlock, unansweredBlock } from './reason-blocks.js';
import { aboutBlock, notLookedAtBlocks, totalsBlocks, waiverBlocks, warningBlocks } from './small-print.js';

/**
 * What GitHub takes. A comment may have 65,536 characters; as many bytes are never more characters. Of a job summary (1024 KiB, for
 * all that one step writes) some is left for others.
 */
export const markdownLimits = { comment: 65_536, jobSummary: 1_000_000 } as const;

/** How long it may be, and where a reader finds what is not in it. */
export interface MarkdownOptions {
  /** Bytes of UTF-8, from 8,192: see {@link markdownLimits}. */
  readonly maxBytes: number;
  /** Where the whole stands: ends "The whole is in …". Not escaped. */
  readonly whole?: string;
}

const leastBytes = 8192;

/**
 * The verdict in one sentence; what the lockfile leaves open; the reasons, worst first, with packages and places; waivers and
 * warnings; counts; what was not looked at; what the run rests on. At most `maxBytes` bytes: lists become shorter, then the last blocks are
 * left out, and it says so. Ends with a line break. All text of others goes through {@link escapeMarkdown}. Throws ERR_USAGE for a
 * length in which nothing can be said.
 */
export function renderMarkdown(input: RenderInput, { maxBytes, whole }: MarkdownOptions): string {
  if (maxBytes < leastBytes) {
    throw new AssayError('ERR_USAGE', `A summary needs ${String(leastBytes)} bytes at least.`);
  }
  const place = escapeMarkdown(whole ?? 'the report that `--json FILE` writes');
  const fitted = fitBlocks(blocksOf(input), maxBytes - utf8Length(longestNote(place)) - 2);
  const note = noteOf(fitted, place);
  return `${[...fitted.texts, ...(note === '' ? [] : [note])].join('\n\n')}\n`;
}

function blocksOf(input: RenderInput): readonly Block[] {
  const { report } = input;
  return [
    headBlock(input),
    ...doubtBlocks(report),
    ...reasonBlocks(input),
    ...waiverBlocks(report),
    ...warningBlocks(report),
    ...totalsBlocks(report),
    ...notLookedAtBlocks(report),
    aboutBlock(report),
  ];
}

/** In the order of the terminal's summary. */
function reasonBlocks(input: RenderInput): readonly Block[] {
  const { reasons, silent } = foldSilentRegistries(input, collectReasons(input));
  const of = (test: (reason: Reason) => boolean) => reasons.filter(test).map(reasonBlock);
  return [
    ...of(({ decision }) => decision === 'fail'),
    ...collectUnanswered(input).map(unansweredBlock),
    ...of(({ decision }) => decision === 'unverified'),
    ...silent.map(silentBlock),
    ...of(({ decision }) => decision !== 'fail' && decision !== 'unverified'),
  ];
}

const words = { pass: 'PASS', waived: 'PASS', warn: 'PASS', unverified: 'UNVERIFIED', fail: 'FAIL' } as const;
const marks = { pass: '✓', waived: '✓', warn: '✓', unverified: '?', fail: '✗' } as const;

function headBlock(input: RenderInput): Block {
  const { report } = input;
  const { decision } = report;
  const head = `## ${marks[decision]} ${words[decision]}: ${escapeMarkdown(verdictSentence(report))}`;
  const claims = report.exitCode === 0 ? claimSentences(input).map((text) => `- ${escapeMarkdown(text, 5000)}`) : [];
  const short = () => ({ text: head, packages: 0 });
  const long = () => ({ text: [head, '', ...claims].join('\n'), packages: 0 });
  return { packages: 0, forms: claims.length === 0 ? [short] : [short, long], isRequired: true };
}

function noteOf({ hiddenBlocks, hiddenPackages }: Fitted, place: string): string {
  const hidden = [
    ...(hiddenBlocks === 0 ? [] : [count(hiddenBlocks, 'section')]),
    ...(hiddenPackages === 0 ? [] : [`the places of ${count(hiddenPackages, 'package')}`]),
  ];
  return hidden.length === 0 ? '' : `Left out here, for length: ${hidden.join(', and ')}. The whole is in ${place}.`;
}

function longestNote(place: string): string {
  return noteOf({ texts: [], hiddenBlocks: 1e15, hiddenPackages: 1e15 }, place);
}
