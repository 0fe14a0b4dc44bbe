/** `npm audit signatures`, the peer of our registry signatures: where npm is, what it is given, how it is started. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const stub = fileURLToPath(new URL('npm-tuf-stub.mjs', import.meta.url));

/** The folder of the npm that PATH names, or else of the one beside this Node; null when there is none that can audit. */
export function findNpm() {
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'npm'));
  const links = onPath.filter((path) => existsSync(path)).map((path) => join(dirname(realpathSync(path)), '..'));
  const prefix = dirname(dirname(process.execPath));
  const beside = [join(prefix, 'lib/node_modules/npm'), join(dirname(process.execPath), 'node_modules/npm')];
  return [...links, ...beside].find((folder) => existsSync(join(folder, 'node_modules/@sigstore/tuf'))) ?? null;
}

/** The version of the npm in this folder. */
export function npmVersion(npm) {
  return JSON.parse(readFileSync(join(npm, 'package.json'), 'utf8')).version;
}

/**
 * The files of an installed project: of every package its own manifest, and npm's hidden lockfile, which npm reads instead of
 * the folders while none of them is newer. It stands last, so that it is written last.
 *
 * @returns {Record<string, string | Uint8Array>}
 */
export function installedFiles({ text, files }) {
  const { packages, ...lock } = JSON.parse(text);
  const installed = Object.entries(packages).filter(([path]) => path !== '');
  const manifests = installed.map(([path, entry]) => [`${path}/package.json`, JSON.stringify(manifestOf(path, entry))]);
  const hidden = JSON.stringify({ ...lock, packages: Object.fromEntries(installed) });
  return { ...files, ...Object.fromEntries(manifests), 'node_modules/.package-lock.json': hidden };
}

function manifestOf(path, { version, dependencies }) {
  return { name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length), version, dependencies };
}

/**
 * How to start the audit of an installed project: `args` for Node and the whole environment.
 *
 * @param {{ npm: string, registry: string, home: string, trustedRoot?: string, options?: readonly string[] }} where
 */
export function auditCommand({ npm, registry, home, trustedRoot = '', options = [] }) {
  return {
    args: ['--import', stub, join(npm, 'bin/npm-cli.js'), 'audit', 'signatures', ...options],
    env: {
      PATH: process.env.PATH,
      HOME: home,
      ASSAY_NPM: npm,
      ASSAY_TRUSTED_ROOT: trustedRoot,
      npm_config_registry: registry,
      npm_config_cache: join(home, 'npm-cache'),
      npm_config_userconfig: join(home, '.npmrc'),
      npm_config_update_notifier: 'false',
      npm_config_fetch_retries: '0',
      NO_COLOR: '1',
    },
  };
}
