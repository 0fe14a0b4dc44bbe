import { asMap, asText, parseJson, type DocMap, type Document } from '@assay/documents';
import type { ArchiveListing, InstallRun, Manifest, Subject, SubjectFile, Unreadable } from '@assay/model';
import { bundledRunsOf } from './install-scripts/bundled-runs.js';
import { installRunsOf } from './install-scripts/install-runs.js';
import { compareClaims } from './manifest-claims/compare-claims.js';
import { normaliseVersion, sameVersion } from './package-version.js';
import { shown } from './shown.js';

const maxBytes = 10 * 1024 * 1024;

/**
 * Reads package.json from an archive's listing, as npm does when it installs: name trimmed, version normalised, each with a
 * note when that changed it. Where two clients could read two names or versions, there is no manifest but a problem. Also
 * refuses an archive that lacks the packages which the lockfile says it bundles: npm would fetch those unpinned; and one whose
 * commands or dependencies are not those that the lockfile claims.
 */
export function readManifest(subject: Subject, file: SubjectFile, listing: ArchiveListing): Manifest | Unreadable {
  const bytes = listing.members.get('package.json');
  if (bytes === undefined) return { problem: 'manifest-missing', detail: `${file.name} has no package.json.` };
  const result = parseJson(bytes, { maxBytes, duplicateKeys: 'report', bom: 'accept' });
  if (!result.ok) return { problem: 'manifest-unreadable', detail: `package.json: ${result.problem.detail}` };
  const root = asMap(result.document.value);
  if (root === undefined) return { problem: 'manifest-unreadable', detail: 'package.json is not a JSON object.' };
  const problem = ambiguity(result.document, root) ?? missingBundle(subject, listing);
  if (problem !== null) return problem;
  const manifest = distil(root, notesOf(bytes));
  if ('problem' in manifest || !isMeant(subject, manifest)) return manifest;
  const claimed = compareClaims(subject, root, listing);
  if (claimed !== null) return claimed;
  const own = installRunsOf({ document: result.document, root, bytes, entries: listing.entries });
  return { ...manifest, runs: together(own, bundledRunsOf(subject, listing)) };
}

function together(...parts: readonly NonNullable<Manifest['runs']>[]): NonNullable<Manifest['runs']> {
  const runs: InstallRun[] = [];
  for (const part of parts) {
    if ('problem' in part) return part;
    runs.push(...part);
  }
  return runs;
}

/** Of another package or version, that it is one says enough. A lockfile may state no version beside a URL. */
function isMeant(subject: Subject, { name, version }: Manifest): boolean {
  return name === subject.name && (subject.version === '' || sameVersion(version, subject.version));
}

/** Only the members of the outermost object name the package; what an author's own fields repeat is nobody's business. */
function ambiguity(document: Document, root: DocMap): Unreadable | null {
  for (const { key, line, sameValue } of document.duplicates) {
    if (sameValue || (key !== 'name' && key !== 'version') || root.lineOf(key) !== line) continue;
    return { problem: 'manifest-ambiguous', detail: `package.json, line ${line}: ${key} stands twice.` };
  }
  return null;
}

function notesOf(bytes: Uint8Array): readonly string[] {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return marked ? ['package.json starts with a byte order mark'] : [];
}

function distil(root: DocMap, notes: readonly string[]): Manifest | Unreadable {
  const name = asText(root.get('name'));
  const version = asText(root.get('version'));
  if (name === undefined || version === undefined) {
    const missing = name === undefined ? 'name' : 'version';
    return { problem: 'manifest-incomplete', detail: `package.json has no ${missing} that is text.` };
  }
  const normal = normaliseVersion(version);
  if (normal === null) {
    return { problem: 'manifest-incomplete', detail: `package.json has the version ${shown(version)}, which is none.` };
  }
  const named = name.trim();
  return {
    name: named,
    version: normal,
    notes: [
      ...notes,
      ...(named === name ? [] : ['the name in package.json has spaces around it']),
      ...(normal === version ? [] : [`the version in package.json is written ${shown(version)}`]),
    ],
  };
}

/** Paths in an npm archive begin with one root folder, whatever it is called; clients cut it off. */
function missingBundle(subject: Subject, listing: ArchiveListing): Unreadable | null {
  if (subject.bundles === undefined) return null;
  const files = new Set<string>();
  for (const entry of listing.entries) {
    if (entry.type === 'file') files.add(entry.path.slice(entry.path.indexOf('/') + 1));
  }
  const missing = subject.bundles.find((folder) => !files.has(`${folder}/package.json`));
  if (missing === undefined) return null;
  const detail = `The lockfile says the archive bundles ${shown(missing)}, which it does not hold.`;
  return { problem: 'bundle-missing', detail };
}
