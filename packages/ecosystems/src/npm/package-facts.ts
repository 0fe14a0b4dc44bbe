import { asList, asMap, asText, parseJson, type DocMap, type DocValue } from '@assay/documents';
import type { ArchiveListing, FileListing, FoundEvidence, PackageFacts, Subject, Unreadable } from '@assay/model';
import { ManifestFields } from '../manifest-fields.js';
import { featuresOf } from '../package-features.js';
import { readSpec } from './manifest-claims/dependency-spec.js';
import { isSet } from './locked-pins.js';
import { normaliseVersion } from './package-version.js';
import { statedManifest } from './release.js';

/** What of a package must be at hand. */
export const npmFactMembers: readonly string[] = ['package.json'];

const maxBytes = 10 * 1024 * 1024;
const maxValues = 200_000;

/**
 * Scripts that clients run when they install from a registry. `prepare`, `prepublish` and their kin stand in every tenth package and run
 * for folders and repositories alone.
 */
const installScripts: readonly string[] = ['preinstall', 'install', 'postinstall'];

/** What package.json and the files beside it bring. `files` in it lists patterns, so there are no declared files. */
export function readNpmFacts(listing: FileListing | ArchiveListing): PackageFacts | Unreadable {
  const bytes = listing.members.get('package.json');
  if (bytes === undefined) return { problem: 'manifest-missing', detail: 'There is no package.json.' };
  const result = parseJson(bytes, { maxBytes, maxValues, bom: 'accept' });
  if (!result.ok) {
    const problem = result.problem.problem === 'duplicate-key' ? 'manifest-ambiguous' : 'manifest-unreadable';
    return { problem, detail: `package.json: ${result.problem.detail}` };
  }
  const root = asMap(result.document.value);
  if (root === undefined) return { problem: 'manifest-unreadable', detail: 'package.json is not a JSON object.' };
  return npmFactsOf(root, rootFiles(listing), 'package.json');
}

/**
 * What the registry says that a version brings. Clients install commands and dependencies by this, and never compare it with the
 * package.json in the archive.
 */
export function readListedNpmFacts(subject: Subject, evidence: FoundEvidence): PackageFacts | Unreadable {
  const manifest = statedManifest(subject, evidence);
  if ('problem' in manifest) return manifest;
  const shrinkwrapped = isSet(manifest.get('_hasShrinkwrap'));
  return npmFactsOf(manifest, new Set(shrinkwrapped ? ['npm-shrinkwrap.json'] : []), 'the registry’s manifest');
}

/** Names, folded, of what lies at the package's root; an archive has one folder around it all, whatever it is called. */
function rootFiles(listing: FileListing | ArchiveListing): ReadonlySet<string> {
  const inFolder = 'format' in listing && listing.format === 'npm-tgz';
  const names = new Set<string>();
  for (const { path } of listing.entries) {
    const parts = path.split('/').filter((part) => part !== '' && part !== '.');
    const below = inFolder ? parts.slice(1) : parts;
    if (below.length === 1) names.add((below[0] ?? '').normalize('NFKC').toLowerCase());
  }
  return names;
}

function npmFactsOf(root: DocMap, files: ReadonlySet<string>, file: string): PackageFacts | Unreadable {
  const fields = new ManifestFields(root, { file });
  const name = fields.text('name')?.trim() ?? '';
  const version = normaliseVersion(fields.text('version') ?? '');
  const dependencies = dependenciesIn(fields, files);
  const features = featuresOf({
    executables: executablesIn(fields),
    extensions: extensionsIn(fields, files),
    scripts: scriptsIn(fields, files),
    dependencies: dependencies.map(({ shown }) => shown),
  });
  if (fields.problem !== null) return fields.problem;
  if (name === '' || version === null) {
    const missing = name === '' ? 'name' : 'version';
    return { problem: 'manifest-incomplete', detail: `${file} has no ${missing}.` };
  }
  const names = new Set(dependencies.flatMap((dependency) => dependency.names));
  return { name, version, declaredFiles: null, features, dependencies: [...names] };
}

