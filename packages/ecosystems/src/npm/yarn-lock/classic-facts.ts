import { asText } from '@assay/documents';
import { digestFromHex } from '@assay/model';
import type { SubjectFacts } from '../inventory-draft.js';
import { readPins, type LockedPins } from '../locked-pins.js';
import { writeClaim } from '../manifest-claims/claim.js';
import { baseOf } from '../package-name.js';
import { isArchivePath, isOutside, normalisePath, outsideProblem } from '../project-path.js';
import { hasRegistryForm } from '../registry-url-form.js';
import { registryProblem } from '../registry-problem.js';
import { shown } from '../shown.js';
import { archiveFacts, plainFacts, tarball, unsupportedFacts, type PackageId } from '../subject-facts.js';
import { wantedBy, type ClassicEntry } from './classic-entry.js';
import { parsePattern, type ClassicPattern, type ClassicRange } from './classic-pattern.js';
import type { ClassicSource } from './classic-source.js';
import type { Resolutions } from './resolutions.js';

/**
 * What an entry locks, as Yarn 1 would install it: one package, or several where the patterns ask for different names, which Yarn
 * itself never writes. The names are those that are asked for; whether `resolved` is the URL of that very package, `matchUrl` says.
 */
export function classicFacts(entry: ClassicEntry, resolutions: Resolutions): readonly SubjectFacts[] {
  const names = new Set(entry.patterns.map(packageName));
  return [...names].map((name) => {
    const asked = entry.patterns.filter((pattern) => packageName(pattern) === name).map(({ asks }) => asks);
    const rules = (resolutions.get(name) ?? []).flatMap(pathIn);
    const isReplaced = entry.source.kind === 'path' && rules.length > 0;
    const facts = factsOf(entry, { name, version: entry.version }, isReplaced ? rules : asked);
    return facts.files.length === 0 ? facts : { ...facts, claims: [claimOf(entry)] };
  });
}

/** The registry’s name of what a pattern asks for. */
export function packageName({ name, asks }: ClassicPattern): string {
  return asks.kind === 'registry' ? asks.name : name;
}

/** A rule that puts a file or folder of the project in a package’s place asks for it like any pattern. */
function pathIn(rule: string): readonly ClassicRange[] {
  const { asks } = parsePattern(`x@${rule}`);
  return asks.kind === 'path' ? [asks] : [];
}

function factsOf(entry: ClassicEntry, id: PackageId, asked: readonly ClassicRange[]): SubjectFacts {
  const problem = fieldProblem(entry);
  if (problem !== null) return unsupportedFacts(id, problem);
  const { source } = entry;
  switch (source.kind) {
    case 'none':
      return unlocatedFacts(entry, id, asked);
    case 'http':
      return httpFacts(entry, id, { source, asked });
    case 'git':
      return gitFacts(id, source, asked);
    case 'mirror':
      return mirrorFacts(entry, id, source);
    case 'path':
      return pathFacts(entry, id, { source, asked });
    case 'other':
      return unsupportedFacts(
        id,
        `The entry is resolved to ${shown(source.text)}, which is no place to fetch it from.`,
      );
  }
}

/** Fields that make Yarn 1 fetch something else than `resolved`, or read it otherwise. */
function fieldProblem({ fields }: ClassicEntry): string | null {
  const registry = asText(fields.get('registry'));
  if (registry !== undefined && registry !== 'npm')
    return `The entry says it comes from a registry of the kind ${shown(registry)}.`;
  if (fields.has('prebuiltVariants')) return 'The entry names prebuilt variants, which Yarn may install in its place.';
  const wrong = textFields.find((field) => fields.has(field) && asText(fields.get(field)) === undefined);
  return wrong === undefined ? null : `The field ${shown(wrong)} is no text.`;
}

const textFields: readonly string[] = ['version', 'resolved', 'integrity', 'name', 'uid'];

/** Folders have no `resolved`; of a registry, Yarn 1 then takes whatever version is the newest in the range. */
function unlocatedFacts(entry: ClassicEntry, id: PackageId, asked: readonly ClassicRange[]): SubjectFacts {
  const paths = asked.flatMap((asks) => (asks.kind === 'path' ? [asks] : []));
  const [path] = paths;
  if (path !== undefined && paths.length === asked.length) return folderFacts(entry, id, path);
  if (asked.some(({ kind }) => kind !== 'registry')) {
    return unsupportedFacts(id, 'The entry does not say where the package comes from.');
  }
  return registryFacts(id, tarball(id, pinsOf(entry, '')));
}

