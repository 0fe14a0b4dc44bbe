/** In plain words, what a run has proven about how many packages. */

import type { Finding } from '@assay/model';
import type { RenderInput } from '../render-input.js';
import { count, formatCount } from './counts.js';
import { escapeTerminal } from './escape-terminal.js';
import { wrap } from './wrap.js';

/** What a package is when its findings have this code. */
const claims: ReadonlyMap<string, string> = new Map([
  ['pin-strong', 'pinned by strong digests'],
  ['pin-git-commit', 'pinned to full git commits'],
  ['source-allowed', 'locked from allowed registries'],
  ['registry-digest-match', 'stated by their registries exactly as pinned'],
  ['artifact-digest-match', 'byte for byte what is pinned'],
  ['archive-safe', 'safe to unpack'],
  ['archive-odd', 'safe to unpack'],
  ['manifest-match', 'the packages and versions they claim to be'],
]);

/**
 * One sentence for each number of packages. A package counts for a claim when all findings of that check about it, one for each
 * file, are proven and say so.
 */
export function claimLines({ report, codeInfo }: RenderInput, width: number): readonly string[] {
  const { subjects, checks } = report.totals;
  const counts = countClaims(report.findings, (check, code) => claims.get(code) ?? codeInfo(check, code)?.text ?? code);
  const byNumber = new Map<number, string[]>();
  for (const { check } of checks) {
    for (const [claim, n] of counts.get(check) ?? []) byNumber.set(n, [...(byNumber.get(n) ?? []), claim]);
  }
  const sentences = [...byNumber].sort(([a], [b]) => b - a).map(([n, texts]) => sentence(n, subjects, texts));
  return sentences.flatMap((text) => wrap(text, width, '      '));
}

function sentence(n: number, subjects: number, texts: readonly string[]): string {
  const all = n === 1 ? 'It is' : `All ${formatCount(n)} are`;
  const who = n === subjects ? all : `${formatCount(n)} of ${count(subjects, 'package')} ${n === 1 ? 'is' : 'are'}`;
  return `${who}: ${texts.map((text) => escapeTerminal(text)).join('; ')}.`;
}

type Claim = (check: string, code: string) => string;

/** By check, how many packages each claim holds for. */
function countClaims(findings: readonly Finding[], claimOf: Claim): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const held = new Map<string, Map<string, string | null>>();
  for (const { check, subject, code, outcome } of findings) {
    const ofCheck = held.get(check) ?? new Map<string, string | null>();
    held.set(check, ofCheck);
    const claim = outcome === 'proven' ? claimOf(check, code) : null;
    const known = ofCheck.get(subject);
    ofCheck.set(subject, known === undefined || known === claim ? claim : null);
  }
  return new Map([...held].map(([check, ofCheck]) => [check, tally(ofCheck.values())]));
}

function tally(values: Iterable<string | null>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
