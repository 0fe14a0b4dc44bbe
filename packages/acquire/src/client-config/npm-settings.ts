/** npm's settings from everywhere but the checkout, read by npm's own reader. */

import { AssayError } from '@assay/model';
import type NpmConfig from '@npmcli/config';
import { devNull } from 'node:os';
import { join, parse } from 'node:path';
import type { Checkout } from './checkout.js';
import { findNpm } from './find-npm.js';
import type { Journal } from './journal.js';
import { leftInCheckout } from './left-in-checkout.js';
import type { SettingsLayer } from './settings-layer.js';

/** How to read npm's settings. */
export interface NpmSettingsOptions {
  /** What the user said; not changed. */
  readonly env: Readonly<Record<string, string>>;
  readonly home: string | null;
  readonly checkout: Checkout;
  readonly journal: Journal;
}

/** npm's settings in order of precedence: environment, user, global, built-in, npm's defaults. */
export interface NpmSettings {
  readonly environment: SettingsLayer;
  readonly files: readonly SettingsLayer[];
  readonly defaults: SettingsLayer;
}

/** Reads npm's settings as npm does, the checkout's `.npmrc` left out. */
export async function readNpmSettings(options: NpmSettingsOptions): Promise<NpmSettings> {
  const config = await loadConfig(options);
  reportUnreadable(config, options.journal);
  const files = [];
  for (const level of ['user', 'global', 'builtin']) files.push(await fileLayer(config, level, options));
  return {
    environment: { from: 'environment', label: 'the environment', file: null, values: ownValues(config, 'env') },
    files,
    defaults: { from: 'client-default', label: 'npm’s defaults', file: null, values: ownValues(config, 'default') },
  };
}

async function loadConfig(options: NpmSettingsOptions): Promise<NpmConfig> {
  // 20 ms of loading that `--version` should not pay.
  const [{ default: Config }, { default: contents }] = await Promise.all([
    import('@npmcli/config'),
    import('@npmcli/config/lib/definitions/index.js'),
  ]);
  const { definitions, shorthands, flatten, nerfDarts } = contents;
  const npm = await findNpm(options.env['PATH'] ?? options.env['Path'], options.checkout);
  const neutral = parse(process.cwd()).root;
  const config = new Config({
    definitions,
    shorthands,
    flatten,
    nerfDarts,
    ...npm,
    // npm's reader writes variables into the environment it is given.
    env: { ...options.env, HOME: options.home ?? join(devNull, 'home') },
    argv: ['node', 'npm', '--location=global', ...(await withoutCheckoutFiles(options))],
    cwd: neutral,
    warn: false,
  });
  try {
    await config.load();
  } catch {
    // What npm's reader throws may quote a secret, so it is not passed on.
    throw new AssayError('ERR_CONFIG', 'npm’s own configuration cannot be read', {
      hint: 'Run `npm config list` to see what npm says about it.',
    });
  }
  return config;
}

/**
 * A user configuration that lies in the checkout (`HOME` or `NPM_CONFIG_USERCONFIG` points there) cannot be told from one
 * that a pull request wrote, so it is not read as the user's.
 */
async function withoutCheckoutFiles(options: NpmSettingsOptions): Promise<readonly string[]> {
  const refused: string[] = [];
  for (const [level, fallback] of [
    ['user', options.home === null ? null : join(options.home, '.npmrc')],
    ['global', null],
  ] as const) {
    const named = variable(options.env, `npm_config_${level}config`);
    const path = named === null ? fallback : fromHome(named, options.home);
    const holder = path === null ? null : await options.checkout.holderOf(path);
    if (path === null || holder === null) continue;
    if (await options.checkout.has(path)) options.journal.note(leftInCheckout(`npm’s ${level} configuration`, holder));
    refused.push(`--${level}config=${devNull}`);
  }
  return refused;
}

/** npm's own reading of `~/`. */
function fromHome(path: string, home: string | null): string {
  return home !== null && path.startsWith('~/') ? join(home, path.slice(2)) : path;
}

/** npm reads its variables in any case. */
function variable(env: Readonly<Record<string, string>>, name: string): string | null {
  const found = Object.entries(env).find(([key, value]) => key.toLowerCase() === name && value !== '');
  return found?.[1] ?? null;
}

/**
 * The net below `withoutCheckoutFiles`: what one file names can be another file. The machine’s files are read last and
 * decide about no other file, so leaving their values out is enough.
 */
async function fileLayer(config: NpmConfig, level: string, options: NpmSettingsOptions): Promise<SettingsLayer> {
  const source = config.data.get(level)?.source ?? level;
  const values = ownValues(config, level);
  const holder = values.size === 0 ? null : await options.checkout.holderOf(source);
  if (holder !== null) options.journal.note(leftInCheckout(`npm’s ${level} configuration`, holder));
  return { from: 'user', label: source, file: source, values: holder === null ? values : new Map() };
}

/** npm goes on without a file it cannot read. For the user’s own file that could mean another registry, so Assay stops. */
function reportUnreadable(config: NpmConfig, journal: Journal): void {
  for (const level of ['user', 'global', 'builtin']) {
    const found = config.data.get(level);
    const code = found?.loadError?.code;
    if (found === undefined || code === undefined || code === 'ENOENT' || code === 'ENOTDIR') continue;
    const file = found.source ?? level;
    if (level === 'user')
      throw new AssayError('ERR_CONFIG', `npm’s user configuration cannot be read (${code})`, {
        hint: 'Make it readable or remove it: without it, packages might come from another registry.',
        file,
      });
    journal.note(`npm’s ${level} configuration ${file} cannot be read (${code}) and is left out, as npm does.`);
  }
}

function ownValues(config: NpmConfig, level: string): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(config.data.get(level)?.data ?? {}));
}
