/** `assay inspect`: what is inside an archive, and what is wrong with it. */

import { formatDigest, type ArchiveEntry, type ArchiveListing, type ArchiveProblem, type Digest } from '@assay/model';
import { escapeTerminal } from './escape-terminal.js';
import { count, formatCount, pad, wrap } from './layout.js';
import type { TerminalOptions } from './options.js';
import { createStyle, type Style } from './style.js';

/** The file that was listed. */
export interface ArchiveAbout {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly digests: readonly Digest[];
}

const kinds = { file: '-', directory: 'd', symlink: 'l', hardlink: 'h' } as const;
const shownEntries = 200;

/** Entries and problems. */
export function renderArchive(listing: ArchiveListing, about: ArchiveAbout, options: TerminalOptions): string {
  const style = createStyle(options.color);
  const shown = options.detail === 'verbose' ? listing.entries : listing.entries.slice(0, shownEntries);
  const hidden = listing.entries.length - shown.length;
  const lines = [
    `${style.bold(escapeTerminal(about.name))}  ${count(about.size, 'byte')}, ${listing.format}`,
    ...about.digests.map((digest) => `  ${formatDigest(digest)}`),
    '',
    ...shown.map(entryLine),
    ...(hidden > 0 ? [style.dim(`  and ${formatCount(hidden)} more (--verbose shows them)`)] : []),
    '',
    ...verdictLines(listing, options, style),
  ];
  return `${lines.join('\n')}\n`;
}

function entryLine({ path, type, mode, size, linkTarget, within }: ArchiveEntry): string {
  const target = linkTarget === undefined ? '' : ` → ${escapeTerminal(linkTarget)}`;
  const place = within === undefined ? '' : `${escapeTerminal(within)}: `;
  return `  ${kinds[type]} ${mode.toString(8).padStart(4, '0')} ${pad(formatCount(size), 12, 'left')}  ${place}${escapeTerminal(path)}${target}`;
}

function verdictLines(listing: ArchiveListing, options: TerminalOptions, style: Style): readonly string[] {
  const { problems, entries, complete } = listing;
  if (problems.length === 0)
    return [style.green(`✓ ${count(entries.length, 'entry').replace('entrys', 'entries')}, nothing wrong`)];
  const lines = problems.flatMap((problem) => problemLines(problem, options, style));
  return complete ? lines : [...lines, style.red('✗ The archive could not be read to its end.')];
}

function problemLines(
  { code, severity, path, detail }: ArchiveProblem,
  options: TerminalOptions,
  style: Style,
): readonly string[] {
  const color = severity === 'note' ? style.dim : style.red;
  const where = path === undefined ? '' : ` ${escapeTerminal(path)}`;
  const [first = '', ...rest] = wrap(`${code}${where}: ${escapeTerminal(detail)}`, options.width, '  ');
  return [color(`${severity === 'note' ? '–' : '✗'} ${first.trimStart()}`), ...rest];
}
