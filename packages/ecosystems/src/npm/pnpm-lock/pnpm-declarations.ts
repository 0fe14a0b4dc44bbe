import { asMap, asText, type DocMap } from '@assay/documents';
import { aliasedName, asksForFolder } from './specifier.js';

/** What a document says about names beside its dependencies: catalogs and overrides. */
export interface PnpmDeclarations {
  /** A specifier, or the one that its `catalog:` has for this alias; empty text when the catalog has none. */
  readonly resolve: (specifier: string, alias: string) => string;
  /** What overrides put in the place of a name, whoever asks for it. */
  readonly overridesOf: ReadonlyMap<string, Overridden>;
}

/** All that the overrides of one name can put in its place. */
interface Overridden {
  /** As they stand there, or in the catalog that they refer to. */
  readonly specifiers: readonly string[];
  readonly names: ReadonlySet<string>;
  readonly isJsr: boolean;
  readonly isFolder: boolean;
}

interface GrowingOverridden extends Overridden {
  readonly specifiers: string[];
  readonly names: Set<string>;
  isJsr: boolean;
  isFolder: boolean;
}

/** Reads both sections once, in time in proportion to their text. */
export function readDeclarations(document: DocMap): PnpmDeclarations {
  const catalogs = asMap(document.get('catalogs'));
  const resolve = (specifier: string, alias: string) => catalogSpecifier(specifier, alias, catalogs);
  const overridesOf = new Map<string, GrowingOverridden>();
  for (const [selector, value] of asMap(document.get('overrides'))?.entries() ?? []) {
    const alias = selectedName(selector);
    const known = overridesOf.get(alias) ?? { specifiers: [], names: new Set(), isJsr: false, isFolder: false };
    overridesOf.set(alias, known);
    addOverride(known, resolve(asText(value) ?? '', alias));
  }
  return { resolve, overridesOf };
}

function addOverride(known: GrowingOverridden, specifier: string): void {
  known.specifiers.push(specifier);
  const name = aliasedName(specifier);
  if (name !== null) known.names.add(name);
  known.isJsr ||= specifier.startsWith('jsr:');
  known.isFolder ||= asksForFolder(specifier);
}

function catalogSpecifier(specifier: string, alias: string, catalogs: DocMap | undefined): string {
  if (!specifier.startsWith('catalog:')) return specifier;
  const named = specifier.slice('catalog:'.length).trim();
  const catalog = asMap(catalogs?.get(named === '' ? 'default' : named));
  return asText(asMap(catalog?.get(alias))?.get('specifier')) ?? '';
}

/** The name in `name`, `name@range` and `dependent@range>name@range`. A `>` after a blank, `|` or `@` belongs to a range. */
function selectedName(selector: string): string {
  let start = 0;
  for (let i = selector.indexOf('>', 1); i > 0 && start === 0; i = selector.indexOf('>', i + 1)) {
    if (!' |@'.includes(selector.charAt(i - 1))) start = i + 1;
  }
  const at = selector.indexOf('@', start + 1);
  return selector.slice(start, at < 0 ? undefined : at);
}
