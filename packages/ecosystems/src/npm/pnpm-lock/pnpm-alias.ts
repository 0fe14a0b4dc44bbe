import type { PnpmDeclarations } from './pnpm-declarations.js';
import type { PnpmEdge } from './pnpm-graph.js';
import { aliasedName } from './specifier.js';

/**
 * The name that a project's dependency is locked to, when that is another than it asks for and nothing in the lockfile says
 * why: no `npm:` or `jsr:` specifier, no catalog entry, no override of that name. This is how a package is planted in a
 * lockfile that still passes `--frozen-lockfile` (pnpm issue 4361). Null when all is well, or when nothing can be said: the
 * lockfile does not repeat what packages themselves ask for.
 */
export function undeclaredTarget(edge: PnpmEdge, declarations: PnpmDeclarations): string | null {
  if (edge.from.kind !== 'importer' || edge.to.kind !== 'snapshot') return null;
  const target = edge.to.path;
  if (target === null || target.name === edge.alias) return null;
  const overridden = declarations.overridesOf.get(edge.alias);
  if (overridden?.names.has(target.name) === true) return null;
  if (overridden?.isJsr === true && target.name.startsWith('@jsr/')) return null;
  const specifier = declarations.resolve(edge.specifier ?? '', edge.alias);
  const asked = target.isVersion ? asksFor(specifier, target.name) : asksForPlace(specifier);
  return asked ? null : target.name;
}

/** True for `npm:name`, `npm:name@range`, the same with a registry's prefix, and `jsr:` for names under `@jsr/`. */
function asksFor(specifier: string, name: string): boolean {
  return specifier.startsWith('jsr:') ? name.startsWith('@jsr/') : aliasedName(specifier) === name;
}

/** True for URLs, repositories and folders, which may hold a package of any name; a range or a tag asks the registry for this one. */
function asksForPlace(specifier: string): boolean {
  return specifier.includes(':') || specifier.includes('/');
}
