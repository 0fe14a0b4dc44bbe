/** The registries that the user’s npm or pnpm configuration names. */

import { isYarnOrigin, normaliseRegistryUrl, type Registry } from '@assay/model';
import type { Journal } from './journal.js';
import { namesOfScope, scopeOfSetting } from './npm-scope.js';
import { registryUrlSetting } from './registry-url-setting.js';
import { settingKeys, settingOf, textSettingOf, type SettingsLayer } from './settings-layer.js';
import { shown } from './shown.js';
import type { TrustedRegistry } from './trusted-registry.js';

/** What the registries follow from. */
export interface NpmRegistriesOptions {
  /** In order of precedence; the last one holds npm’s defaults. */
  readonly layers: readonly SettingsLayer[];
  /** npm’s built-in default registry, normalised. */
  readonly builtinDefault: string;
  /** Normalised remotes of npm lockfiles, for `replace-registry-host=always`. */
  readonly lockfileRemotes: readonly string[];
  readonly journal: Journal;
}

/** Scoped registries in the order they are named, then the default registry. */
export async function npmRegistries(options: NpmRegistriesOptions): Promise<readonly TrustedRegistry[]> {
  const { layers, journal } = options;
  const aliases = replacedUrls(options);
  const registries: TrustedRegistry[] = [];
  for (const key of settingKeys(layers)) {
    const scope = scopeOfSetting(key);
    if (scope === null) continue;
    const names = namesOfScope(scope);
    if (names === null) journal.note(`The setting \`${shown(key)}\` is ignored: it names no npm scope.`);
    else registries.push(await registryOfSetting(options, key, { names: [names], aliases }));
  }
  return [...registries, await registryOfSetting(options, 'registry', { names: [], aliases })];
}

async function registryOfSetting(
  options: NpmRegistriesOptions,
  key: string,
  claims: Pick<Registry, 'names' | 'aliases'>,
): Promise<TrustedRegistry> {
  const setting = settingOf(options.layers, key);
  if (setting === null) throw new TypeError(`npm’s defaults do not name a ${key}`);
  const { url, credential } = await registryUrlSetting(key, setting, options.journal);
  const isDefault = key === 'registry' && url === options.builtinDefault;
  const from = isDefault ? 'client-default' : setting.layer.from;
  const aliases = [...claims.aliases, ...yarnNames(options, url)].filter((alias) => alias !== url);
  return { registry: { ecosystem: 'npm', url, from, names: claims.names, redirects: [], aliases }, credential };
}

/**
 * Yarn’s built-in default is another name of npm’s: what it locks from there, npm’s registry serves. No other registry stands for it,
 * because Yarn 1 fetches what is locked from the very host that is locked.
 */
function yarnNames({ builtinDefault, lockfileRemotes }: NpmRegistriesOptions, url: string): readonly string[] {
  return url === builtinDefault ? lockfileRemotes.filter(isYarnOrigin) : [];
}

/**
 * What npm takes for the configured registry when it stands in a lockfile: npm’s `replace-registry-host`, which is `npmjs`
 * unless set (the built-in default), `never`, `always`, a host, or a URL. pnpm’s lockfiles seldom name URLs at all.
 */
function replacedUrls({ layers, builtinDefault, lockfileRemotes }: NpmRegistriesOptions): readonly string[] {
  const setting = textSettingOf(layers, 'replace-registry-host') ?? 'npmjs';
  if (setting === 'npmjs') return [builtinDefault];
  if (setting === 'never') return [];
  if (setting === 'always') return [...new Set([builtinDefault, ...lockfileRemotes])];
  const url = normaliseRegistryUrl(setting);
  if (url !== null) return [url];
  const ofHost = normaliseRegistryUrl(`https://${setting}/`);
  return ofHost === null || new URL(ofHost).host !== setting ? [] : [ofHost, ofHost.replace('https:', 'http:')];
}
