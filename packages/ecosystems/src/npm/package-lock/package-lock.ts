import type { DocMap } from '@assay/documents';
import type { LockfileContent, LockfileInput, Scope } from '@assay/model';
import { scopesFrom, stricter } from '../dependency-scope.js';
import { draftInventory, type InventoryDraft } from '../inventory-draft.js';
import { isSet } from '../locked-pins.js';
import { legacyClaim } from '../manifest-claims/legacy-claim.js';
import { packageLockClaim } from '../manifest-claims/package-lock-claim.js';
import { lockedDescriptions, type DescribeEntry } from '../description/locked-description.js';
import { readSource } from '../locked-source.js';
import { npmPurl } from '../package-purl.js';
import { shown } from '../shown.js';
import { plainFacts, unsupportedFacts } from '../subject-facts.js';
import { isUndeclaredAlias } from './alias.js';
import { claimsToBeBundled, findBundled } from './bundle.js';
import { buildTree, type DependencyTree } from './dependency-tree.js';
import { directLocks, hoistedLocks } from './direct-locks.js';
import { entryFacts } from './entry-facts.js';
import { archiveProblem, folderProblem, type FolderClaims } from './folder-claim.js';
import { readLegacyEntries } from './legacy-entries.js';
import { compareLegacySection } from './legacy-section.js';
import { entryName, entryVersion, readEntries, type LockEntry } from './lock-entry.js';
import { outsideRangeGap } from '../outside-range.js';
import { readOverrides } from './overrides.js';
import { readProjectManifest } from './project-manifest.js';
import { readPackageLock, type PackageLockDocument } from './read-package-lock.js';
import { addProjects } from './project-entries.js';
import { readWorkspaces } from './workspace-folders.js';

/** Everything known about a lockfile's entries while its inventory is written. */
interface Lock {
  readonly entries: ReadonlyMap<string, LockEntry>;
  readonly tree: DependencyTree;
  readonly claims: FolderClaims;
  readonly bundlerOf: ReadonlyMap<LockEntry, LockEntry>;
  readonly scopes: ReadonlyMap<LockEntry, Scope>;
  readonly draft: InventoryDraft;
  /** Provisional subject ids of entries that are subjects. */
  readonly ids: Map<LockEntry, string>;
  readonly describe: DescribeEntry;
  readonly claim: (name: string, meta: DocMap) => string;
}

/**
 * Reads package-lock.json or npm-shrinkwrap.json, versions 1 to 3 and without one, as npm 7 and later install from it. Throws
 * AssayError `ERR_LOCKFILE` or `ERR_LOCKFILE_UNSUPPORTED`; whatever else is odd is a subject that says so, or a gap.
 */
export function parsePackageLock(input: LockfileInput): LockfileContent {
  const document = readPackageLock(input);
  const entries = entriesOf(document, input);
  const manifest = readProjectManifest(input.manifest, entries.get('')?.meta);
  const tree = buildTree(entries, manifest);
  const overrides = readOverrides(manifest);
  const lock: Lock = {
    entries,
    tree,
    claims: { tree, overrides, isWorkspaceFolder: readWorkspaces(manifest.fields) },
    bundlerOf: findBundled(entries, tree),
    scopes: scopesOf(entries, tree),
    draft: draftInventory(input.path),
    ids: new Map(),
    describe: lockedDescriptions(),
    claim: document.packages === null ? legacyClaim : packageLockClaim,
  };
  addSubjects(lock);
  addOccurrences(lock);
  addDoubts(lock);
  addEdges(lock);
  addGaps(lock);
  addProjects({ ...lock, manifest, subjectOf: (entry) => subjectOf(entry, lock) }, input.manifest);
  if (document.packages !== null && document.legacy !== null) compareLegacySection(document.legacy, lock);
  const overridesKnown = manifest.fields !== undefined && manifest.fields !== entries.get('')?.meta;
  if (document.packages !== null && overridesKnown) addRangeGaps(lock, overrides.names);
  const asked = {
    entries,
    isWorkspaceFolder: lock.claims.isWorkspaceFolder,
    subjectOf: (entry: LockEntry) => subjectOf(entry, lock),
  };
  const content = lock.draft.content(`${fileName(input.path)} ${versionText(document)}`);
  return { ...content, direct: directLocks(asked), hoisted: hoistedLocks(asked) };
}

