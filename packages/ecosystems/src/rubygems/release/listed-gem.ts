import type { SubjectFile } from '@assay/model';
import { canonicalPlatform } from '../gem-platform.js';

/** One file of a version as a registry lists it. */
export interface ListedGem {
  /** Absent for the platform `ruby`. As the registry writes it. */
  readonly platform?: string;
  /** What the registry states as SHA-256, verbatim; several texts are several statements. Attacker-controlled. */
  readonly checksums: readonly string[];
  /** When it was published, RFC 3339 UTC; absent where the registry does not say so in that form. Signed by nobody. */
  readonly publishedAt?: string;
}

/** Body of an answer about a gem's versions beyond which it is not read. */
export const maxReleaseBytes = 20 * 1024 * 1024;

/** Files of one version beyond which the list is not believed; real gems have a dozen. */
export const maxListedFiles = 1000;

/**
 * Which locked file each listed one is: the one with the same platform text, otherwise the one whose platform RubyGems takes for
 * the same (`x86_64-darwin20` is locked as `x86_64-darwin-20`), provided no other listed file could be meant.
 */
export function matchLocked(
  files: readonly SubjectFile[],
  listed: readonly ListedGem[],
): ReadonlyMap<ListedGem, SubjectFile> {
  const byText = new Map(files.map((file) => [file.platform, file]));
  const byPlatform = new Map(files.map((file) => [canonicalPlatform(file.platform), file]));
  const rivals = new Map<string, number>();
  for (const { platform } of listed) {
    const key = canonicalPlatform(platform);
    rivals.set(key, (rivals.get(key) ?? 0) + 1);
  }
  const matched = new Map<ListedGem, SubjectFile>();
  for (const gem of listed) {
    const key = canonicalPlatform(gem.platform);
    const file = byText.get(gem.platform) ?? (rivals.get(key) === 1 ? byPlatform.get(key) : undefined);
    if (file !== undefined) matched.set(gem, file);
  }
  return matched;
}
