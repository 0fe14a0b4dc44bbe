import { asMap, asText, type DocMap, type DuplicateKey } from '@assay/documents';
import {
  digestFromHex,
  parseSri,
  type Digest,
  type FoundEvidence,
  type Release,
  type ReleaseFile,
  type Subject,
  type Unreadable,
} from '@assay/model';
import { readAnswer } from './answered-document.js';
import { statedInstallOf } from './install-scripts/stated-install.js';
import { isWithdrawnWhole, missingVersion } from './missing-version.js';
import { isSet } from './locked-pins.js';
import { baseOf } from './package-name.js';
import { normaliseVersion } from './package-version.js';
import { isPublishTime } from '../publish-time.js';
import { signaturesOf } from './registry-signatures.js';
import { statedPlatforms } from './stated-platforms.js';

/** Keys that decide what a release is; said twice with two values, clients disagree about it. */
const deciding: ReadonlySet<string> = new Set([
  'name',
  'version',
  'versions',
  'time',
  'dist',
  'integrity',
  'shasum',
  'tarball',
  'signatures',
  'keyid',
  'sig',
  'attestations',
  'deprecated',
  'hasInstallScript',
  'scripts',
  'preinstall',
  'install',
  'postinstall',
  'os',
  'cpu',
  'libc',
]);

/** The last reading of each answer: it is asked for again while needs are worked out, and again for the checks. */
const known = new WeakMap<FoundEvidence, { readonly subject: Subject; readonly read: Release | Unreadable }>();

/**
 * Reads a registry's answer: the manifest of one version, or (from registries that ignore the version in the path) the whole
 * package document, of which the version's manifest is taken. Another name or version is still a release: a check compares.
 */
export function readRelease(subject: Subject, evidence: FoundEvidence): Release | Unreadable {
  const last = known.get(evidence);
  if (last?.subject === subject) return last.read;
  const read = readAnew(subject, evidence);
  known.set(evidence, { subject, read });
  return read;
}

function readAnew(subject: Subject, evidence: FoundEvidence): Release | Unreadable {
  const answer = readAnswer(evidence, 'report');
  if ('problem' in answer) return answer;
  const { root } = answer;
  const version = normaliseVersion(subject.version) ?? subject.version;
  const ambiguous = ambiguity(answer.duplicates, version);
  if (ambiguous !== null) return ambiguous;
  if (isOfAnother(root, subject.name)) {
    return { problem: 'other-name', detail: "The registry's answer is the document of a package of another name." };
  }
  const manifest = isWithdrawnWhole(root) ? undefined : manifestIn(root, version);
  if (manifest === undefined) return missingVersion(root, version);
  return distil(manifest, publishTimeIn(root, version));
}

/**
 * A version's manifest as the registry states it, which clients install commands and dependencies by; Unreadable where a key in the answer
 * stands twice with two values, or where clients that expect the whole document would see another manifest than those that do not.
 */
export function statedManifest(subject: Subject, evidence: FoundEvidence): DocMap | Unreadable {
  const answer = readAnswer(evidence, 'report');
  if ('problem' in answer) return answer;
  const twice = answer.duplicates.find(({ sameValue }) => !sameValue);
  if (twice !== undefined) {
    return { problem: 'ambiguous', detail: `Line ${twice.line}: a key stands twice with different values.` };
  }
  if (answer.root.has('versions') && answer.root.has('version')) {
    const detail = 'The answer is the document of a package and of one version at once.';
    return { problem: 'ambiguous', detail };
  }
  const version = normaliseVersion(subject.version) ?? subject.version;
  const detail = `The registry's answer has no version ${subject.version}.`;
  return manifestIn(answer.root, version) ?? { problem: 'version-missing', detail };
}

function ambiguity(duplicates: readonly DuplicateKey[], version: string): Unreadable | null {
  const found = duplicates.find(({ key, sameValue }) => !sameValue && (deciding.has(key) || key === version));
  if (found === undefined) return null;
  return { problem: 'ambiguous', detail: `Line ${found.line}: ${found.key} stands twice with different values.` };
}

/** True for a whole package document that says it is another package's, whatever the versions in it say. */
function isOfAnother(root: DocMap, name: string): boolean {
  return isWhole(root) && root.has('name') && asText(root.get('name')) !== name;
}

/** True for a whole package document; false for a version's manifest, whose every member its publisher may have written. */
function isWhole(root: DocMap): boolean {
  return asMap(root.get('versions')) !== undefined && !root.has('version');
}

function manifestIn(root: DocMap, version: string): DocMap | undefined {
  return isWhole(root) ? asMap(asMap(root.get('versions'))?.get(version)) : root;
}

/** When the version was published, which only the whole package document says. */
function publishTimeIn(root: DocMap, version: string): string | undefined {
  const text = isWhole(root) ? asText(asMap(root.get('time'))?.get(version)) : undefined;
  return text !== undefined && isPublishTime(text) ? text : undefined;
}

function distil(manifest: DocMap, publishedAt: string | undefined): Release | Unreadable {
  const name = asText(manifest.get('name'));
  const version = asText(manifest.get('version'));
  if (name === undefined || version === undefined) {
    return { problem: 'incomplete', detail: 'The manifest does not state name and version.' };
  }
  const file = { ...fileOf(asMap(manifest.get('dist'))), name: `${baseOf(name)}-${version}.tgz` };
  return {
    name,
    version,
    files: [publishedAt === undefined ? file : { ...file, publishedAt }],
    ...statedInstallOf(manifest),
    ...deprecationOf(manifest),
    ...statedPlatforms(manifest),
  };
}

/** Clients take whatever is not nothing for a deprecation; registries take one back by an empty text. */
function deprecationOf(manifest: DocMap): Pick<Release, 'deprecated'> {
  const stated = manifest.get('deprecated');
  if (!isSet(stated) || stated === false || stated === '') return {};
  return { deprecated: asText(stated) ?? '' };
}

function fileOf(dist: DocMap | undefined): Omit<ReleaseFile, 'name'> {
  const url = asText(dist?.get('tarball'));
  const signatures = signaturesOf(dist);
  return {
    ...(url === undefined ? {} : { url }),
    ...digestsOf(dist),
    ...(signatures === undefined ? {} : { signatures }),
    // By the protocol, the registry says there are attestations by stating where; a `dist` that does not, says there are none.
    ...(dist === undefined ? {} : { attested: isSet(dist.get('attestations')) }),
  };
}

/** All of `dist.integrity`, and `dist.shasum`, which is the SHA-1 in hex. */
function digestsOf(dist: DocMap | undefined): Pick<ReleaseFile, 'digests' | 'malformedDigests'> {
  const digests: Digest[] = [];
  const malformedDigests: string[] = [];
  const integrity = dist?.get('integrity');
  for (const part of parseSri(asText(integrity) ?? '')) {
    if ('digest' in part) digests.push(part.digest);
    else malformedDigests.push(part.malformed);
  }
  if (isSet(integrity) && asText(integrity) === undefined) malformedDigests.push('an integrity that is no text');
  const shasum = dist?.get('shasum');
  if (isSet(shasum)) {
    const digest = digestFromHex('sha1', asText(shasum) ?? '');
    if (digest === null) malformedDigests.push(asText(shasum) ?? 'a shasum that is no text');
    else if (!digests.some((other) => other.alg === 'sha1' && other.value === digest.value)) digests.push(digest);
  }
  return { digests, malformedDigests };
}
