import { hash } from 'node:crypto';
import { join } from 'node:path';
import { runClient, type ClientResult } from '../client.js';
import { writeFiles, type MintedProject } from '../minted-project.js';
import { composerDistPath, composerRecord } from './composer-content.js';
import type { MintedLicenseZip } from './license-zip.js';
import type { MintedComposerPackage } from './minted-composer-package.js';

/** A PHP project that uses packages of a private Composer repository. */
export interface ComposerProjectOptions {
  /** URL of the repository; ends with `/`, holds no credential. */
  readonly source: string;
  readonly packages: readonly MintedComposerPackage[];
  /** False: no composer.lock. */
  readonly locked?: boolean;
}

/** A composer.json that knows this repository alone, and its composer.lock. */
export function mintComposerProject({ source, packages, locked = true }: ComposerProjectOptions): MintedProject {
  const manifest = {
    name: 'minted/project',
    repositories: [{ type: 'composer', url: source }, { packagist: false }],
    require: Object.fromEntries(packages.map(({ name, version }) => [name, version])),
    config: { 'secure-http': false },
  };
  const lock = {
    'content-hash': contentHash(manifest),
    packages: packages.map((minted) => composerRecord(minted, source)),
    'packages-dev': [],
    aliases: [],
    'minimum-stability': 'stable',
    'stability-flags': {},
    'prefer-stable': false,
    'prefer-lowest': false,
    platform: {},
    'platform-dev': {},
    'plugin-api-version': '2.3.0',
  };
  const text = json(lock);
  const files = { 'composer.json': json(manifest), ...(locked ? { 'composer.lock': text } : {}) };
  return { lockfile: 'composer.lock', text, files };
}

/** Composer's MD5 over the members that decide what is installed, sorted, as PHP writes JSON. */
function contentHash({ name, repositories, require }: Readonly<Record<string, unknown>>): string {
  return hash('md5', JSON.stringify({ name, repositories, require }).replaceAll('/', '\\/'), 'hex');
}

/** How a real `composer install` runs. */
export interface ComposerInstallOptions {
  /** Absolute path of a folder for this run alone. */
  readonly folder: string;
  readonly project: MintedProject;
  readonly source: string;
  /** Handed over in COMPOSER_AUTH, for the server's host and port. */
  readonly credential?: { readonly user: string; readonly password: string };
  /** Over everything else. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** How it went, and where everything is. The paths are absolute; whether they exist depends on how it went. */
export interface ComposerInstallation extends ClientResult {
  /** The checkout. */
  readonly projectFolder: string;
  readonly vendorFolder: string;
  /** Composer's cache of archives: see {@link composerCacheFile}. */
  readonly cacheFolder: string;
}

/** Runs `composer install` without plugins and scripts. Skip the test, visibly, where `hasClient('composer')` is false. */
export async function composerInstall(options: ComposerInstallOptions): Promise<ComposerInstallation> {
  const { folder, project, source, credential, env = {} } = options;
  const projectFolder = join(folder, 'project');
  await writeFiles(projectFolder, project.files);
  const { host } = new URL(source);
  const basic = credential === undefined ? {} : { username: credential.user, password: credential.password };
  const result = await runClient('composer', ['install', '--no-interaction', '--no-plugins', '--no-scripts'], {
    cwd: projectFolder,
    env: {
      PATH: process.env['PATH'],
      HOME: join(folder, 'home'),
      TMPDIR: folder,
      COMPOSER_HOME: join(folder, 'home', '.composer'),
      COMPOSER_CACHE_DIR: join(folder, 'cache'),
      COMPOSER_ALLOW_SUPERUSER: '1',
      COMPOSER_AUTH: JSON.stringify(credential === undefined ? {} : { 'http-basic': { [host]: basic } }),
      ...env,
    },
  });
  return {
    ...result,
    projectFolder,
    vendorFolder: join(projectFolder, 'vendor'),
    cacheFolder: join(folder, 'cache', 'files'),
  };
}

/**
 * Lays out a project as Composer leaves it, without Composer: the project's files, `vendor/<name>/…`, `vendor/composer/installed.json`,
 * and the archives in the cache. The autoloader is not there. Returns what {@link composerInstall} does.
 */
export async function layComposerVendor(options: {
  readonly folder: string;
  readonly source: string;
  readonly packages: readonly MintedLicenseZip[];
}): Promise<Omit<ComposerInstallation, keyof ClientResult>> {
  const { folder, source, packages } = options;
  const places = {
    projectFolder: join(folder, 'project'),
    vendorFolder: join(folder, 'project', 'vendor'),
    cacheFolder: join(folder, 'cache', 'files'),
  };
  await writeFiles(places.projectFolder, mintComposerProject({ source, packages }).files);
  for (const minted of packages) {
    await writeFiles(join(places.vendorFolder, minted.name), minted.files);
    await writeFiles(places.cacheFolder, { [composerCacheFile(minted, source)]: minted.bytes });
  }
  await writeFiles(places.vendorFolder, { 'composer/installed.json': installedJson(packages, source) });
  return places;
}

/** Where Composer keeps the archive, below its cache of files: `<name>/<SHA-1 of the URL>.zip`. */
export function composerCacheFile(minted: MintedComposerPackage, source: string): string {
  const url = `${source}${composerDistPath(minted).slice(1)}`;
  return `${minted.name}/${hash('sha1', url, 'hex')}.zip`;
}

/** What Composer says of what it installed. */
function installedJson(packages: readonly MintedLicenseZip[], source: string): string {
  const records = packages.map((minted) => ({
    ...composerRecord(minted, source),
    'installation-source': 'dist',
    'install-path': `../${minted.name}`,
  }));
  return json({ packages: records, dev: true, 'dev-package-names': [] });
}

/** PHP's pretty form: four blanks. */
function json(value: unknown): string {
  return `${JSON.stringify(value, null, 4)}\n`;
}
