/** Bundler’s settings from everywhere but the checkout, and what the checkout’s own `.bundle/config` says. */

import { AssayError } from '@assay/model';
import { isAbsolute, join } from 'node:path';
import { lookupKey, parseBundlerConfig, settingName, type BundlerValues } from './bundler-config.js';
import type { Checkout } from './checkout.js';
import type { Journal } from './journal.js';
import { leftInCheckout } from './left-in-checkout.js';
import { readRegularFile } from './read-regular-file.js';

/** The settings of one place. */
export interface BundlerLayer {
  readonly from: 'user' | 'environment' | 'project';
  /** For messages. */
  readonly label: string;
  readonly values: BundlerValues;
}

/** Bundler’s settings. */
export interface BundlerSettings {
  /** In Bundler’s order of precedence, without the checkout’s. */
  readonly trusted: readonly BundlerLayer[];
  /** The checkout’s `.bundle/config`, if Bundler would read it. */
  readonly checkout: BundlerLayer | null;
}

/** How to read them. */
export interface BundlerSettingsOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string | null;
  readonly checkout: Checkout;
  readonly journal: Journal;
}

/** Reads Bundler’s settings: the application’s, the environment’s, the user’s, as far as they are not the checkout’s. */
export async function readBundlerSettings(options: BundlerSettingsOptions): Promise<BundlerSettings> {
  const { env } = options;
  const environment: BundlerLayer = { from: 'environment', label: 'the environment', values: bundleVariables(env) };
  if ((env['BUNDLE_IGNORE_CONFIG'] ?? '') !== '') return { trusted: [environment], checkout: null };
  const application = await applicationLayer(options);
  const user = await userLayer(options);
  const isOwn = application !== null && application.from !== 'project';
  return {
    trusted: [...(isOwn ? [application] : []), environment, ...(user === null ? [] : [user])],
    checkout: isOwn ? null : application,
  };
}

/** A setting and the layer that says it. */
export interface BundlerSetting {
  readonly value: string;
  readonly layer: BundlerLayer;
}

/** What the first layer says about a name (`mirror.all`, a host, a URL); null when none does. */
export function bundlerSetting(layers: readonly BundlerLayer[], name: string): BundlerSetting | null {
  const key = lookupKey(name);
  for (const layer of layers) {
    const value = layer.values.get(key);
    if (value !== undefined && value !== '') return { value, layer };
  }
  return null;
}

/** The names of all settings, lower-case, each once. */
export function bundlerNames(layers: readonly BundlerLayer[]): readonly string[] {
  return [...new Set(layers.flatMap((layer) => [...layer.values.keys()].map(settingName)))];
}

function bundleVariables(env: BundlerSettingsOptions['env']): BundlerValues {
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(env)) {
    if (name.startsWith('BUNDLE_') && value !== undefined && value !== '') values.set(name, value);
  }
  return values;
}

/** `BUNDLE_APP_CONFIG` (official images of Ruby set it, outside the checkout), else the checkout’s `.bundle`. */
async function applicationLayer(options: BundlerSettingsOptions): Promise<BundlerLayer | null> {
  const folder = options.env['BUNDLE_APP_CONFIG'] ?? '';
  if (isAbsolute(folder) && !(await options.checkout.contains(folder)))
    return ownLayer(join(folder, 'config'), options);
  const content = await options.checkout.read(join(folder === '' ? '.bundle' : folder, 'config'));
  if (content.kind === 'refused') options.journal.note(`The checkout’s .bundle/config is not read: ${content.why}.`);
  if (content.kind !== 'bytes') return null;
  const values = parseBundlerConfig(new TextDecoder().decode(content.bytes));
  return { from: 'project', label: 'The checkout’s .bundle/config', values };
}

async function userLayer(options: BundlerSettingsOptions): Promise<BundlerLayer | null> {
  const { env, home } = options;
  const named = [env['BUNDLE_CONFIG'], env['BUNDLE_USER_CONFIG']].find((path) => (path ?? '') !== '');
  const folder = env['BUNDLE_USER_HOME'] ?? '';
  const path =
    named ?? (folder !== '' ? join(folder, 'config') : home === null ? null : join(home, '.bundle', 'config'));
  return path === null ? null : ownLayer(path, options);
}

async function ownLayer(path: string, { checkout, journal }: BundlerSettingsOptions): Promise<BundlerLayer | null> {
  const holder = await checkout.holderOf(path);
  if (holder !== null) {
    if (await checkout.has(path)) journal.note(leftInCheckout(`Bundler’s ${path}`, holder));
    return null;
  }
  const content = await readRegularFile(path);
  if (content.kind === 'absent') return null;
  if (content.kind === 'refused')
    throw new AssayError('ERR_CONFIG', `Bundler’s configuration cannot be read: ${content.why}`, {
      hint: 'Make it readable or remove it: without it, gems might come from another server.',
      file: path,
    });
  return { from: 'user', label: path, values: parseBundlerConfig(new TextDecoder().decode(content.bytes)) };
}
