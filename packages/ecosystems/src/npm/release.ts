import { asMap, asText, parseJson, type DocMap, type Document } from '@assay/documents';
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
import { isSet } from './locked-pins.js';
import { baseOf } from './package-name.js';
import { normaliseVersion } from './package-version.js';

const maxBytes = 64 * 1024 * 1024;

/** Keys that decide what a release is; said twice with two values, clients disagree about it. */
const deciding: ReadonlySet<string> = new Set(['name', 'version', 'dist', 'integrity', 'shasum', 'tarball']);

/**
 * Reads a registry's answer: the manifest of one version, or (from registries that ignore the version in the path) the whole
 * package document, of which the version's manifest is taken. Another name or version is still a release: a check compares.
 */
export function readRelease(subject: Subject, evidence: FoundEvidence): Release | Unreadable {
  if (evidence.body === undefined) return { problem: 'no-body', detail: 'The answer has no body.' };
  const result = parseJson(evidence.body, { maxBytes, duplicateKeys: 'report', bom: 'accept' });
  if (!result.ok) return { problem: 'not-json', detail: withLine(result.problem) };
  const root = asMap(result.document.value);
  if (root === undefined) return { problem: 'not-an-object', detail: 'The answer is not a JSON object.' };
  const ambiguous = ambiguity(result.document);
  if (ambiguous !== null) return ambiguous;
  if (isOfAnother(root, subject.name)) {
    return { problem: 'other-name', detail: "The registry's answer is the document of a package of another name." };
  }
  const manifest = manifestIn(root, subject.version);
  if (manifest === undefined) {
    return { problem: 'version-missing', detail: `The registry's answer has no version ${subject.version}.` };
  }
  return distil(manifest);
}

function withLine(problem: { readonly detail: string; readonly line?: number }): string {
  return problem.line === undefined ? problem.detail : `Line ${problem.line}: ${problem.detail}`;
}

function ambiguity(document: Document): Unreadable | null {
  const found = document.duplicates.find((duplicate) => deciding.has(duplicate.key) && !duplicate.sameValue);
  if (found === undefined) return null;
  return { problem: 'ambiguous', detail: `Line ${found.line}: ${found.key} stands twice with different values.` };
}

/** True for a whole package document that says it is another package's, whatever the versions in it say. */
function isOfAnother(root: DocMap, name: string): boolean {
  const isWhole = asMap(root.get('versions')) !== undefined && !root.has('version');
  return isWhole && root.has('name') && asText(root.get('name')) !== name;
}

function manifestIn(root: DocMap, version: string): DocMap | undefined {
  const versions = asMap(root.get('versions'));
  return versions === undefined || root.has('version')
    ? root
    : asMap(versions.get(normaliseVersion(version) ?? version));
}

function distil(manifest: DocMap): Release | Unreadable {
  const name = asText(manifest.get('name'));
  const version = asText(manifest.get('version'));
  if (name === undefined || version === undefined) {
    return { problem: 'incomplete', detail: 'The manifest does not state name and version.' };
  }
  return { name, version, files: [fileOf(manifest, name, version)] };
}

function fileOf(manifest: DocMap, name: string, version: string): ReleaseFile {
  const dist = asMap(manifest.get('dist'));
  const url = asText(dist?.get('tarball'));
  const { digests, malformedDigests } = digestsOf(dist);
  return {
    name: `${baseOf(name)}-${version}.tgz`,
    ...(url === undefined ? {} : { url }),
    digests,
    malformedDigests,
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
