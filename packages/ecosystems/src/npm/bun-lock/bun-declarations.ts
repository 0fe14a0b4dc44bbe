import { asMap, asText, type DocMap } from '@assay/documents';

/** What a lockfile says about names beside its dependencies: catalogs and overrides. */
export interface BunDeclarations {
  /** A specifier, or the one that its `catalog:` has for this name; empty text when the catalog has none. */
  readonly resolve: (specifier: string, name: string) => string;
  /** The specifiers that overrides put in the place of a name, whoever asks for it. */
  readonly overridesOf: ReadonlyMap<string, readonly string[]>;
}

/** Reads `overrides`, `catalog` and `catalogs` once, in time in proportion to their text. */
export function readBunDeclarations(root: DocMap): BunDeclarations {
  const resolve = (specifier: string, name: string) => catalogSpecifier(specifier, name, root);
  const overridesOf = new Map<string, string[]>();
  for (const [selector, value] of asMap(root.get('overrides'))?.entries() ?? []) {
    const name = selectedName(selector);
    addOverride(overridesOf, name, resolve(asText(value) ?? '', name));
    for (const [inner, spec] of asMap(value)?.entries() ?? []) {
      const target = inner === '.' ? name : selectedName(inner);
      addOverride(overridesOf, target, resolve(asText(spec) ?? '', target));
    }
  }
  return { resolve, overridesOf };
}

function addOverride(overridesOf: Map<string, string[]>, name: string, specifier: string): void {
  if (specifier === '') return;
  const known = overridesOf.get(name);
  if (known === undefined) overridesOf.set(name, [specifier]);
  else known.push(specifier);
}

function catalogSpecifier(specifier: string, name: string, root: DocMap): string {
  if (!specifier.startsWith('catalog:')) return specifier;
  const group = specifier.slice('catalog:'.length).trim();
  const catalog = asMap(group === '' ? root.get('catalog') : asMap(root.get('catalogs'))?.get(group));
  return asText(catalog?.get(name)) ?? '';
}

/** The name in `name` and `name@range`. */
function selectedName(selector: string): string {
  const at = selector.indexOf('@', 1);
  return at < 0 ? selector : selector.slice(0, at);
}
