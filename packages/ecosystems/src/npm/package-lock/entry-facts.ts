import type { DocMap } from '@assay/documents';
import { isSet, readPins } from '../locked-pins.js';
import { gitOf, isHttp, readSource, type LockedSource } from '../locked-source.js';
import { isOutside, outsideProblem } from '../project-path.js';
import { registryProblem } from '../registry-problem.js';
import { hasRegistryForm } from '../registry-url-form.js';
import { shown } from '../shown.js';
import { archiveFacts, plainFacts, tarball, unsupportedFacts, type PackageId } from '../subject-facts.js';
import type { SubjectFacts } from '../inventory-draft.js';
import { entryName, entryVersion, type LockEntry } from './lock-entry.js';

/** What the rest of the lockfile says about an entry. */
export interface EntryContext {
  /** Purl of the package in whose archive the entry lies. */
  readonly within?: string;
  /** Why the entry must not stand for this folder, or null. */
  readonly folderProblem: (path: string) => string | null;
  /** The same for an archive in the project. */
  readonly archiveProblem: (path: string) => string | null;
  /** What the entry says about the package's own manifest. */
  readonly claim: (name: string, meta: DocMap) => string;
  /** How those who depend on the entry ask for it, where that is neither range nor tag. */
  readonly specs: readonly string[];
}

/** What an entry locks, as npm would install it. Links have no facts of their own. */
export function entryFacts(entry: LockEntry, context: EntryContext): SubjectFacts {
  const id = { name: entryName(entry), version: entryVersion(entry) };
  if (entry.location.kind === 'hostile') return unsupportedFacts({ ...id, name: entry.key }, entry.location.why);
  if (!entry.isMapping) return unsupportedFacts(id, 'The entry is not a mapping.');
  if (entry.location.kind !== 'package') return folderFacts(entry, id);
  if (context.within !== undefined) return plainFacts(id, { kind: 'bundled', within: context.within });
  const facts = locatedFacts(entry, id, context);
  return facts.files.length === 0 ? facts : { ...facts, claims: [context.claim(id.name, entry.meta)] };
}

/** A folder that is a key of its own. Nothing is fetched into it, so nothing in it can have a pin. */
function folderFacts(entry: LockEntry, id: PackageId): SubjectFacts {
  const { key } = entry;
  if (isOutside(key)) return unsupportedFacts(id, outsideProblem(key));
  if (isSet(entry.meta.get('integrity'))) return unsupportedFacts(id, `The folder ${shown(key)} has an integrity.`);
  return plainFacts(id, { kind: 'directory', path: key });
}

function locatedFacts(entry: LockEntry, id: PackageId, context: EntryContext): SubjectFacts {
  const source = readSource(entry.meta.get('resolved'));
  switch (source.kind) {
    case 'none':
    case 'http':
      return fetchedFacts(entry, id, { source, specs: context.specs });
    case 'git':
      return plainFacts(id, gitOf(source));
    case 'archive': {
      const problem = context.archiveProblem(source.path);
      if (problem !== null) return unsupportedFacts(id, problem);
      const pins = readPins(entry.meta.get('integrity'));
      return archiveFacts(id, { kind: 'archive', path: source.path }, tarball(id, pins));
    }
    case 'directory': {
      const problem = context.folderProblem(source.path);
      if (problem !== null) return unsupportedFacts(id, problem);
      return plainFacts(id, { kind: 'directory', path: source.path });
    }
    case 'other':
      return unsupportedFacts(id, `The entry is locked as ${shown(source.text)}, which npm would look up anew.`);
  }
}

interface Fetched {
  readonly source: Extract<LockedSource, { kind: 'none' | 'http' }>;
  readonly specs: readonly string[];
}

/** From a registry, unless a dependent asked for a plain URL. */
function fetchedFacts(entry: LockEntry, id: PackageId, fetched: Fetched): SubjectFacts {
  const url = fetched.source.kind === 'http' ? fetched.source.url : undefined;
  const file = tarball(id, readPins(entry.meta.get('integrity')), url);
  if (url !== undefined && isPlainUrl(url, id, fetched.specs)) {
    return archiveFacts(id, { kind: 'url', url }, file);
  }
  const problem = registryProblem(id);
  return problem === null ? archiveFacts(id, { kind: 'registry' }, file) : unsupportedFacts(id, problem);
}

/** True for what a dependent asks for by URL, unless that is the URL under which a registry serves this very package. */
function isPlainUrl(url: string, id: PackageId, specs: readonly string[]): boolean {
  return specs.some(isHttp) && !hasRegistryForm(url, id);
}