function folderFacts(entry: ClassicEntry, id: PackageId, asks: Extract<ClassicRange, { kind: 'path' }>): SubjectFacts {
  const path = normalisePath(asks.path);
  if (isOutside(path)) return unsupportedFacts(id, outsideProblem(path));
  if (!asks.isLink && isArchivePath(path)) {
    return archiveFacts(id, { kind: 'archive', path }, tarball(id, pinsOf(entry, '')));
  }
  if (entry.fields.has('integrity'))
    return unsupportedFacts(id, `The entry is the folder ${shown(path)} and has an integrity.`);
  return plainFacts(id, { kind: 'directory', path });
}

interface Fetched {
  readonly source: Extract<ClassicSource, { kind: 'http' }>;
  readonly asked: readonly ClassicRange[];
}

/** From a registry, unless somebody asks for a plain URL that is none of a registry’s. */
function httpFacts(entry: ClassicEntry, id: PackageId, { source, asked }: Fetched): SubjectFacts {
  const { url, fragment } = source;
  const file = tarball(id, pinsOf(entry, fragment), url);
  if (asked.some(({ kind }) => kind === 'path')) {
    return unsupportedFacts(id, `A file of the project is asked for, and ${shown(url)} is locked.`);
  }
  const isPlain = asked.some(({ kind }) => kind === 'url') && !hasRegistryForm(url, id);
  return isPlain ? archiveFacts(id, { kind: 'url', url }, file) : registryFacts(id, file);
}

function registryFacts(id: PackageId, file: ReturnType<typeof tarball>): SubjectFacts {
  const problem = registryProblem(id);
  return problem === null ? archiveFacts(id, { kind: 'registry' }, file) : unsupportedFacts(id, problem);
}

function gitFacts(
  id: PackageId,
  { url, commit }: Extract<ClassicSource, { kind: 'git' }>,
  asked: readonly ClassicRange[],
): SubjectFacts {
  if (asked.every(({ kind }) => kind === 'registry')) {
    return unsupportedFacts(id, `A registry is asked for the package, and the repository ${shown(url)} is locked.`);
  }
  return plainFacts(id, { kind: 'git', url, ...(commit === undefined ? {} : { commit }) });
}

/** The offline mirror holds the registry’s archives under names of Yarn’s own making. */
function mirrorFacts(
  entry: ClassicEntry,
  id: PackageId,
  { file, fragment }: Extract<ClassicSource, { kind: 'mirror' }>,
): SubjectFacts {
  const scope = id.name.startsWith('@') ? `${id.name.slice(0, id.name.indexOf('/'))}-` : '';
  const names = ['', scope].map((prefix) => `${prefix}${baseOf(id.name)}-${id.version}.tgz`);
  if (!names.includes(file)) {
    return unsupportedFacts(
      id,
      `The file ${shown(file)} of the offline mirror is not named after this package and version.`,
    );
  }
  return registryFacts(id, tarball(id, pinsOf(entry, fragment)));
}

interface Placed {
  readonly source: Extract<ClassicSource, { kind: 'path' }>;
  readonly asked: readonly ClassicRange[];
}

/** An archive in the checkout is as easily put in a package’s place as a folder, whatever its digest: somebody must ask for it. */
function pathFacts(entry: ClassicEntry, id: PackageId, { source, asked }: Placed): SubjectFacts {
  const path = normalisePath(source.path);
  if (isOutside(path)) return unsupportedFacts(id, outsideProblem(path));
  const isAskedFor = (asks: ClassicRange) => asks.kind === 'path' && normalisePath(asks.path) === path;
  if (!asked.some(isAskedFor) || asked.some(({ kind }) => kind !== 'path')) {
    return unsupportedFacts(id, `The entry is the file ${shown(path)}, which nothing asks for.`);
  }
  if (!isArchivePath(path)) return unsupportedFacts(id, `The entry is resolved to the folder ${shown(path)}.`);
  return archiveFacts(id, { kind: 'archive', path }, tarball(id, pinsOf(entry, source.fragment)));
}

/** `integrity`, and the SHA-1 that stands behind the URL: Yarn 1 compares whatever is there. */
function pinsOf({ fields }: ClassicEntry, fragment: string): LockedPins {
  const stated = readPins(asText(fields.get('integrity')));
  if (fragment === '') return stated;
  const pin = digestFromHex('sha1', fragment);
  if (pin === null) return { ...stated, malformedPins: [...stated.malformedPins, fragment.slice(0, 100)] };
  const isStated = stated.pins.some(({ alg, value }) => alg === pin.alg && value === pin.value);
  return isStated ? stated : { ...stated, pins: [...stated.pins, pin] };
}

function claimOf(entry: ClassicEntry): string {
  const direct = wantedBy(entry).map(({ name, range }) => [name, range] as const);
  return writeClaim({ client: 'yarn', direct: direct.sort(([a], [b]) => (a < b ? -1 : 1)) });
}
