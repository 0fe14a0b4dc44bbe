import { asMap, type DocMap, type DocValue } from '@assay/documents';
import { isHttp } from '../locked-source.js';
import { aliasedName } from './aliased-name.js';
import type { ProjectManifest } from './project-manifest.js';
import { askedFolder } from './asked-folder.js';

/** What the `overrides` of a package.json put in the place of names, as far as another package can come of it. */
export interface Overrides {
  /** Every name that a rule is about. */
  readonly names: ReadonlySet<string>;
  /** Names that `npm:` rules give to a name. */
  readonly aliases: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names that are replaced by whatever lies at a URL. */
  readonly urls: ReadonlySet<string>;
  /** Folders, as seen from the project, that are put in the place of a name. */
  readonly folders: ReadonlyMap<string, ReadonlySet<string>>;
}

interface GrowingOverrides extends Overrides {
  readonly names: Set<string>;
  readonly aliases: Map<string, Set<string>>;
  readonly urls: Set<string>;
  readonly folders: Map<string, Set<string>>;
}

/** Reads every rule, however deep. Takes time in proportion to the rules' text. */
export function readOverrides(manifest: ProjectManifest): Overrides {
  const overrides: GrowingOverrides = { names: new Set(), aliases: new Map(), urls: new Set(), folders: new Map() };
  const rules = asMap(manifest.fields?.get('overrides'));
  if (rules !== undefined) addRules(rules, '', { overrides, manifest });
  return overrides;
}

interface Reading {
  readonly overrides: GrowingOverrides;
  readonly manifest: ProjectManifest;
}

function addRules(rules: DocMap, owner: string, reading: Reading): void {
  for (const [key, value] of rules.entries()) {
    const name = key === '.' ? owner : withoutRange(key);
    const inner = asMap(value);
    reading.overrides.names.add(name);
    if (inner !== undefined) addRules(inner, name, reading);
    for (const spec of specsIn(value, reading.manifest)) addSpec(name, spec, reading.overrides);
  }
}

/** `$name` stands for what the project itself asks for under that name. */
function specsIn(value: DocValue, { specsOf }: ProjectManifest): readonly string[] {
  if (typeof value !== 'string') return [];
  return value.startsWith('$') ? (specsOf.get(value.slice(1)) ?? []) : [value];
}

function addSpec(name: string, spec: string, { aliases, urls, folders }: GrowingOverrides): void {
  const alias = aliasedName(spec);
  const folder = askedFolder(spec, '');
  if (alias !== null) addTo(aliases, name, alias);
  if (isHttp(spec)) urls.add(name);
  if (folder !== null) addTo(folders, name, folder);
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key) ?? new Set<string>();
  sets.set(key, set.add(value));
}

/** The name in `name@range`. */
function withoutRange(key: string): string {
  const at = key.indexOf('@', 1);
  return at < 0 ? key : key.slice(0, at);
}
