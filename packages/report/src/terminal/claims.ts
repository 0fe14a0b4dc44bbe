/** In plain words, what a run has proven about how many packages. */

import type { Finding } from '@assay/model';
import type { RenderInput } from '../render-input.js';
import { count, formatCount } from './counts.js';
import { escapeTerminal } from './escape-terminal.js';
import { licenseClaims, publisherClaims } from './license-claims.js';
import { wrap } from './wrap.js';

/** What a package is when its findings of a check have this code. Each goes on after "All 3 are". */
const claims: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  [
    'pin-strength',
    new Map([
      ['pin-strong', 'pinned by strong digests'],
      ['pin-git-commit', 'pinned to full git commits'],
      ['pin-client-archive', 'pinned as Yarn packs them again'],
    ]),
  ],
  ['source', new Map([['source-allowed', 'locked from allowed registries']])],
  [
    'lock-drift',
    new Map([
      ['as-declared', 'asked for by the manifest, or needed by what it asks for'],
      ['pulled-in', 'asked for by the manifest, or needed by what it asks for'],
    ]),
  ],
  [
    'source-confusion',
    new Map([
      ['name-unknown-elsewhere', 'known to no other registry that was told their names'],
      ['same-bytes-elsewhere', 'the same bytes wherever else their names are known'],
    ]),
  ],
  ['registry-digest', new Map([['registry-digest-match', 'stated by their registries exactly as pinned']])],
  [
    'registry-signature',
    new Map([
      ['registry-signature-valid', 'signed by current keys of their registries'],
      ['time-unauthenticated', 'signed by ended keys of their registries, in time by the registries’ own word'],
    ]),
  ],
  ['provenance', new Map([['attestations-valid', 'attested, with every attestation verified']])],
  ['publisher', publisherClaims],
  ['artifact-digest', new Map([['artifact-digest-match', 'byte for byte what is pinned']])],
  [
    'vendored-archive',
    new Map([
      ['vendored-archive-pinned', 'in the checkout as the lockfile pins them'],
      ['vendored-archive-match', 'in the checkout file by file as their registries serve them'],
    ]),
  ],
  [
    'archive-safety',
    new Map([
      ['archive-safe', 'safe to unpack'],
      ['archive-odd', 'safe to unpack'],
    ]),
  ],
  ['manifest-match', new Map([['manifest-match', 'the packages and versions they claim to be']])],
  [
    'gem-signature',
    new Map([
      ['gem-signature-valid', 'signed whole by trusted certificates'],
      ['time-unauthenticated', 'signed whole by ended certificates, in time by the registries’ word'],
      ['gem-policy-accepts', 'gems that pass the RubyGems policy of the policy'],
    ]),
  ],
  [
    'install-scripts',
    new Map([
      ['no-install-scripts', 'installed without running code of theirs'],
      ['scripts-overstated', 'installed without running code of theirs'],
      ['install-scripts-allowed', 'allowed to run code when they are installed'],
    ]),
  ],
  [
    'release-age',
    new Map([
      ['age-attested', 'as old as the policy asks, by attestations of publishing'],
      ['age-unauthenticated', 'as old as the policy asks, by the registries’ word'],
    ]),
  ],
  ['yanked', new Map([['still-listed', 'still listed by their registries']])],
]);

/** What a proven code says about a package, as the end of a sentence; null for a code that nobody has put into words yet. */
export function claimOf(check: string, code: string): string | null {
  return (claims.get(check) ?? licenseClaims.get(check))?.get(code) ?? null;
}

/** Claims of many checks stand in one sentence. */
const longestSentence = 5000;

/**
 * One sentence for each number of packages. A package counts for a claim when all findings of that check about it, one for each
 * file, are proven and say so.
 */
export function claimLines(input: RenderInput, width: number): readonly string[] {
  return claimSentences(input).flatMap((text) => wrap(escapeTerminal(text, longestSentence), width, '      '));
}

/** The same as sentences, not escaped. */
export function claimSentences({ report }: RenderInput): readonly string[] {
  const { subjects, checks } = report.totals;
  const counts = countClaims(report.findings, (check, code) => claimOf(check, code) ?? `proven by ${check} (${code})`);
  const byNumber = new Map<number, string[]>();
  for (const { check } of checks) {
    for (const [claim, n] of counts.get(check) ?? []) byNumber.set(n, [...(byNumber.get(n) ?? []), claim]);
  }
  return [...byNumber].sort(([a], [b]) => b - a).map(([n, texts]) => sentence(n, subjects, texts));
}

function sentence(n: number, subjects: number, texts: readonly string[]): string {
  const all = n === 1 ? 'It is' : `All ${formatCount(n)} are`;
  const who = n === subjects ? all : `${formatCount(n)} of ${count(subjects, 'package')} ${n === 1 ? 'is' : 'are'}`;
  return `${who}: ${texts.join('; ')}.`;
}

/** Codes that say nothing about a package but where else to look. */
const elsewhere: ReadonlySet<string> = new Set(['license-phase-skipped', 'license-other-form']);

type Claim = (check: string, code: string) => string;

/** By check, how many packages each claim holds for. */
function countClaims(findings: readonly Finding[], claimOf: Claim): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const held = new Map<string, Map<string, string | null>>();
  for (const { check, subject, code, outcome } of findings) {
    if (elsewhere.has(code)) continue;
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
