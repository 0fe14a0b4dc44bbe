/** What a project says of names, whoever asks for them: what it puts in their place, and what its catalogs mean. */

import { asMap, asText, parseYaml, type DocMap, type DocValue } from '@assay/documents';

/** What stands in the place of a name. */
export interface Replacement {
  /** Whoever asks, and for whatever; null where that depends, or two rules differ. */
  readonly always: string | null;
  /** What any rule puts there. */
  readonly any: ReadonlySet<string>;
}

/** Read from package.json, and from the settings beside it: never from the lockfile, which is what is compared. */
export interface ProjectRules {
  readonly replaced: ReadonlyMap<string, Replacement>;
  /** The specifier that `catalog:` or `catalog:name` stands for; undefined where no catalog was read that has it. */
  catalog(specifier: string, name: string): string | undefined;
}

const maxBytes = 10 * 1024 * 1024;

/** `fields`: package.json. `settings`: the bytes of pnpm-workspace.yaml or .yarnrc.yml, where there is one. What cannot be read says nothing. */
export function readProjectRules(fields: DocMap | undefined, settings: Uint8Array | undefined): ProjectRules {
  const yaml = settings === undefined ? undefined : readSettings(settings);
  // Yarn's `resolutions` and pnpm's `overrides` hold for what the project itself asks for too; bun's and npm's for some of it.
  const rules = [fields?.get('resolutions'), asMap(fields?.get('pnpm'))?.get('overrides'), yaml?.get('overrides')];
  const places = [yaml, asMap(fields?.get('workspaces')), fields];
  return {
    replaced: readReplacements([
      ...rules.flatMap((section) => [...(asMap(section)?.entries() ?? [])]),
      ...nestedRules(asMap(fields?.get('overrides')), ''),
    ]),
    catalog: (specifier, name) => firstText(places.map((place) => catalogOf(place, specifier)?.get(name))),
  };
}

function readSettings(bytes: Uint8Array): DocMap | undefined {
  const options = { maxBytes, maxAliases: 100, maxValues: 100_000, tags: 'ignore', scalars: 'text' } as const;
  const result = parseYaml(bytes, options);
  return result.ok ? asMap(result.documents[0]?.value) : undefined;
}

function catalogOf(place: DocMap | undefined, specifier: string): DocMap | undefined {
  const name = specifier.slice('catalog:'.length).trim();
  if (name !== '' && name !== 'default') return asMap(asMap(place?.get('catalogs'))?.get(name));
  return asMap(place?.get('catalog')) ?? asMap(asMap(place?.get('catalogs'))?.get('default'));
}

function firstText(values: readonly unknown[]): string | undefined {
  return values.find((value) => typeof value === 'string');
}

interface GrowingReplacement {
  always: string | null;
  readonly any: Set<string>;
}

type Rule = readonly [selector: string, value: DocValue];

/** npm's rules lie in each other, and `.` is the name around it. A condition is written where there is none, for they never always hold. */
function nestedRules(rules: DocMap | undefined, owner: string): readonly Rule[] {
  return [...(rules?.entries() ?? [])].flatMap(([key, value]): readonly Rule[] => {
    const name = key === '.' ? owner : lastName(key);
    const inner = asMap(value);
    return inner === undefined ? [[`>${name}`, value]] : nestedRules(inner, name);
  });
}

function readReplacements(rules: readonly Rule[]): ReadonlyMap<string, Replacement> {
  const replaced = new Map<string, GrowingReplacement>();
  for (const [selector, value] of rules) {
    const name = lastName(selector);
    const stated = asText(value);
    const spec = stated === undefined ? null : withoutPatch(stated);
    const always = selector === name ? spec : null;
    const rule = replaced.get(name) ?? { always, any: new Set<string>() };
    if (rule.always !== always) rule.always = null;
    if (spec !== null) rule.any.add(spec);
    replaced.set(name, rule);
  }
  return replaced;
}

/** The name in `name`, `name@range`, `parent>name` and `parent/name` or a glob before it. */
function lastName(selector: string): string {
  const bare = selector.slice(selector.lastIndexOf('>') + 1).trim();
  const at = bare.indexOf('@', 1);
  const path = (at < 0 ? bare : bare.slice(0, at)).split('/');
  const scoped = path.at(-2)?.startsWith('@') === true;
  return path.slice(scoped ? -2 : -1).join('/');
}

/** Yarn's `patch:name@npm%3A1.0.0#~/a.patch` asks for what it changes. */
function withoutPatch(value: string): string {
  const patched = /^patch:[^#]{1,200}@npm%3A([^#]{1,200})#/.exec(value)?.[1];
  return patched ?? value;
}
