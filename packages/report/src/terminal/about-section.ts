/** The small print: what was not looked at, waivers and warnings, and what the run rests on. */

import { formatDigest, type Digest, type Gap, type Report, type WaiverUse } from '@assay/model';
import { groupGaps } from '../group-gaps.js';
import { waiverSentence } from '../waiver-sentence.js';
import { formatCount } from './counts.js';
import { escapeTerminal } from './escape-terminal.js';
import type { TerminalOptions } from './options.js';
import { placeText } from './place.js';
import type { Style } from './style.js';
import { wrap, wrapMarked } from './wrap.js';

/** What exit codes mean. */
export const exitMeanings: ReadonlyMap<number, string> = new Map([
  [0, 'nothing failed and nothing is unverified'],
  [1, 'something failed'],
  [3, 'something could not be verified'],
]);

/** Purl, owner and reason are texts of their own. */
const longestWaiver = 1500;

const mostItems: Readonly<Record<TerminalOptions['detail'], number>> = { quiet: 0, normal: 10, verbose: Infinity };

/** At most so many items, and how many more there are. */
function capped<T>(items: readonly T[], { detail }: TerminalOptions, tell: (item: T) => readonly string[]): string[] {
  const shown = items.slice(0, mostItems[detail]);
  const hidden = items.length - shown.length;
  const more = hidden === 0 ? [] : [`  and ${formatCount(hidden)} more (--verbose shows them)`];
  return [...shown.flatMap(tell), ...more];
}

/** What this run did not look at, gaps of the lockfiles included but those that put the run in doubt: they stand further up. */
export function notLookedAtLines({ notLookedAt, gaps }: Report, options: TerminalOptions): readonly string[] {
  const told = notLookedAt.flatMap((text) => bullet('–', escapeTerminal(text), options));
  const harmless = gaps.filter(({ doubt }) => doubt !== true);
  return [...told, ...capped(groupGaps(harmless), options, (group) => gapLines(group, options))];
}

function gapLines(group: readonly Gap[], options: TerminalOptions): readonly string[] {
  const shown = options.detail === 'verbose' || group.length <= 3 ? group : group.slice(0, 1);
  const hidden = group.length - shown.length;
  const more = hidden === 0 ? '' : ` (and ${formatCount(hidden)} more of this kind)`;
  return shown.flatMap(({ lockfile, line, detail }) =>
    bullet('–', `${placeText(lockfile, line)}: ${escapeTerminal(detail)}${more}`, options),
  );
}

/** The waivers that excused something. */
export function waiverLines({ waivers }: Report, options: TerminalOptions): readonly string[] {
  return capped(
    waivers.filter(({ state }) => state === 'used'),
    options,
    (use) => bullet('~', waiverText(use), options),
  );
}

/** One waiver that was used, in one sentence. */
export function waiverText(use: WaiverUse): string {
  return escapeTerminal(waiverSentence(use), longestWaiver);
}

/** Warnings of the policy and the run. */
export function warningLines({ warnings }: Report, options: TerminalOptions): readonly string[] {
  return capped(warnings, options, (text) => bullet('!', escapeTerminal(text), options));
}

function bullet(mark: string, text: string, { width }: TerminalOptions): readonly string[] {
  return wrapMarked(mark, text, width, '  ');
}

/** Lockfiles, depth, time, policy, tool and the exit code's meaning. */
export function aboutLines(report: Report, options: TerminalOptions, style: Style): readonly string[] {
  const { depth, at, policyDigest, inventoryDigest, tool, exitCode } = report;
  const policy = `policy ${shownDigest(policyDigest, options)}`;
  const program = `${escapeTerminal(tool.name)} ${escapeTerminal(tool.version)}`;
  const facts = [`depth ${escapeTerminal(depth)}, judged at ${escapeTerminal(at)}, ${policy}, ${program}`];
  if (options.detail === 'verbose') facts.push(`inventory ${shownDigest(inventoryDigest, options)}`);
  facts.push(`exit code ${String(exitCode)}: ${exitMeanings.get(exitCode) ?? 'an internal error'}`);
  const lines = [...lockfileLines(report, options), ...facts.flatMap((fact) => wrap(fact, options.width, '  '))];
  return lines.map(style.dim);
}

function lockfileLines({ lockfiles }: Report, options: TerminalOptions): readonly string[] {
  return capped(lockfiles, options, ({ path, format, digest }) => {
    const bytes = options.detail === 'verbose' ? ` ${shownDigest(digest, options)}` : '';
    return wrap(`${placeText(path, undefined)} (${escapeTerminal(format)})${bytes}`, options.width, '  ');
  });
}

const shortDigest = 12;

function shownDigest(digest: Digest, { detail }: TerminalOptions): string {
  const whole = escapeTerminal(formatDigest(digest));
  if (detail === 'verbose') return whole;
  return `${escapeTerminal(digest.alg)}:${escapeTerminal(digest.value.slice(0, shortDigest))}…`;
}
