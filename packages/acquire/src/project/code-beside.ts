/**
 * Code of the checkout that a package manager runs beside a lockfile, in its own place or before any package is there. No check looks at it,
 * as none looks at the project's own scripts; that it is there is told.
 */

import { asMap, asText, parseYaml, type DocMap, type DocValue } from '@assay/documents';
import { opendir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Gap } from '@assay/model';
import { parseNpmrc } from '../client-config/parse-npmrc.js';
import { parseYarnrc } from '../client-config/parse-yarnrc.js';
import { plainSetting } from '../client-config/plain-setting.js';
import { shown } from '../client-config/shown.js';
import { readBoundedFile } from './read-bounded-file.js';

/** Reads what lies in the lockfile's folder. */
interface Place {
  read(name: string): Promise<Uint8Array | null>;
  /** True where something stands there; of a folder, something in it. */
  has(name: string): Promise<boolean>;
}

type Told = Pick<Gap, 'code' | 'detail'>;

/** A gap for each kind of code. `at`: where the files of this lockfile are. */
export async function codeBeside(
  lockfile: { readonly path: string; readonly bytes: Uint8Array },
  at: (path: string) => string,
): Promise<readonly Gap[]> {
  const folder = at(dirname(lockfile.path));
  const place: Place = {
    read: (name) => readText(join(folder, name)),
    has: (name) => isThere(join(folder, name)),
  };
  const told = await toldBy(basename(lockfile.path), lockfile.bytes, place);
  return told.map((gap) => ({ lockfile: lockfile.path, ...gap }));
}

function toldBy(name: string, bytes: Uint8Array, place: Place): Promise<readonly Told[]> {
  if (name === 'yarn.lock') return yarnCode(place);
  return name === 'pnpm-lock.yaml' ? pnpmCode(bytes, place) : Promise.resolve([]);
}

const loaders: readonly string[] = ['.pnp.cjs', '.pnp.js', '.pnp.loader.mjs'];

async function yarnCode(place: Place): Promise<readonly Told[]> {
  const settings = await yamlIn(place, '.yarnrc.yml');
  const classic = parseYarnrc((await place.read('.yarnrc')) ?? new Uint8Array());
  const paths = [asText(settings?.get('yarnPath')), classic?.get('yarn-path')].filter((path) => path !== undefined);
  const told: Told[] = paths.map((path) => {
    const detail = `Whatever version of Yarn is started runs ${shown(path)} in its own place, which was not looked at: remove the setting and name the version under \`packageManager\` of package.json, or have Yarn write the file anew (\`yarn set version\`).`;
    return { code: 'yarn-path', detail };
  });
  const plugins = settings?.get('plugins');
  if (plugins !== undefined && plugins !== null) {
    const detail = `Yarn runs the plugins that .yarnrc.yml names${pluginNames(plugins)}, whenever it is started: they were not looked at.`;
    told.push({ code: 'yarn-plugins', detail });
  }
  const found = await thereOf(loaders, place);
  if (found.length > 0) {
    const detail = `${found.join(' and ')} in the checkout says which file each package is, and runs before the project’s code: nothing compared it with the lockfile. Yarn writes it anew when it installs.`;
    told.push({ code: 'yarn-pnp-loader', detail });
  }
  if (await place.has('.yarn/unplugged')) {
    const detail =
      'Packages lie unpacked in .yarn/unplugged, and Yarn takes them as they are: they were not compared with the archives. Keep the folder out of the checkout.';
    told.push({ code: 'yarn-unplugged', detail });
  }
  return told;
}

const mostNamed = 5;

function pluginNames(plugins: DocValue): string {
  const list: readonly DocValue[] = Array.isArray(plugins) ? plugins : [plugins];
  const names = list.flatMap((plugin) => asText(asMap(plugin)?.get('path') ?? plugin) ?? []);
  const more = names.length > mostNamed ? ` and ${String(names.length - mostNamed)} more` : '';
  return names.length === 0 ? '' : ` (${names.slice(0, mostNamed).map(shown).join(', ')}${more})`;
}

/** `pnpmfile.js` was pnpm 4's and older, and later ones read it for a while; `.mjs` is pnpm 11's. */
const pnpmfiles: readonly string[] = ['.pnpmfile.cjs', '.pnpmfile.mjs', 'pnpmfile.js'];
const pnpmSettings: ReadonlySet<string> = new Set(['pnpmfile', 'pnpmfiles', 'globalpnpmfile']);

/** Newer pnpm has the digest of such a file in the lockfile, which is told where that is read. */
async function pnpmCode(bytes: Uint8Array, place: Place): Promise<readonly Told[]> {
  // Not as text: a lockfile has tens of megabytes.
  if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('\npnpmfileChecksum:')) return [];
  const yaml = await yamlIn(place, 'pnpm-workspace.yaml');
  const npmrc = parseNpmrc((await place.read('.npmrc')) ?? new Uint8Array());
  const keys = [...(yaml?.keys() ?? []), ...(npmrc?.keys() ?? [])];
  const settings = keys.filter((key) => pnpmSettings.has(plainSetting(key)));
  const found = [...(await thereOf(pnpmfiles, place)), ...settings.map((key) => `the setting \`${shown(key)}\``)];
  if (found.length === 0) return [];
  const detail = `A pnpmfile (${found.join(', ')}) takes part in the installation and is not looked at; the lockfile does not say so.`;
  return [{ code: 'pnpmfile', detail }];
}

async function thereOf(names: readonly string[], place: Place): Promise<readonly string[]> {
  const there = await Promise.all(names.map((name) => place.has(name)));
  return names.filter((_name, index) => there[index] === true);
}

const maxBytes = 1024 * 1024;

/** That the client's settings cannot be understood is told by those who look at settings. */
async function yamlIn(place: Place, name: string): Promise<DocMap | null> {
  const bytes = await place.read(name);
  const parsed =
    bytes === null ? null : parseYaml(bytes, { maxBytes, maxValues: 100_000, maxAliases: 100, scalars: 'text' });
  return parsed?.ok === true ? (asMap(parsed.documents[0]?.value) ?? null) : null;
}

function readText(path: string): Promise<Uint8Array | null> {
  return readBoundedFile(path, { maxBytes, code: 'ERR_CONFIG', what: 'configuration' }).catch(() => null);
}

async function isThere(path: string): Promise<boolean> {
  try {
    if (!(await stat(path)).isDirectory()) return true;
    for await (const _entry of await opendir(path)) return true;
    return false;
  } catch {
    return false;
  }
}
