/** Bundler’s mirrors: `mirror.<URL>`, `mirror.<host>` and `mirror.all`. */

import { AssayError, normaliseRegistryUrl } from '@assay/model';
import type { Journal } from './journal.js';
import { bundlerNames, bundlerSetting, type BundlerLayer } from './bundler-settings.js';
import { parseRegistryUrl, type RegistryUrl } from './registry-url-setting.js';

/** A mirror, and what it stands for. */
export interface Mirror extends RegistryUrl {
  readonly from: BundlerLayer['from'];
  /** `all`, a host, or a normalised URL, lower-case: Bundler compares these without case. */
  readonly of: string;
}

/**
 * The mirrors that the layers name; those of `mirror.all` first, because Bundler asks no other then. Throws ERR_CONFIG for
 * one that is no URL.
 */
export function bundlerMirrors(layers: readonly BundlerLayer[], journal: Journal): readonly Mirror[] {
  const mirrors: Mirror[] = [];
  for (const name of bundlerNames(layers)) {
    const of = mirroredBy(name);
    const setting = of === null ? null : bundlerSetting(layers, name);
    if (of === null || setting === null) continue;
    const parsed = parseRegistryUrl(setting.value, journal);
    if (parsed === null)
      throw new AssayError('ERR_CONFIG', `A Bundler mirror in ${setting.layer.label} is not an http(s) URL`, {
        hint: 'Correct it (`bundle config`): Assay does not guess which server was meant.',
      });
    mirrors.push({ ...parsed, from: setting.layer.from, of });
  }
  if (bundlerNames(layers).some((name) => name.endsWith('.fallback_timeout')))
    journal.note('Bundler’s mirror fallback is not followed: the mirror alone is asked.');
  return mirrors.sort((a, b) => Number(b.of === 'all') - Number(a.of === 'all'));
}

/** Finds the mirror that Bundler would ask instead of a remote (normalised); null when it asks the remote itself. */
export function mirrorLookup<T extends Pick<Mirror, 'of'>>(mirrors: readonly T[]): (remote: string) => T | null {
  const byName = new Map([...mirrors].reverse().map((mirror) => [mirror.of.toLowerCase(), mirror]));
  return (remote) =>
    byName.get('all') ?? byName.get(remote.toLowerCase()) ?? byName.get(new URL(remote).hostname) ?? null;
}

/** What the setting of this name (lower-case) is the mirror of: `all`, a host or a URL; null when it names no mirror. */
export function mirroredBy(name: string): string | null {
  if (!name.startsWith('mirror.') || name.includes('.fallback_timeout')) return null;
  const of = name.slice('mirror.'.length);
  if (!of.includes('://')) return of.endsWith('/') ? of.slice(0, -1) : of;
  return normaliseRegistryUrl(of);
}