function versionText({ version }: PackageLockDocument): string {
  return version === 0 ? 'without a version' : `v${version}`;
}

/** A lockfile of npm 6 or older says nothing of the project: its package.json does. */
function entriesOf(document: PackageLockDocument, input: LockfileInput): Map<string, LockEntry> {
  if (document.packages !== null) return readEntries(document.packages);
  const project = readProjectManifest(input.manifest, undefined).fields ?? document.identity;
  return readLegacyEntries({ input, dependencies: document.legacy ?? undefined, project });
}

function fileName(path: string): string {
  return path.endsWith('npm-shrinkwrap.json') ? 'npm-shrinkwrap.json' : 'package-lock.json';
}

function addSubjects(lock: Lock): void {
  const bundles = bundleFolders(lock.bundlerOf);
  for (const entry of lock.entries.values()) {
    if (entry.location.kind === 'project') continue;
    const facts = entry.linkTo === null ? subjectFacts(entry, lock) : linkFacts(entry, lock);
    if (facts === null) continue;
    const inside = bundles.get(entry);
    const whole = inside === undefined ? facts : { ...facts, bundles: inside };
    lock.ids.set(entry, lock.draft.addSubject(whole, lock.describe(entry.meta)));
  }
}

function subjectFacts(entry: LockEntry, lock: Lock) {
  const bundler = lock.bundlerOf.get(entry);
  return entryFacts(entry, {
    specs: lock.tree.specsOf.get(entry) ?? [],
    folderProblem: (path) => folderProblem(entry, lock.claims, path),
    archiveProblem: (path) => archiveProblem(entry, lock.claims, path),
    claim: lock.claim,
    ...(bundler === undefined ? {} : { within: npmPurl(entryName(bundler), entryVersion(bundler)) }),
  });
}

/**
 * A link stands for its target, which is a subject (or the project) itself, unless nothing asked for a folder in its place.
 * npm refuses a lockfile without the target.
 */
function linkFacts(entry: LockEntry, lock: Lock) {
  const target = targetOf(entry, lock.entries);
  const id = { name: entryName(entry), version: entryVersion(target ?? entry) };
  if (target === undefined) {
    return unsupportedFacts(id, `The entry links to ${shown(entry.linkTo ?? '')}, which the lockfile does not have.`);
  }
  const problem = entry.location.kind === 'package' ? folderProblem(entry, lock.claims, target) : null;
  if (problem !== null) return unsupportedFacts(id, problem);
  return target.location.kind === 'project' ? plainFacts(id, { kind: 'directory', path: '.' }) : null;
}

function targetOf(entry: LockEntry, entries: ReadonlyMap<string, LockEntry>): LockEntry | undefined {
  if (entry.linkTo === null) return undefined;
  const target = entries.get(entry.linkTo);
  return target?.linkTo === null ? target : undefined;
}

function subjectOf(entry: LockEntry, lock: Lock): string | undefined {
  return lock.ids.get(entry) ?? lock.ids.get(targetOf(entry, lock.entries) ?? entry);
}

/** For each bundling package: the folders below its archive's root in which the lockfile says others lie. */
function bundleFolders(bundlerOf: ReadonlyMap<LockEntry, LockEntry>): ReadonlyMap<LockEntry, readonly string[]> {
  const folders = new Map<LockEntry, string[]>();
  for (const [entry, bundler] of bundlerOf) {
    const list = folders.get(bundler) ?? [];
    list.push(entry.key.slice(bundler.key.length + 1));
    folders.set(bundler, list.sort());
  }
  return folders;
}

