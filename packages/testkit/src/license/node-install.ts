import { hash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runClient, type ClientResult } from '../client.js';
import { mintPackageLock } from '../mint-package-lock.js';
import { mintPnpmLock } from '../mint-pnpm-lock.js';
import type { MintedPackage } from '../minted-package.js';
import { writeFiles } from '../minted-project.js';
import { authorizationFor } from '../registry-auth.js';
import type { VendorCredential } from './vendor-credential.js';

/** How a real install of a package from a private scope runs. */
export interface NodeInstallOptions {
  /** Absolute path of a folder for this run alone: it gets the project, a home, caches and stores. */
  readonly folder: string;
  /** URL of the vendor's server; ends with `/`, holds no credential. */
  readonly source: string;
  /** Scoped packages; their scopes lead to the vendor's server. */
  readonly packages: readonly MintedPackage[];
  /** What stands in the user's .npmrc; nothing when not given. */
  readonly credential?: VendorCredential;
  /** URL of the registry of everything else; the vendor's server when not given, so that nothing leaves the machine. */
  readonly registry?: string;
  /** `npm` when not given. */
  readonly client?: 'npm' | 'pnpm';
  /** False: no lockfile. */
  readonly locked?: boolean;
  /** Lets install scripts run; they do not when not given. */
  readonly scripts?: boolean;
  /** Over everything else. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** How it went, and where everything is. The paths are absolute; whether they exist depends on how it went. */
export interface NodeInstallation extends ClientResult {
  /** The checkout. */
  readonly projectFolder: string;
  readonly nodeModules: string;
  /** The user's configuration, with the credential. */
  readonly npmrc: string;
  /** npm's cache of archives (cacache): `content-v2/sha512/<2>/<2>/<rest>` is the tarball itself, `index-v5` its index. */
  readonly npmCache: string;
  /** pnpm's store, its layout's version included (`…/v11`): single files by digest, not the tarball. */
  readonly pnpmStore: string;
  /** The environment that it ran in, for further commands. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs `npm ci` or `pnpm install --frozen-lockfile` (without a lockfile, `npm install` or `pnpm install`), apart from the user's own
 * settings. Skip the test, visibly, where `hasClient('npm')` or `hasClient('pnpm')` is false.
 */
export async function nodeInstall(options: NodeInstallOptions): Promise<NodeInstallation> {
  const { folder, client = 'npm', scripts = false } = options;
  const places = placesBelow(folder);
  await writeFiles(places.projectFolder, projectFiles(options));
  await writeFiles(folder, { 'home/.npmrc': npmrcText(options) });
  const env = { ...environment(places, folder), ...options.env };
  const flags = scripts ? [] : ['--ignore-scripts'];
  const command = client === 'npm' ? npmCommand(options) : pnpmCommand(options, places.pnpmStore);
  const result = await runClient(client, [...command, ...flags], { cwd: places.projectFolder, env });
  return { ...result, ...places, pnpmStore: await versionedStore(places.pnpmStore), env };
}

async function versionedStore(store: string): Promise<string> {
  const versions = await readdir(store).catch(() => []);
  return join(store, versions[0] ?? 'none');
}

type Places = Omit<NodeInstallation, keyof ClientResult | 'env'>;

function placesBelow(folder: string): Places {
  const projectFolder = join(folder, 'project');
  return {
    projectFolder,
    nodeModules: join(projectFolder, 'node_modules'),
    npmrc: join(folder, 'home', '.npmrc'),
    npmCache: join(folder, 'npm-cache', '_cacache'),
    pnpmStore: join(folder, 'pnpm-store'),
  };
}

/** Where npm keeps the archive with this integrity (`sha512-…`), below its cache: `content-v2/sha512/ab/cd/…`. */
export function npmCachePath(npmCache: string, integrity: string): string {
  const [algorithm = ''] = integrity.split('-', 1);
  const hex = Buffer.from(integrity.slice(algorithm.length + 1), 'base64').toString('hex');
  return join(npmCache, 'content-v2', algorithm, hex.slice(0, 2), hex.slice(2, 4), hex.slice(4));
}

/** Where pnpm keeps a file that is not executable, below its store: `files/ab/cd…`, the SHA-512 of the file. */
export function pnpmStorePath(pnpmStore: string, content: string | Uint8Array): string {
  const hex = hash('sha512', content, 'hex');
  return join(pnpmStore, 'files', hex.slice(0, 2), hex.slice(2));
}

function projectFiles(options: NodeInstallOptions): Readonly<Record<string, string | Uint8Array>> {
  const { client = 'npm', packages, source, locked = true } = options;
  const npm = packages.map((minted) => ({ kind: 'registry', package: minted, fields: scriptFlag(minted) }) as const);
  const pnpm = packages.map((minted) => ({ kind: 'registry', package: minted }) as const);
  const { files } =
    client === 'npm' ? mintPackageLock({ entries: npm, registry: source }) : mintPnpmLock({ entries: pnpm });
  const manifest = { 'package.json': files['package.json'] ?? '' };
  return locked ? files : manifest;
}

/** npm runs the scripts of those packages only whose entry has this flag. */
function scriptFlag({ manifest: { scripts = {} } }: MintedPackage): Readonly<Record<string, unknown>> {
  const runs = ['preinstall', 'install', 'postinstall'].some((event) => event in (scripts as object));
  return runs ? { hasInstallScript: true } : {};
}

/** The user's .npmrc: scopes, and the credential for the server's host, port and path. */
function npmrcText({ packages, source, registry = source, credential }: NodeInstallOptions): string {
  const scopes = new Set(packages.map(({ name }) => name.slice(0, Math.max(0, name.indexOf('/')))));
  const named = [...scopes].filter((scope) => scope !== '').map((scope) => `${scope}:registry=${source}`);
  return [`registry=${registry}`, ...named, ...credentialLines(source, credential), ''].join('\n');
}

function credentialLines(source: string, credential?: VendorCredential): readonly string[] {
  if (credential === undefined) return [];
  const nerfed = source.slice(source.indexOf('//'));
  const [, value = ''] = authorizationFor(credential).split(' ');
  return [`${nerfed}:${'token' in credential ? '_authToken' : '_auth'}=${value}`];
}

function npmCommand({ locked = true }: NodeInstallOptions): readonly string[] {
  return [locked ? 'ci' : 'install', '--no-audit', '--no-fund', '--fetch-retries=0'];
}

function pnpmCommand({ locked = true }: NodeInstallOptions, store: string): readonly string[] {
  const frozen = locked ? '--frozen-lockfile' : '--no-frozen-lockfile';
  return ['install', frozen, `--store-dir=${store}`];
}

function environment(places: Places, folder: string): NodeInstallation['env'] {
  const home = join(folder, 'home');
  return {
    PATH: process.env['PATH'],
    LANG: 'C.UTF-8',
    CI: 'true',
    HOME: home,
    USERPROFILE: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.data'),
    XDG_STATE_HOME: join(home, '.state'),
    XDG_CACHE_HOME: join(home, '.cache'),
    npm_config_cache: join(places.npmCache, '..'),
    npm_config_userconfig: places.npmrc,
    npm_config_globalconfig: join(home, 'no-global-npmrc'),
    npm_config_update_notifier: 'false',
    pnpm_config_fetch_retries: '0',
  };
}
