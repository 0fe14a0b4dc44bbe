/** The source a build says it started from, among everything it lists. */

import { DocMap, type DocValue } from '@assay/documents';
import type { ProvenanceDependency } from './provenance.js';
import type { Reading } from './reading.js';
import { parseSourceUri, type SourceUri } from './source-uri.js';

/**
 * Names under which a digest set states a commit. `sha256` too: for SHA-256 repositories, and because GitLab's runners write SHA-1
 * commit ids there.
 */
const commitKeys = ['gitCommit', 'sha1', 'sha256'];

/** A list entry of a predicate: SLSA's ResourceDescriptor or v0.2's material. */
interface Listed {
  readonly at: string;
  readonly uri: string;
  readonly digests: ReadonlyMap<string, string>;
  readonly source: SourceUri | null;
}

/** Where and how a predicate lists what went in. */
export interface SourceList {
  readonly list: DocValue | undefined;
  readonly at: string;
  /** True where the build type lists its source first. */
  readonly firstIsSource: boolean;
}

/**
 * Notes repository, ref and commit of the source, and returns the other entries. The first repository in the list is the source
 * where the build type says so, or where nothing else has stated one; every further entry of the source's repository must agree
 * with it. Entries of other repositories are dependencies.
 */
export function readSources(
  reading: Reading,
  { list, at, firstIsSource }: SourceList,
): readonly ProvenanceDependency[] {
  const listed = readList(reading, list, at);
  const first = listed.find(({ source }) => source !== null);
  if (first !== undefined && (firstIsSource || !reading.stated.has('repository'))) stateSource(reading, first);
  const repository = reading.stated.get('repository')?.value;
  for (const entry of listed) if (entry.source?.repository === repository) stateSource(reading, entry);
  return listed
    .filter(({ source }) => source === null || source.repository !== repository)
    .map(({ uri, digests }) => ({ uri, digests }));
}

/** Notes what one place says of the source: a uri with or without a ref, and a digest set. */
export function readSource(
  reading: Reading,
  { uri, digest, at }: { uri: DocValue | undefined; digest: DocValue | undefined; at: string },
): void {
  const text = reading.text(uri, `${at}.uri`);
  if (text === null) return;
  const source = parseSourceUri(text);
  if (source === null) reading.fail('provenance-malformed', `${at}.uri is no repository.`);
  else stateSource(reading, { at, uri: text, source, digests: readDigests(reading, digest, `${at}.digest`) });
}

function stateSource(reading: Reading, { at, source, digests }: Listed): void {
  if (source === null) return;
  reading.state('repository', source.repository, `${at}.uri`);
  if (source.ref !== undefined) reading.state('ref', source.ref, `${at}.uri`);
  for (const key of commitKeys) {
    const commit = digests.get(key);
    if (commit !== undefined) reading.state('commit', commit, `${at}.digest.${key}`);
  }
}

function readList(reading: Reading, list: DocValue | undefined, at: string): readonly Listed[] {
  if (list === undefined || list === null) return [];
  if (!isList(list)) {
    reading.fail('provenance-malformed', `${at} is no list.`);
    return [];
  }
  return list.flatMap((entry, index) => readEntry(reading, entry, `${at}[${index}]`));
}

function readEntry(reading: Reading, entry: DocValue, at: string): readonly Listed[] {
  if (!(entry instanceof DocMap)) {
    reading.fail('provenance-malformed', `${at} is no mapping.`);
    return [];
  }
  const uri = reading.text(entry.get('uri'), `${at}.uri`) ?? '';
  return [{ at, uri, digests: readDigests(reading, entry.get('digest'), `${at}.digest`), source: parseSourceUri(uri) }];
}

function readDigests(reading: Reading, digest: DocValue | undefined, at: string): ReadonlyMap<string, string> {
  const digests = new Map<string, string>();
  if (digest === undefined || digest === null) return digests;
  if (!(digest instanceof DocMap)) {
    reading.fail('provenance-malformed', `${at} is no mapping.`);
    return digests;
  }
  for (const [key, value] of digest.entries()) {
    const text = reading.text(value, `${at}.${key}`);
    if (text !== null) digests.set(key, text);
  }
  return digests;
}

function isList(value: DocValue): value is readonly DocValue[] {
  return Array.isArray(value);
}