/** By reachability, and by npm's own flags where those are stricter: a flag alone could make a policy look away. */
function scopesOf(entries: ReadonlyMap<string, LockEntry>, tree: DependencyTree): ReadonlyMap<LockEntry, Scope> {
  const roots = [...entries.values()].filter((entry) => entry.location.kind !== 'package');
  const reached = scopesFrom(roots, (entry) => {
    const target = targetOf(entry, entries);
    return target === undefined ? (tree.edgesOf.get(entry) ?? []) : [{ to: target, scope: 'prod' as const }];
  });
  for (const entry of entries.values()) {
    const flagged = flaggedScope(entry.meta);
    reached.set(entry, stricter(flagged, reached.get(entry) ?? flagged));
  }
  return reached;
}

function flaggedScope(meta: DocMap): Scope {
  if (isSet(meta.get('dev'))) return 'dev';
  if (isSet(meta.get('optional')) || isSet(meta.get('devOptional'))) return 'optional';
  return isSet(meta.get('peer')) ? 'peer' : 'prod';
}

function addOccurrences(lock: Lock): void {
  for (const entry of lock.entries.values()) {
    const subject = subjectOf(entry, lock);
    if (subject === undefined) continue;
    const parent = parentOf(entry, subject, lock);
    const found = { subject, line: entry.line, path: entry.key, scope: lock.scopes.get(entry) ?? 'prod' };
    const alias = aliasOf(entry);
    const below = parent === undefined ? found : { ...found, parent };
    lock.draft.addOccurrence(alias === undefined ? below : { ...below, ...alias });
  }
}

/** The name of the entry's folder, where the package in it has another. A link's is its target's. */
function aliasOf(entry: LockEntry): { readonly aliases: readonly string[] } | undefined {
  if (entry.location.kind !== 'package' || entry.linkTo !== null) return undefined;
  const { name } = entry.location;
  return name === entryName(entry) ? undefined : { aliases: [name] };
}

/** The first package that depends on an entry; none when the project itself does. */
function parentOf(entry: LockEntry, subject: string, lock: Lock): string | undefined {
  const parent = lock.tree.parentOf.get(entry);
  const id = parent === undefined ? undefined : lock.ids.get(parent);
  return id === subject ? undefined : id;
}

function addDoubts(lock: Lock): void {
  for (const entry of lock.entries.values()) {
    if (bringsShrinkwrap(entry)) addShrinkwrapDoubt(entry, lock);
    // Nearly no entry has another name than its folder: that is asked first.
    const isAlias = isUndeclaredAlias(entry, lock.tree, lock.claims.overrides);
    if (isAlias && lock.ids.has(entry) && !lock.bundlerOf.has(entry) && fromRegistry(entry)) addDoubt(entry, lock);
  }
}

/** npm takes either key, with any value that is not nothing, for the word of the package. */
function bringsShrinkwrap({ meta }: LockEntry): boolean {
  return isSet(meta.get('hasShrinkwrap')) || isSet(meta.get('_hasShrinkwrap'));
}

/**
 * npm replaces what this lockfile says below such a package by what the archive's own npm-shrinkwrap.json says: packages of
 * any name, from any host, without a pin. The package itself is verified like any other; beside it stands, unjudged until
 * someone waives it for this very version, what it brings.
 */
function addShrinkwrapDoubt(entry: LockEntry, lock: Lock): void {
  const reason =
    `${shown(entry.key)} brings its own npm-shrinkwrap.json: npm installs whatever that names, from any host and ` +
    'without a pin of this lockfile. Nothing of that was looked at.';
  const id = { name: entryName(entry), version: entryVersion(entry) };
  const subject = lock.draft.addSubject(unsupportedFacts(id, reason));
  const path = `${entry.key}/npm-shrinkwrap.json`;
  lock.draft.addOccurrence({ subject, line: entry.line, path, scope: lock.scopes.get(entry) ?? 'prod' });
  lock.draft.addGap({ code: 'nested-shrinkwrap', line: entry.line, detail: reason });
}

