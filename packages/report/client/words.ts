/** How decisions and outcomes are called; as in the rest of the report. */

import type { Decision, Outcome, PackageFinding, Packages } from './packages.js';

export const decisionMarks: Readonly<Record<Decision, string>> = {
  fail: '✗',
  unverified: '?',
  warn: '!',
  waived: '~',
  pass: '✓',
};

export const decisionNames: Readonly<Record<Decision, string>> = {
  fail: 'failed',
  unverified: 'unverified',
  warn: 'warning',
  waived: 'waived',
  pass: 'passed',
};

export const outcomeMarks: Readonly<Record<Outcome, string>> = {
  proven: '✓',
  refuted: '✗',
  absent: '∅',
  unknown: '?',
  'not-applicable': '–',
};

/** Why a package has its verdict, in one line. */
export function whyText(packages: Packages, row: number): string {
  const findings = packages.findings(row);
  const decisive = findings.filter((finding) => finding.decisive);
  if (decisive.length > 0) return listCodes(decisive);
  if (packages.decision(row) !== 'pass') return packages.waivers(row).length > 0 ? 'waived' : 'a check gave no answer';
  return summary(findings);
}

function listCodes(findings: readonly PackageFinding[]): string {
  return [...new Set(findings.map(({ check, code }) => `${check}: ${code}`))].join(', ');
}

function summary(findings: readonly PackageFinding[]): string {
  const checks = (outcome: Outcome) =>
    new Set(findings.filter((finding) => finding.outcome === outcome).map(({ check }) => check)).size;
  const proven = checks('proven');
  return proven === 0 ? 'nothing to verify' : `${String(proven)} check${proven === 1 ? '' : 's'} proven`;
}

/** `prod, dev` */
export function scopeText(packages: Packages, row: number): string {
  return [...new Set(packages.places(row).map(({ scope }) => scope))].join(', ');
}

/** The first place, and how many more. */
export function placeText(packages: Packages, row: number): string {
  const [first, ...others] = packages.places(row);
  if (first === undefined) return '';
  return `${first.lockfile}:${String(first.line)}${others.length === 0 ? '' : ` +${String(others.length)}`}`;
}

/** A name that holds anything but printable ASCII may look like another. */
export function isLookalike(text: string): boolean {
  return !/^[\x20-\x7e]*$/.test(text) || text.includes('\\u{');
}
