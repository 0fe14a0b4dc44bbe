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

/** The mirror Bundler would ask instead of this remote (normalised), or null. */
export function mirrorOf(mirrors: readonly Mirror[], remote: string): Mirror | null {
  const url = remote.toLowerCase();
  const host = new URL(remote).hostname;
  const covers = (of: string) => mirrors.find((mirror) => mirror.of === of);
  return covers('all') ?? covers(url) ?? covers(host) ?? null;
}

function mirroredBy(name: string): string | null {
  if (!name.startsWith('mirror.') || name.includes('.fallback_timeout')) return null;
  const of = name.slice('mirror.'.length);
  if (!of.includes('://')) return of.endsWith('/') ? of.slice(0, -1) : of;
  return normaliseRegistryUrl(of);
}
