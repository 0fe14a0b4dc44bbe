/** What a Gemfile.lock says of a gem's own metadata: Bundler before 2.6 installs by it and does not look back. */

import type { Unreadable } from '@assay/model';
import { ManifestFields } from '../../manifest-fields.js';
import { samePlatform } from '../gem-platform.js';
import { runtimeDependencies } from './gem-dependencies.js';
import type { GemDocument } from './gem-metadata.js';

/** One entry's statement. */
interface GemClaim {
  readonly platform: string;
  /** Names of what it depends on, sorted. */
  readonly needs: readonly string[];
}

/** The claim as text, equal for equal claims. */
export function writeGemClaim({
  platform = 'ruby',
  dependencies,
}: {
  readonly platform?: string;
  readonly dependencies: readonly { readonly name: string }[];
}): string {
  const needs = [...new Set(dependencies.map(({ name }) => name))].sort();
  return JSON.stringify({ platform, needs } satisfies GemClaim);
}

/**
 * Holds what lockfiles claim about one file of a gem against its metadata. A name that it does not need at run time is the problem
 * `dependencies-mismatch`; one that the lockfile leaves out is not, for Bundler refuses that itself. Null when all is as it should be.
 */
export function compareGemClaims(
  claims: readonly string[],
  platform: string | undefined,
  document: GemDocument,
): Unreadable | null {
  const needs = claims
    .map((text) => JSON.parse(text) as GemClaim)
    .filter((claim) => samePlatform(claim.platform, platform ?? 'ruby'))
    .flatMap((claim) => claim.needs);
  if (needs.length === 0) return null;
  const { map, decoratedLists } = document;
  const own = new Set(runtimeDependencies(new ManifestFields(map, { file: 'the metadata', decoratedLists }), document));
  const foreign = needs.find((name) => !own.has(name));
  if (foreign === undefined) return null;
  const detail = `The lockfile says it depends on ${JSON.stringify(foreign)}; its metadata does not.`;
  return { problem: 'dependencies-mismatch', detail };
}
