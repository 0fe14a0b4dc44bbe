/**
 * Archives in npm's cache (cacache): `content-v2/<algorithm>/ab/cd/…` by the digest of the content, and `index-v5/ab/cd/…`, by the SHA-256
 * of what was asked, which says what digest the answer had.
 */

import { hash } from 'node:crypto';
import { join } from 'node:path';
import { digestAlgorithms, formatDigest, parseSri, type Digest, type LocalCopyRead } from '@assay/model';
import { readRegularFile } from '../client-config/read-regular-file.js';
import type { CopyQuestion } from './copy-question.js';
import { membersOf, parseHint, textIn } from './json-object.js';
import type { InstalledEntry } from './package-lock-entries.js';
import { Pace } from './pace.js';
import { readArchiveCopy, unreadCopy } from './read-copy.js';

/** What says which archives to look for. */
export interface NpmCacheHints {
  /** Base URL of the registry that the package comes from. */
  readonly registry: string | undefined;
  /** What npm installed of the package. */
  readonly installed: readonly InstalledEntry[];
}

const where = 'npm’s cache';

/** Every archive that the cache holds for the package's URLs, or under a digest that the request pins or npm installed. */
export async function npmCachedArchives(
  question: CopyQuestion,
  cache: string,
  hints: NpmCacheHints,
): Promise<readonly LocalCopyRead[]> {
  const base = join(cache, '_cacache');
  const wanted = new Map(question.request.pins.map((pin) => [formatDigest(pin), pin]));
  const installed = hints.installed.slice(0, mostIntegrities);
  for (const { integrity } of installed) addDigests(wanted, integrity);
  const unread: (LocalCopyRead | null)[] = [];
  if (installed.length < hints.installed.length) {
    const tooMany = { code: 'tree-limit-entries', path: base } as const;
    unread.push(unreadCopy(question, { kind: 'archive', where }, tooMany));
  }
  for (const url of urlsOf(question, { ...hints, installed })) {
    const bucket = await readBucket(base, url);
    if (bucket.problem !== undefined) unread.push(unreadCopy(question, { kind: 'archive', where }, bucket.problem));
    for (const integrity of bucket.integrities) addDigests(wanted, integrity);
  }
  const copies = [];
  const pace = new Pace();
  for (const digest of wanted.values()) {
    if (pace.isDue()) await pace.rest();
    const names = ['content-v2', digest.alg, digest.value.slice(0, 2), digest.value.slice(2, 4)];
    copies.push(await readArchiveCopy(question, { base, names, name: digest.value.slice(4), where }));
  }
  return [...copies, ...unread].filter((copy) => copy !== null);
}

/** cacache keeps content under the strongest digest it was given, and under that alone. */
function addDigests(wanted: Map<string, Digest>, integrity: string | null): void {
  const digests = parseSri(integrity ?? '').flatMap((part) => ('digest' in part ? [part.digest] : []));
  const strongest = Math.max(...digests.map(({ alg }) => digestAlgorithms.indexOf(alg)));
  for (const digest of digests) {
    if (digestAlgorithms.indexOf(digest.alg) === strongest) wanted.set(formatDigest(digest), digest);
  }
}

function urlsOf(
  { wanted: { name, version } }: CopyQuestion,
  { registry, installed }: NpmCacheHints,
): readonly string[] {
  const base = name.slice(name.indexOf('/') + 1);
  const usual = registry === undefined ? [] : [`${registry.replace(/\/?$/u, '/')}${name}/-/${base}-${version}.tgz`];
  const resolved = installed.flatMap((entry) => entry.resolved ?? []);
  return [...new Set([...usual, ...resolved])];
}

interface Bucket {
  readonly integrities: readonly string[];
  readonly problem?: { readonly code: 'tree-unreadable'; readonly path: string; readonly why: string };
}

const mostBytes = 16 * 1024 * 1024;
/** cacache adds a line for each answer, and begins anew where there are too many of them. */
const mostLines = 100_000;
const mostIntegrities = 1000;

/**
 * The digests of all answers to a question. A line begins with a checksum of itself, by SHA-1, and cacache passes over those where it
 * is wrong; here every line counts, so that none can be hidden behind another.
 */
async function readBucket(base: string, url: string): Promise<Bucket> {
  const key = `make-fetch-happen:request-cache:${url}`;
  const name = hash('sha256', key);
  const path = join(base, 'index-v5', name.slice(0, 2), name.slice(2, 4), name.slice(4));
  const content = await readRegularFile(path, mostBytes);
  if (content.kind === 'absent') return { integrities: [] };
  if (content.kind === 'refused')
    return { integrities: [], problem: { code: 'tree-unreadable', path, why: content.why } };
  const integrities = await integritiesIn(new TextDecoder().decode(content.bytes), key);
  if (integrities !== null) return { integrities };
  return { integrities: [], problem: { code: 'tree-unreadable', path, why: 'it holds more than is looked at' } };
}

/** Null where there are too many. */
async function integritiesIn(text: string, key: string): Promise<readonly string[] | null> {
  const lines = text.split('\n').filter((line) => line.includes('{'));
  const found = new Set<string>();
  const pace = new Pace();
  for (const line of lines.length > mostLines ? [] : lines) {
    const entry = membersOf(parseHint(line.slice(line.indexOf('\t') + 1)));
    const integrity = textIn(entry, 'key') === key ? textIn(entry, 'integrity') : null;
    if (integrity !== null) found.add(integrity);
    if (pace.isDue()) await pace.rest();
  }
  const count = [...found].reduce((sum, integrity) => sum + integrity.split(/\s+/u).length, 0);
  return lines.length > mostLines || count > mostIntegrities ? null : [...found];
}