/** Archives and repositories may hold a package of any name; only a registry was asked for one by name. */
function fromRegistry(entry: LockEntry): boolean {
  const { kind } = readSource(entry.meta.get('resolved'));
  return kind === 'none' || kind === 'http';
}

/** The name that was asked for stays in the inventory, unjudged, beside the package that took its place. */
function addDoubt(entry: LockEntry, lock: Lock): void {
  if (entry.location.kind !== 'package') return;
  const { name } = entry.location;
  const reason =
    `${shown(entryName(entry))} is locked in the place of ${shown(name)}, and nothing that depends on it asks for that: ` +
    'an overrides rule in package.json, or a lockfile that was changed by hand.';
  const subject = lock.draft.addSubject(unsupportedFacts({ name, version: entryVersion(entry) }, reason));
  const scope = lock.scopes.get(entry) ?? 'prod';
  lock.draft.addOccurrence({ subject, line: entry.line, path: entry.key, scope });
  lock.draft.addGap({ code: 'alias-not-declared', line: entry.line, detail: reason });
}

function addEdges(lock: Lock): void {
  for (const [entry, edges] of lock.tree.edgesOf) {
    const from = lock.ids.get(entry);
    if (from === undefined) continue;
    const targets = new Set(edges.map((edge) => subjectOf(edge.to, lock)));
    for (const to of targets) if (to !== undefined && to !== from) lock.draft.addEdge({ from, to });
  }
}

function addGaps(lock: Lock): void {
  for (const entry of lock.entries.values()) addEntryGaps(entry, lock);
  if (lock.bundlerOf.size > 0) {
    const detail = `${lock.bundlerOf.size} packages have no pin of their own: they are bundled in the archives of others.`;
    lock.draft.addGap({ code: 'bundled-without-pin', detail });
  }
  for (const { from, name, scope } of lock.tree.missing) {
    if (lock.bundlerOf.has(from) || bundles(from, name)) continue;
    const optional = scope === 'optional';
    const code = optional ? 'optional-dependency-not-locked' : 'dependency-not-locked';
    const detail = `${shown(from.key === '' ? 'the project' : from.key)} depends on ${shown(name)}, which has no entry.`;
    lock.draft.addGap({ code, line: from.line, detail });
  }
}

/**
 * Versions that nobody asked for. Nothing is said of names that `overrides` in package.json are about, of
 * what a bundler packed, and of npm 6, which left old ranges in its lockfiles.
 */
function addRangeGaps({ tree, bundlerOf, draft }: Lock, overridden: ReadonlySet<string>): void {
  for (const { from, to, name, spec } of tree.outside) {
    if (overridden.has(name) || bundlerOf.has(from) || bundlerOf.has(to)) continue;
    const version = entryVersion(to);
    draft.addGap(outsideRangeGap({ from: from.key, name, specifier: spec, version, line: to.line }));
  }
}

function bundles(entry: LockEntry, name: string): boolean {
  const listed = entry.meta.get('bundleDependencies');
  return listed === true || (Array.isArray(listed) && listed.includes(name));
}

function addEntryGaps(entry: LockEntry, lock: Lock): void {
  const { line, key, meta } = entry;
  const source = readSource(meta.get('resolved'));
  if ('hadCredentials' in source && source.hadCredentials) {
    lock.draft.addGap({ code: 'credentials-in-lockfile', line, detail: `The URL of ${shown(key)} holds credentials.` });
  }
  const unlocated = !isSet(meta.get('resolved')) && !isSet(meta.get('integrity'));
  if (claimsToBeBundled(entry) && unlocated && !lock.bundlerOf.has(entry)) {
    const detail = `${shown(key)} says it is bundled, but no package above it lists it: npm fetches it unpinned.`;
    lock.draft.addGap({ code: 'bundle-not-declared', line, detail });
  }
}
