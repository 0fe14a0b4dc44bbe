import type { FoundEvidence, Unreadable } from '@assay/model';
import { readCompactIndex } from './compact-index.js';
import { maxListedFiles, type ListedGem } from './listed-gem.js';
import { readVersionsJson } from './versions-json.js';

/** The files of one version in a registry's answer, whichever of the two lists it is; each platform once. */
export function listGems(evidence: FoundEvidence, version: string): readonly ListedGem[] | Unreadable {
  const { body } = evidence;
  const text = body === undefined ? null : decode(body);
  if (body === undefined || text === null) return unreadable('release-encoding', 'The answer is not UTF-8 text.');
  const first = text.trimStart().charAt(0);
  if (first === '') return unreadable('release-empty', 'The answer is empty.');
  if (first === '<') return unreadable('release-html', 'The answer is an HTML or XML page, not a list of versions.');
  const listed = first === '[' || first === '{' ? readVersionsJson(body, version) : readCompactIndex(text, version);
  return 'problem' in listed ? listed : eachOnce(listed);
}

/** One platform listed twice with one digest is one file; with several it is two answers to one question. */
function eachOnce(listed: readonly ListedGem[]): readonly ListedGem[] | Unreadable {
  const byPlatform = new Map<string | undefined, ListedGem>();
  for (const gem of listed) {
    const stated = new Set([...(byPlatform.get(gem.platform)?.checksums ?? []), ...gem.checksums].map(lowerCase));
    if (stated.size > 1) {
      const what = gem.platform === undefined ? 'this version' : 'one platform of this version';
      return unreadable('release-ambiguous', `The registry states several digests for ${what}.`);
    }
    byPlatform.set(gem.platform, { ...withOneTime(byPlatform.get(gem.platform), gem), checksums: [...stated] });
  }
  if (byPlatform.size <= maxListedFiles) return [...byPlatform.values()];
  return unreadable('release-too-large', `The registry lists more than ${maxListedFiles} files for this version.`);
}

/** A file that is listed twice has no publish time, unless both say the same. */
function withOneTime(known: ListedGem | undefined, gem: ListedGem): ListedGem {
  if (known === undefined || known.publishedAt === gem.publishedAt) return gem;
  const { publishedAt: _publishedAt, ...rest } = gem;
  return rest;
}

/** Hex is the same in either case; base64, which is not, has 44 characters. */
function lowerCase(checksum: string): string {
  return checksum.length === 64 ? checksum.toLowerCase() : checksum;
}

function decode(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return null;
  }
}

function unreadable(problem: string, detail: string): Unreadable {
  return { problem, detail };
}
