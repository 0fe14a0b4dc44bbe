import { readBunSettings } from './bun-settings.js';
import type { Checkout } from './checkout.js';
import type { CheckoutNpmrc } from './checkout-npmrc.js';
import type { ClientConfigurationOptions } from './client-configuration.js';
import type { Journal } from './journal.js';
import { npmEnvironment } from './npm-environment.js';
import { readNpmSettings, type NpmSettings } from './npm-settings.js';
import { readPnpmSettings } from './pnpm-settings.js';
import type { SettingsLayer } from './settings-layer.js';
import { readYarnSettings } from './yarn-settings.js';

/** What the layers are read from. */
export interface NpmLayersOptions extends Pick<ClientConfigurationOptions, 'env' | 'home'> {
  readonly checkout: Checkout;
  readonly npmrc: CheckoutNpmrc;
  readonly journal: Journal;
}

/**
 * The user’s settings for npm’s ecosystem in order of precedence; the last layer is npm’s defaults. The own settings of pnpm, Yarn and
 * Bun count only in a project of theirs, above npm’s, as there.
 */
export async function readNpmLayers(options: NpmLayersOptions): Promise<readonly SettingsLayer[]> {
  const { checkout, npmrc, journal } = options;
  const env = await npmEnvironment(options.env, checkout, npmrc, journal);
  const npm = await readNpmSettings({ ...options, env });
  const others = await managerLayers(options, npm);
  if (!(await checkout.has('bun.lock'))) return others;
  const bun = await readBunSettings(options);
  return [bun.environment, npm.environment, ...bun.files, ...others];
}

/** With the settings of Yarn in a project of Yarn’s, of pnpm in one of pnpm’s. */
async function managerLayers(options: NpmLayersOptions, npm: NpmSettings): Promise<readonly SettingsLayer[]> {
  const { checkout } = options;
  const [user, ...machine] = npm.files;
  if (await checkout.has('yarn.lock')) {
    const yarn = await readYarnSettings(options);
    return [...yarn.above, npm.environment, ...npm.files, ...yarn.below, npm.defaults];
  }
  if (user === undefined || !(await isPnpmProject(checkout))) return [npm.environment, ...npm.files, npm.defaults];
  const pnpm = await readPnpmSettings(options);
  return [
    pnpm.environment,
    npm.environment,
    ...pnpm.files,
    pnpm.userFile ?? user,
    ...pnpm.fallbacks,
    ...machine,
    npm.defaults,
  ];
}

async function isPnpmProject(checkout: Checkout): Promise<boolean> {
  return (await checkout.has('pnpm-lock.yaml')) || (await checkout.has('pnpm-workspace.yaml'));
}
