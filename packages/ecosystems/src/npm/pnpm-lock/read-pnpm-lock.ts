import { asMap, asText, parseYaml, type DocMap } from '@assay/documents';
import type { LockfileInput } from '@assay/model';
import { pnpmFormat, type PnpmFormat } from './pnpm-format.js';
import { refused, unreadable, unsupported } from '../lockfile-error.js';
import { findMarkers } from './document-markers.js';

/** A YAML document of a pnpm lockfile. */
export interface PnpmDocument {
  readonly document: DocMap;
  readonly format: PnpmFormat;
}

/** The documents of a pnpm lockfile, the one pnpm installs a project from last. */
export interface PnpmLockDocuments {
  readonly version: string;
  readonly documents: readonly PnpmDocument[];
}

/** Room for far more than 100,000 packages. */
const maxBytes = 256 * 1024 * 1024;

const regenerate = 'Write it anew with pnpm 9 or later: pnpm install --lockfile-only';

/**
 * Reads the outer structure: one document, or two, the first of which locks pnpm itself and its configuration packages.
 * Throws AssayError `ERR_LOCKFILE` or `ERR_LOCKFILE_UNSUPPORTED`.
 */
export function readPnpmLock(input: LockfileInput): PnpmLockDocuments {
  const result = parseYaml(input.bytes, { maxBytes, scalars: 'text' });
  if (!result.ok) throw refused(input, result.problem);
  const documents = result.documents.map((document) => {
    const map = asMap(document.value);
    if (map === undefined) throw unreadable(input, 'A document of the lockfile is not a mapping.', { line: 1 });
    return map;
  });
  const versions = documents.map((document) => readVersion(input, document));
  const version = versions.at(-1)?.version;
  if (version === undefined) throw unreadable(input, 'The lockfile is empty.', { line: 1, hint: regenerate });
  for (const { document, format } of versions) checkSections(input, document, format);
  checkMarkers(input, documents);
  if (documents.length > 1) checkAllCurrent(input, versions);
  return { version, documents: versions };
}

function readVersion(input: LockfileInput, document: DocMap): PnpmDocument & { readonly version: string } {
  const version = asText(document.get('lockfileVersion'));
  const line = document.lineOf('lockfileVersion');
  if (version === undefined)
    throw unreadable(input, 'The lockfile has no lockfileVersion.', { line, hint: regenerate });
  const format = pnpmFormat(version);
  if (format !== null) return { version, document, format };
  const message = `lockfileVersion ${version.slice(0, 40)} is not read; 5.1 to 5.4, 6.0, 6.1 and 9.0 are.`;
  throw unsupported(input, message, { line, hint: regenerate });
}

const sections: readonly string[] = ['importers', 'packages', 'snapshots'];

/** Stand at the top of a lockfile of one project up to lockfileVersion 6. */
const oldSections: readonly string[] = ['specifiers', 'dependencies', 'devDependencies', 'optionalDependencies'];

/** A section that is there and no mapping would drop what it was meant to lock. */
function checkSections(input: LockfileInput, document: DocMap, format: PnpmFormat): void {
  const isOld = format.section === 'packages';
  if (isOld && document.has('snapshots')) {
    const message = 'The lockfile has snapshots, so pnpm from 9 on reads it as another version than it says.';
    throw unreadable(input, message, { line: document.lineOf('snapshots'), hint: regenerate });
  }
  for (const name of isOld ? [...sections, ...oldSections] : sections) {
    const value = document.get(name);
    if (value === undefined || value === null || asMap(value) !== undefined) continue;
    throw unreadable(input, `${name} is not a mapping.`, { line: document.lineOf(name), hint: regenerate });
  }
}

/**
 * pnpm splits the file at lines that are exactly `---`, before it parses any YAML. Where YAML sees other documents than pnpm
 * does, the two would install different things, so such a file is refused.
 */
function checkMarkers(input: LockfileInput, documents: readonly DocMap[]): void {
  const markers = findMarkers(input.bytes);
  const [first] = documents;
  const plain = markers.lines.length === 0 && documents.length === 1;
  const two = markers.lines.length === 2 && markers.lines[0] === 1 && documents.length === 2;
  const environmentOnly = markers.lines.length === 1 && markers.lines[0] === 1 && isEnvironment(first);
  if (markers.exact && (plain || two || environmentOnly)) return;
  const line = markers.lines.at(-1) ?? 1;
  throw unreadable(input, 'The file is not divided into documents as pnpm divides it.', { line, hint: regenerate });
}

/** pnpm up to 8 reads one document, and those that read two write version 9 in both. */
function checkAllCurrent(input: LockfileInput, documents: readonly PnpmDocument[]): void {
  const old = documents.find(({ format }) => format.section === 'packages');
  if (old === undefined) return;
  const message = 'A lockfile of an old version cannot have two documents.';
  throw unreadable(input, message, { line: old.document.lineOf('lockfileVersion'), hint: regenerate });
}

/** A document that locks pnpm and its configuration packages. */
function isEnvironment(document: DocMap | undefined): boolean {
  const root = asMap(asMap(document?.get('importers'))?.get('.'));
  return root?.has('configDependencies') === true || root?.has('packageManagerDependencies') === true;
}
