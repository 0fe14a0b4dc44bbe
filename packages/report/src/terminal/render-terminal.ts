/** The summary for people. */

import { groupBy } from '@assay/model';
import { collectReasons, type Reason } from '../reasons.js';
import type { RenderInput } from '../render-input.js';
import { foldSilentRegistries } from '../silent-registries.js';
import { collectUnanswered } from '../unanswered.js';
import { aboutLines, notLookedAtLines, waiverLines, warningLines } from './about-section.js';
import { claimLines } from './claims.js';
import { doubtLines } from './doubt-block.js';
import { headline } from './headline.js';
import type { TerminalOptions } from './options.js';
import { packageLines } from './package-section.js';
import { reasonLines, unansweredLines } from './reason-block.js';
import { silentLines } from './silent-block.js';
import { createStyle, type Style } from './style.js';
import { totalsLines } from './totals-section.js';

type Block = readonly string[];

/**
 * The summary: the verdict in words; what the lockfile leaves open; its reasons, worst first; waivers and warnings; a table that counts every package; what
 * was not looked at; what the run rests on. Ends with a line break. Foreign text is escaped and never starts a line. `quiet`
 * keeps the first line and what failed or is unverified; `verbose` caps nothing and lists every finding.
 */
export function renderTerminal(input: RenderInput, options: TerminalOptions): string {
  const style = createStyle(options.color);
  const verdict = headline(input.report, options, style);
  const doubts = doubtLines(input.report, options, style);
  const reasons = reasonBlocks(input, options, style);
  if (options.detail === 'quiet') return joinBlocks([[...verdict, ...doubts, ...reasons.flat()]]);
  const passes = input.report.exitCode === 0;
  const first = [...verdict, ...(passes ? claimLines(input, options.width) : [])];
  return joinBlocks([
    first,
    ...(doubts.length === 0 ? [] : [doubts]),
    ...reasons,
    ...smallPrint(input, options, style),
  ]);
}

/** Between what failed and what is unverified stands what could not be found out about the packages that failed. */
function reasonBlocks(input: RenderInput, options: TerminalOptions, style: Style): readonly Block[] {
  const shown = collectReasons(input).filter((reason) => isShown(reason, options));
  const { reasons, silent } = foldSilentRegistries(input, shown);
  const blocks = (some: readonly Reason[]) => some.map((reason) => reasonLines(reason, options, style));
  return [
    ...blocks(reasons.filter(({ decision }) => decision === 'fail')),
    ...collectUnanswered(input).map((reason) => unansweredLines(reason, options, style)),
    ...blocks(reasons.filter(({ decision }) => decision === 'unverified')),
    ...silent.map((registry) => silentLines(registry, options, style)),
    ...blocks(reasons.filter(({ decision }) => decision !== 'fail' && decision !== 'unverified')),
  ];
}

function joinBlocks(blocks: readonly Block[]): string {
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** Waived findings and warnings are not for a quiet summary. */
function isShown({ decision }: Reason, { detail }: TerminalOptions): boolean {
  return detail !== 'quiet' || decision === 'fail' || decision === 'unverified';
}

function smallPrint(input: RenderInput, options: TerminalOptions, style: Style): readonly Block[] {
  const { report } = input;
  const section = (title: string, lines: Block) => (lines.length === 0 ? [] : [[style.bold(title), ...lines]]);
  return [
    ...section('Waivers used', waiverLines(report, options)),
    ...section('Warnings', warningLines(report, options)),
    ...(options.detail === 'verbose' ? section('Every package', everyPackage(input, options, style)) : []),
    ...(report.totals.subjects === 0 ? [] : [totalsLines(report, options, style)]),
    ...section('Not looked at', notLookedAtLines(report, options)),
    aboutLines(report, options, style),
  ];
}

function everyPackage({ report, inventory }: RenderInput, options: TerminalOptions, style: Style): Block {
  const verdicts = new Map(report.verdicts.map((verdict) => [verdict.subject, verdict]));
  const places = groupBy(inventory.occurrences, ({ subject }) => subject);
  const findings = groupBy(report.findings, ({ subject }) => subject);
  return inventory.subjects.flatMap((subject) => {
    const about = { subject, verdict: verdicts.get(subject.id), places: places.get(subject.id) ?? [] };
    return packageLines({ ...about, findings: findings.get(subject.id) ?? [] }, options, style);
  });
}
