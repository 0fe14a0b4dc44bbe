/** What became of a bill of materials' claims, for people. Everything in it may be foreign text. */

import { escapeTerminal } from '@assay/report';
import type { BomDifference, VerifiedSbom } from '@assay/verifier';

const fewest = 30;

/** A line for the answer, one for each difference, and what to do. */
export function recheckText(
  { exitCode, differences, signatures, replayed }: VerifiedSbom,
  { file, verbose }: { readonly file: string; readonly verbose: boolean },
): string {
  const { at, depth } = replayed.report;
  const shown = verbose ? differences : differences.slice(0, fewest);
  const left = differences.length - shown.length;
  const badSignatures = signatures.filter(({ outcome }) => outcome !== 'proven');
  const lines = [
    `${answers[exitCode]} ${escapeTerminal(file)}: ${told(exitCode, differences, badSignatures.length)}`,
    ...badSignatures.map(
      (one) => `  ${one.code} ${escapeTerminal(one.file)}: ${one.text} ${escapeTerminal(one.detail)}`,
    ),
    ...shown.flatMap(differenceLines),
    ...(left === 0 ? [] : [`  … and ${String(left)} more; --verbose lists all.`]),
    `recorded ${at}, depth ${depth}, ${String(replayed.inventory.subjects.length)} packages`,
  ];
  return `${lines.join('\n')}\n`;
}

const answers = { 0: 'PASS', 1: 'FAIL', 3: 'UNVERIFIED' } as const;

function told(exitCode: 0 | 1 | 3, differences: readonly BomDifference[], bad: number): string {
  if (bad > 0) return 'the signature does not hold, so nothing else was looked at.';
  if (exitCode === 0) return 'the evidence shows everything that it says.';
  const wrong = differences.filter(({ outcome }) => outcome === 'false').length;
  if (exitCode === 1) return `the evidence shows otherwise in ${places(wrong)}.`;
  return `nothing is false, but the evidence does not show ${places(differences.length)}.`;
}

function places(count: number): string {
  return count === 1 ? '1 place' : `${String(count)} places`;
}

function differenceLines({ code, outcome, where, says, shows }: BomDifference): readonly string[] {
  const kind = outcome === 'false' ? 'false' : 'not shown';
  return [
    `  ${kind.padEnd(9)} ${code} ${escapeTerminal(where)}`,
    ...(says === undefined ? [] : [`      says   ${escapeTerminal(says)}`]),
    ...(shows === undefined ? [] : [`      shows  ${escapeTerminal(shows)}`]),
  ];
}
