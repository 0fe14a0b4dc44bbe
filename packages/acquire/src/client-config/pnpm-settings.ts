/**
 * pnpm’s own user configuration: `auth.ini` and `config.yaml` of pnpm 11 and later, the `rc` of pnpm 10 where there is
 * neither, and `PNPM_CONFIG_…` variables.
 */

import { AssayError } from '@assay/model';
import { join } from 'node:path';
import type { Checkout } from './checkout.js';
import { expandVariables } from './expand-variables.js';
import type { Journal } from './journal.js';
import { leftInCheckout } from './left-in-checkout.js';
import { parseNpmrc } from './parse-npmrc.js';
import { parsePnpmAuth, readPnpmAuth } from './pnpm-auth.js';
import { parsePnpmYaml } from './pnpm-yaml.js';
import { readRegularFile, type FileContent } from './read-regular-file.js';
import { textSettingOf, type SettingsLayer } from './settings-layer.js';

/** How to read pnpm’s settings. */
export interface PnpmSettingsOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string | null;
  readonly checkout: Checkout;
  readonly journal: Journal;
}

/** pnpm’s settings, highest precedence first; npm’s user configuration stands between `files` and `fallbacks`. */
export interface PnpmSettings {
  readonly environment: SettingsLayer;
  readonly files: readonly SettingsLayer[];
  /** Read instead of npm’s user configuration when pnpm is told so. */
  readonly userFile: SettingsLayer | null;
  readonly fallbacks: readonly SettingsLayer[];
}

/** Reads pnpm’s settings. A file of the user’s that cannot be read or parsed throws ERR_CONFIG. */
export async function readPnpmSettings(options: PnpmSettingsOptions): Promise<PnpmSettings> {
  const environment = environmentLayer(options);
  const folder = configurationFolder(options);
  const [yaml = null, routes = null] = folder === null ? [] : await yamlLayers(join(folder, 'config.yaml'), options);
  const ini = folder === null ? null : await iniLayer(join(folder, 'auth.ini'), options);
  const isOld = folder !== null && yaml === null && ini === null;
  const rc = isOld ? await iniLayer(join(folder, 'rc'), options) : null;
  const files = [yaml, ini].filter((layer) => layer !== null);
  const userPath = textSettingOf([environment, ...files], 'npmrc-auth-file');
  return {
    environment,
    files,
    userFile: userPath === null ? null : await iniLayer(userPath, options),
    fallbacks: [rc, routes].filter((layer) => layer !== null),
  };
}

function configurationFolder({ env, home }: PnpmSettingsOptions): string | null {
  const xdg = env['XDG_CONFIG_HOME'] ?? '';
  if (xdg !== '') return join(xdg, 'pnpm');
  if (home === null) return null;
  if (process.platform === 'darwin') return join(home, 'Library', 'Preferences', 'pnpm');
  if (process.platform !== 'win32') return join(home, '.config', 'pnpm');
  return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'pnpm', 'config');
}

const variables = new Map([
  ['registry', 'registry'],
  ['https_proxy', 'https-proxy'],
  ['http_proxy', 'http-proxy'],
  ['no_proxy', 'noproxy'],
  ['strict_ssl', 'strict-ssl'],
  ['npmrc_auth_file', 'npmrc-auth-file'],
  ['userconfig', 'npmrc-auth-file'],
]);

/** pnpm reads its variables in lower or in upper case, and nerf darts (`pnpm_config_//host/:_authToken`) as they stand. */
function environmentLayer({ env, journal }: PnpmSettingsOptions): SettingsLayer {
  const values = new Map<string, unknown>();
  for (const [name, value] of Object.entries(env)) {
    const rest = name.startsWith('pnpm_config_') || name.startsWith('PNPM_CONFIG_') ? name.slice(12) : null;
    if (rest === null || value === undefined || value === '') continue;
    const setting = rest.startsWith('//') ? rest : variables.get(rest.toLowerCase());
    if (setting !== undefined && !values.has(setting)) values.set(setting, value);
    if (rest.toLowerCase() === '_auth') addAuth(values, value, env, journal);
  }
  return { from: 'environment', label: 'the environment', file: null, values };
}

function addAuth(values: Map<string, unknown>, text: string, env: PnpmSettingsOptions['env'], journal: Journal): void {
  const auth = parsePnpmAuth(text);
  if (auth === null) {
    journal.secret(text);
    throw new AssayError('ERR_CONFIG', 'The variable pnpm_config__auth does not hold a JSON object', {
      hint: 'Write {"https://registry.example/": {"@": {"authToken": "…"}}}.',
    });
  }
  const { credentials, routes } = readPnpmAuth(auth, journal);
  for (const [key, token] of credentials) values.set(key, expandVariables(token, env));
  for (const [key, url] of routes) if (!values.has(key)) values.set(key, url);
}

/** The settings of `config.yaml`, and below everything else the routes that pnpm concludes from its credentials. */
async function yamlLayers(path: string, options: PnpmSettingsOptions): Promise<readonly SettingsLayer[]> {
  const bytes = await ownBytes(path, options);
  if (bytes === null) return [];
  const parsed = parsePnpmYaml(bytes);
  if (!parsed.ok)
    throw new AssayError('ERR_CONFIG', `pnpm’s configuration cannot be parsed: ${parsed.problem.detail}`, {
      hint: 'Correct the file: it may name registries.',
      file: path,
      ...(parsed.problem.line === undefined ? {} : { line: parsed.problem.line }),
    });
  const { values, auth } = parsed.settings;
  if (auth === null) return [fileLayer(path, values, options)];
  const { credentials, routes } = readPnpmAuth(auth, options.journal);
  return [fileLayer(path, new Map([...credentials, ...values]), options), fileLayer(path, routes, options)];
}

async function iniLayer(path: string, options: PnpmSettingsOptions): Promise<SettingsLayer | null> {
  const bytes = await ownBytes(path, options);
  if (bytes === null) return null;
  const values = parseNpmrc(bytes);
  if (values === null)
    throw new AssayError('ERR_CONFIG', 'pnpm’s configuration cannot be parsed', {
      hint: 'Correct the file: it may name registries.',
      file: path,
    });
  return fileLayer(path, values, options);
}

function fileLayer(path: string, values: ReadonlyMap<string, unknown>, { env }: PnpmSettingsOptions): SettingsLayer {
  const expand = (value: unknown): unknown => (typeof value === 'string' ? expandVariables(value, env) : value);
  const expanded = [...values].map(([key, value]) => [expandVariables(key, env), expand(value)] as const);
  return { from: 'user', label: path, file: path, values: new Map(expanded) };
}

/** The bytes of a file of the user’s; null when there is none, or when it is the checkout’s after all. */
async function ownBytes(path: string, { checkout, journal }: PnpmSettingsOptions): Promise<Uint8Array | null> {
  const holder = await checkout.holderOf(path);
  if (holder !== null) {
    if (await checkout.has(path)) journal.note(leftInCheckout(`pnpm’s ${path}`, holder));
    return null;
  }
  const content: FileContent = await readRegularFile(path);
  if (content.kind === 'refused')
    throw new AssayError('ERR_CONFIG', `pnpm’s configuration cannot be read: ${content.why}`, {
      hint: 'Make it readable or remove it: without it, packages might come from another registry.',
      file: path,
    });
  return content.kind === 'bytes' ? content.bytes : null;
}
