/** The summary for people. */

import { collectReasons, type Reason } from '../reasons.js';
import type { RenderInput } from '../render-input.js';
import { aboutLines, notLookedAtLines, warningLines } from './about-section.js';
import { headline } from './headline.js';
import { wrap } from './layout.js';
import type { TerminalOptions } from './options.js';
import { packageName, reasonLines } from './reasons-section.js';
import { createStyle, type Style } from './style.js';
import { totalsLines } from './totals-section.js';

/** Renders the summary; ends with a line break. Foreign text is escaped and never starts a line. */
export function renderTerminal(input: RenderInput, options: TerminalOptions): string {
  const style = createStyle(options.color);
  const { report } = input;
  const reasons = collectReasons(input).filter((reason) => isShown(reason, options));
  const blocks: (readonly string[])[] = [[headline(report, style), ...claim(input, options)]];
  blocks.push(...reasons.map((reason) => reasonLines(reason, options, style)));
  if (options.detail !== 'quiet') blocks.push(...smallPrint(input, options, style));
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** Waived findings and warnings are not for a quiet summary. */
function isShown(reason: Reason, { detail }: TerminalOptions): boolean {
  return detail !== 'quiet' || reason.decision === 'fail' || reason.decision === 'unverified';
}

const claims: Readonly<Record<string, string>> = {
  'pin-strength': 'pinned by strong digests',
  source: 'locked from allowed registries',
  'registry-digest': 'described by their registries exactly as pinned',
  'artifact-digest': 'served byte for byte as pinned',
  'archive-safety': 'safe to unpack',
  'manifest-match': 'the package and version they claim to be',
};

/** In plain words, what a passing run has proven about every package; only checks that ran and left no doubt count. */
function claim({ report }: RenderInput, { width }: TerminalOptions): readonly string[] {
  if (report.decision === 'fail' || report.decision === 'unverified') return [];
  const clean = report.totals.checks.filter(
    ({ outcomes, ignored }) =>
      ignored === 0 && outcomes.proven > 0 && outcomes.refuted + outcomes.absent + outcomes.unknown === 0,
  );
  const texts = clean.map(({ check }) => claims[check]).filter((text) => text !== undefined);
  return texts.length === 0 ? [] : wrap(`All of them are ${texts.join('; ')}.`, width, '      ');
}

function smallPrint(input: RenderInput, options: TerminalOptions, style: Style): readonly (readonly string[])[] {
  const { report } = input;
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [[style.bold(title), ...lines]];
  return [
    ...(options.detail === 'verbose' ? section('Every package', everyPackage(input)) : []),
    ...section('Policy warnings', warningLines(report, options)),
    ...section('Counted', totalsLines(report, style)),
    ...section('Not looked at', notLookedAtLines(report, options)),
    aboutLines(report, options, style),
  ];
}

function everyPackage({ report, inventory }: RenderInput): readonly string[] {
  const decisions = new Map(report.verdicts.map((verdict) => [verdict.subject, verdict.decision]));
  return inventory.subjects.map(
    ({ id, name, version }) => `  ${(decisions.get(id) ?? 'unverified').padEnd(10)}  ${packageName(name, version)}`,
  );
}
