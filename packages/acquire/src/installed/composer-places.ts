/** Where Composer keeps what it downloads and installs, by its own settings: the environment, the project's composer.json, the user's. */

import { isAbsolute, join, resolve } from 'node:path';
import { readRegularFile } from '../client-config/read-regular-file.js';
import type { CopiesPlace } from './copy-question.js';
import { membersOf, parseHint, textIn, type JsonMembers } from './json-object.js';
import { UnknownPlace } from './unknown-place.js';

/** Absolute paths; what they lead to may not be there. */
export interface ComposerPlaces {
  /** Folders of `<vendor>/<name>/<key>.zip`. */
  readonly caches: readonly string[];
  readonly vendor: string;
}

/** Finds them. Throws UnknownPlace for settings that cannot be read. */
export async function composerPlaces(place: CopiesPlace): Promise<ComposerPlaces> {
  const homes = composerHomes(place);
  const settings = [await configOf(join(place.projectRoot, 'composer.json'))];
  for (const home of homes) settings.push(await configOf(join(home, 'config.json')));
  const say = (key: string) => setting(place, settings, key);
  const files = say('cache-files-dir');
  const folder = say('cache-dir');
  const folders = folder === null ? defaultCaches(place, homes) : [folder];
  const caches =
    files === null ? folders.map((path) => join(path, 'files')) : folders.map((path) => referring(files, path));
  const expand = (path: string) => expandPath(path, place);
  return { caches: [...new Set(caches.map(expand))], vendor: expand(say('vendor-dir') ?? 'vendor') };
}

const mostBytes = 4 * 1024 * 1024;

async function configOf(path: string): Promise<JsonMembers | null> {
  const content = await readRegularFile(path, mostBytes);
  if (content.kind === 'refused') throw new UnknownPlace(`Composer’s ${path} is not read: ${content.why}.`);
  if (content.kind === 'absent') return null;
  const file = membersOf(parseHint(new TextDecoder().decode(content.bytes)));
  if (file === null) throw new UnknownPlace(`Composer’s ${path} is not read: it holds no JSON object.`);
  return membersOf(file.get('config'));
}

function setting({ env }: CopiesPlace, settings: readonly (JsonMembers | null)[], key: string): string | null {
  const variable = env[`COMPOSER_${key.toUpperCase().replaceAll('-', '_')}`] ?? '';
  if (variable !== '') return variable;
  for (const config of settings) {
    const value = textIn(config, key);
    if (value !== null && value !== '') return value;
  }
  return null;
}

function composerHomes({ env, home }: CopiesPlace): readonly string[] {
  const named = env['COMPOSER_HOME'] ?? '';
  if (named !== '') return [named];
  if (home === null) return [];
  const xdg = env['XDG_CONFIG_HOME'] ?? '';
  return [join(xdg === '' ? join(home, '.config') : xdg, 'composer'), join(home, '.composer')];
}

/** All that may be in use: which it is depends on what else is on the machine. */
function defaultCaches({ env, home }: CopiesPlace, homes: readonly string[]): readonly string[] {
  const named = env['COMPOSER_HOME'] ?? '';
  if (named !== '') return [join(named, 'cache')];
  const xdg = env['XDG_CACHE_HOME'] ?? '';
  const own = home === null ? [] : [join(home, '.cache', 'composer'), join(home, 'Library', 'Caches', 'composer')];
  const local = env['LOCALAPPDATA'] ?? '';
  const others = [...(xdg === '' ? [] : [join(xdg, 'composer')]), ...(local === '' ? [] : [join(local, 'Composer')])];
  return [...others, ...own, ...homes.map((path) => join(path, 'cache'))];
}

function referring(path: string, cacheFolder: string): string {
  return path.replace('{$cache-dir}', () => cacheFolder);
}

function expandPath(path: string, { projectRoot, home }: CopiesPlace): string {
  const expanded = home === null ? path : path.replace(/^(?:~|\$HOME)(?=\/|$)/u, () => home);
  return isAbsolute(expanded) ? expanded : resolve(projectRoot, expanded);
}
