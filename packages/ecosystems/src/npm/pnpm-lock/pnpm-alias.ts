import { asMap, asText, type DocMap } from '@assay/documents';
import { parseDependencyPath } from './dependency-path.js';
import type { PnpmEdge } from './pnpm-graph.js';

/**
 * The name that a project's dependency is locked to, when that is another than it asks for and nothing in the lockfile says
 * why: no `npm:` or `jsr:` specifier, no catalog entry, no override. This is how a package is planted in a lockfile that
 * still passes `--frozen-lockfile` (pnpm issue 4361). Null when all is well, or when nothing can be said: the lockfile does
 * not repeat what packages themselves ask for.
 */
export function undeclaredTarget(edge: PnpmEdge, document: DocMap): string | null {
  if (edge.from.kind !== 'importer' || edge.to.kind !== 'snapshot') return null;
  const target = parseDependencyPath(edge.to.id);
  if (target === null || !target.isVersion || target.name === edge.alias) return null;
  return declares(edge, target.name, document) ? null : target.name;
}

function declares(edge: PnpmEdge, name: string, document: DocMap): boolean {
  const specifier = edge.specifier ?? '';
  if (asksFor(specifier, name) || asksFor(catalogSpecifier(specifier, edge.alias, document), name)) return true;
  for (const [, override] of asMap(document.get('overrides'))?.entries() ?? []) {
    const text = asText(override) ?? '';
    if (asksFor(text, name) || asksFor(catalogSpecifier(text, edge.alias, document), name)) return true;
  }
  return false;
}

/** True for `npm:name`, `npm:name@range`, the same with a registry's prefix, and `jsr:` for names under `@jsr/`. */
function asksFor(specifier: string, name: string): boolean {
  const rest = specifier.slice(specifier.indexOf(':') + 1);
  if (!specifier.includes(':')) return false;
  if (specifier.startsWith('jsr:')) return name.startsWith('@jsr/');
  return rest === name || rest.startsWith(`${name}@`);
}

function catalogSpecifier(specifier: string, alias: string, document: DocMap): string {
  if (!specifier.startsWith('catalog:')) return '';
  const named = specifier.slice('catalog:'.length).trim();
  const catalog = asMap(asMap(document.get('catalogs'))?.get(named === '' ? 'default' : named));
  return asText(asMap(catalog?.get(alias))?.get('specifier')) ?? '';
}
