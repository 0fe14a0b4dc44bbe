/** `assay inspect`: what is inside an archive, and what is wrong with it. */

import { formatDigest, type ArchiveEntry, type ArchiveListing, type ArchiveProblem, type Digest } from '@assay/model';
import { count, formatCount } from './counts.js';
import { escapeTerminal } from './escape-terminal.js';
import type { TerminalOptions } from './options.js';
import { createStyle, type Style } from './style.js';
import { pad } from './text-width.js';
import { wrap, wrapMarked } from './wrap.js';

/** The file that was listed. */
export interface ArchiveAbout {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly digests: readonly Digest[];
}

const kinds = { file: '-', directory: 'd', symlink: 'l', hardlink: 'h' } as const;
const shownEntries = 200;
const shownProblems = 50;

/** The verdict, what is wrong, then the entries. Ends with a line break. */
export function renderArchive(listing: ArchiveListing, about: ArchiveAbout, options: TerminalOptions): string {
  const style = createStyle(options.color);
  const head = [
    archiveHeadline(listing, style),
    ...wrap(`${escapeTerminal(about.name)}, ${count(about.size, 'byte')}, ${listing.format}`, options.width, '  '),
    ...about.digests.map((digest) => style.dim(`  ${formatDigest(digest)}`)),
  ];
  const blocks = [head, problemBlock(listing, options, style), entryBlock(listing, options, style)];
  const shown = options.detail === 'quiet' ? blocks.slice(0, 2) : blocks;
  const texts = shown.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${texts.join('\n\n')}\n`;
}

/** An archive that was not read to its end is never called all right, whatever was found in it. */
function archiveHeadline({ problems, entries, complete }: ArchiveListing, style: Style): string {
  const grave = problems.filter(({ severity }) => severity !== 'note').length;
  const notes = problems.length - grave;
  const odd = notes === 0 ? '' : `, ${count(notes, 'oddity', 'oddities')} that every client treats alike`;
  const found = `${count(entries.length, 'entry', 'entries')}${odd}`;
  if (grave === 0 && complete) return `${style.bold(style.green('SAFE TO UNPACK'))}  ${found}`;
  const wrong = grave === 0 ? '' : `${count(grave, 'problem')}, `;
  const partly = complete ? '' : ', and it could not be read to its end';
  return `${style.bold(style.red('REFUSED'))}  ${wrong}${found}${partly}`;
}

function problemBlock({ problems }: ArchiveListing, options: TerminalOptions, style: Style): readonly string[] {
  const worstFirst = [
    ...problems.filter(({ severity }) => severity !== 'note'),
    ...problems.filter(({ severity }) => severity === 'note'),
  ];
  const shown = options.detail === 'verbose' ? worstFirst : worstFirst.slice(0, shownProblems);
  return [
    ...shown.flatMap((problem) => problemLines(problem, options, style)),
    ...moreLines(problems.length - shown.length, style),
  ];
}

function problemLines(
  { code, severity, path, detail }: ArchiveProblem,
  { width }: TerminalOptions,
  style: Style,
): readonly string[] {
  const mark = severity === 'note' ? '–' : '✗';
  const where = path === undefined ? '' : ` ${escapeTerminal(path)}`;
  const [first = '', ...rest] = wrapMarked(
    mark,
    `${escapeTerminal(code)}${where}: ${escapeTerminal(detail)}`,
    width,
    '',
  );
  const color = severity === 'note' ? style.dim : style.red;
  return [`${color(mark)}${first.slice(mark.length)}`, ...rest];
}

function entryBlock({ entries }: ArchiveListing, options: TerminalOptions, style: Style): readonly string[] {
  const shown = options.detail === 'verbose' ? entries : entries.slice(0, shownEntries);
  const widest = shown.reduce((width, { size }) => Math.max(width, formatCount(size).length), 0);
  return [...shown.map((entry) => entryLine(entry, widest)), ...moreLines(entries.length - shown.length, style)];
}

function entryLine({ path, type, mode, size, linkTarget, within }: ArchiveEntry, widest: number): string {
  const target = linkTarget === undefined ? '' : ` → ${escapeTerminal(linkTarget)}`;
  const place = within === undefined ? '' : `${escapeTerminal(within)}: `;
  const facts = `${kinds[type]} ${mode.toString(8).padStart(4, '0')} ${pad(formatCount(size), widest, 'left')}`;
  return `  ${facts}  ${place}${escapeTerminal(path)}${target}`;
}

function moreLines(hidden: number, style: Style): readonly string[] {
  return hidden <= 0 ? [] : [style.dim(`  and ${formatCount(hidden)} more (--verbose shows them)`)];
}
