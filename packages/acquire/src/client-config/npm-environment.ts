/**
 * The environment, without what a package manager put there from the checkout's own configuration.
 *
 * `npm run` and `npx` hand the merged configuration to the program they start as `npm_config_…` variables, the checkout's
 * `.npmrc` included. Believed, they would turn a proposal into the user's word: `npx assay` in a checkout whose `.npmrc`
 * names another registry would trust that registry. npm writes lower-case names only, so `NPM_CONFIG_…` is the user's.
 */

import { resolve } from 'node:path';
import type { Checkout } from './checkout.js';
import { openCheckout } from './checkout.js';
import { mightSet, readCheckoutNpmrc, type CheckoutNpmrc } from './checkout-npmrc.js';
import type { Journal } from './journal.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Settings that decide whom to trust or where to send what, as environment names. */
const trustSettings = new Set([
  'ca',
  'cafile',
  'cert',
  'global_prefix',
  'globalconfig',
  'http_proxy',
  'https_proxy',
  'key',
  'no_proxy',
  'noproxy',
  'prefix',
  'proxy',
  'registry',
  'replace_registry_host',
  'strict_ssl',
  'userconfig',
]);

/** A copy of the environment that holds only what the user said. */
export async function npmEnvironment(
  env: Environment,
  checkout: Checkout,
  npmrc: CheckoutNpmrc,
  journal: Journal,
): Promise<Record<string, string>> {
  const said: Record<string, string> = Object.create(null) as Record<string, string>;
  const isPassedOn = await passedOnSettings(env, checkout, npmrc);
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined) continue;
    if (isPassedOn(name)) journal.note(passedOnNote(name));
    else said[name] = value;
  }
  return said;
}

function passedOnNote(name: string): string {
  return (
    `The variable ${name} is ignored: the package manager that started Assay may have taken it from the checkout. ` +
    `If it is yours, set ${name.toUpperCase()} or your own configuration file.`
  );
}

/** Which variables may come from the checkout by way of the package manager that started this process. */
async function passedOnSettings(
  env: Environment,
  checkout: Checkout,
  npmrc: CheckoutNpmrc,
): Promise<(name: string) => boolean> {
  if (!startedByPackageManager(env)) return () => false;
  const files = await projectFilesOfNpm(env, checkout, npmrc);
  return (name) => {
    const setting = trustSettingOf(name);
    if (setting === null) return false;
    return files === null || files.some((file) => mightSet(file, setting));
  };
}

function startedByPackageManager(env: Environment): boolean {
  return ['npm_execpath', 'npm_command', 'npm_lifecycle_event', 'npm_config_local_prefix'].some(
    (name) => (env[name] ?? '') !== '',
  );
}

/** The `.npmrc` files that npm took its project configuration from; null when it was not npm, so nobody knows which. */
async function projectFilesOfNpm(
  env: Environment,
  checkout: Checkout,
  npmrc: CheckoutNpmrc,
): Promise<readonly CheckoutNpmrc[] | null> {
  const prefix = env['npm_config_local_prefix'] ?? '';
  if (prefix === '' || !(env['npm_config_user_agent'] ?? '').startsWith('npm/')) return null;
  if (resolve(prefix) === checkout.root) return [npmrc];
  return [npmrc, await readCheckoutNpmrc(await openCheckout(prefix))];
}

function trustSettingOf(name: string): string | null {
  if (!name.startsWith('npm_config_')) return null;
  const setting = name.slice('npm_config_'.length);
  return trustSettings.has(setting) ? setting : null;
}