/** Clients build a package that holds `binding.gyp` and says nothing else about its install. */
function scriptsIn(fields: ManifestFields, files: ReadonlySet<string>): readonly string[] {
  const scripts = fields.map('scripts');
  const found: string[] = [];
  for (const name of installScripts) {
    const command = scripts?.get(name) ?? '';
    if (typeof command !== 'string') fields.refuse(`scripts.${name}`, 'is no text');
    else if (command !== '') found.push(`${name}: ${command}`);
  }
  return files.has('binding.gyp') ? [...found, 'install: node-gyp rebuild'] : found;
}

function extensionsIn(fields: ManifestFields, files: ReadonlySet<string>): readonly string[] {
  if (files.has('binding.gyp')) return ['binding.gyp'];
  return fields.value('gypfile') === null || fields.value('gypfile') === false ? [] : ['gypfile'];
}

/** Commands and manual pages: clients put links to them beside those of other packages. */
function executablesIn(fields: ManifestFields): readonly string[] {
  const bin = fields.value('bin');
  const folders = fields.map('directories');
  return [
    ...(asMap(bin) === undefined ? fields.textOrTexts('bin') : commandsIn(fields, bin)),
    ...fields.textOrTexts('man').map((page) => `man: ${page}`),
    ...['bin', 'man'].flatMap((kind) => {
      const folder = folders?.get(kind) ?? null;
      if (folder !== null && typeof folder !== 'string') fields.refuse(`directories.${kind}`, 'is no text');
      return typeof folder === 'string' ? [`directories.${kind}: ${folder}`] : [];
    }),
  ];
}

function commandsIn(fields: ManifestFields, bin: DocValue): readonly string[] {
  return [...(asMap(bin)?.entries() ?? [])].map(([command, target]) => {
    const path = asText(target);
    if (path === undefined) fields.refuse('bin', 'is no mapping of texts');
    return `${command}: ${path ?? ''}`;
  });
}

/** One asked-for package: for people, and the names of whatever may come with it. */
interface Dependency {
  readonly shown: string;
  readonly names: readonly string[];
}

/** All that clients install along; a shrinkwrap inside the package has npm install whatever it lists. */
function dependenciesIn(fields: ManifestFields, files: ReadonlySet<string>): readonly Dependency[] {
  const optional = optionalPeers(fields);
  const peers = section(fields, 'peerDependencies').filter(([name]) => !optional.has(name));
  const asked = [...section(fields, 'dependencies'), ...section(fields, 'optionalDependencies'), ...peers];
  return [
    ...asked.map(([name, spec]) => dependency(name, spec)),
    ...bundled(fields).map((name) => ({ shown: `${name} (bundled)`, names: [name] })),
    ...(files.has('npm-shrinkwrap.json') ? [{ shown: 'npm-shrinkwrap.json', names: ['npm-shrinkwrap.json'] }] : []),
  ];
}

function section(fields: ManifestFields, field: string): readonly (readonly [string, string])[] {
  return [...(fields.map(field)?.entries() ?? [])].map(([name, spec]) => {
    const text = asText(spec);
    if (text === undefined) fields.refuse(field, 'is no mapping of texts');
    return [name.trim(), (text ?? '').trim()] as const;
  });
}

/** Under an alias comes another package, and from a URL or repository whatever lies there: no list of names speaks for that. */
function dependency(name: string, spec: string): Dependency {
  const shown = `${name}@${spec}`;
  const target = readSpec(name, spec);
  return { shown, names: target === null ? [shown] : [...new Set([name, target.name])] };
}

function optionalPeers(fields: ManifestFields): ReadonlySet<string> {
  const meta = [...(fields.map('peerDependenciesMeta')?.entries() ?? [])];
  return new Set(meta.filter(([, peer]) => asMap(peer)?.get('optional') === true).map(([name]) => name.trim()));
}

/** A list of names, or true for all dependencies, which are listed anyway. */
function bundled(fields: ManifestFields): readonly string[] {
  return ['bundleDependencies', 'bundledDependencies'].flatMap((field) => {
    const value = fields.value(field);
    if (typeof value === 'boolean' || value === null) return [];
    const map = asMap(value);
    if (map !== undefined) return [...map.keys()];
    return asList(value) === undefined ? [...fields.textsOf(field, value)] : fields.textsOf(field, value);
  });
}
