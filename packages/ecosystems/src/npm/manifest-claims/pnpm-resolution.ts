import type { PnpmClaim } from './claim.js';
import { allows, readSpec } from './dependency-spec.js';

/** What pnpm resolved one dependency to. */
export type PnpmResolution = PnpmClaim['resolved'][number];

/**
 * True when a dependency is resolved to what `asked` asks for. What a URL or a repository gives has no version or goes by the alias, and what
 * `jsr:` gives is of the scope `@jsr`.
 */
export function isResolutionOf([alias, name, version]: PnpmResolution, asked: string): boolean {
  const spec = readSpec(alias, asked);
  if (spec === null)
    return version === null || name === alias || (asked.startsWith('jsr:') && name.startsWith('@jsr/'));
  return spec.name === name && version !== null && allows(spec.range, version);
}
