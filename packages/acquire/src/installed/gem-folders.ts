/** The gem folders that Bundler or RubyGems would use for a project, found without starting Ruby where that is possible. */

import { closeSync, constants, openSync, readSync } from 'node:fs';
import { basename, delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import { askRuby } from './ask-ruby.js';
import { bundlerPlaces, isThere, type BundlerPlaces } from './bundler-places.js';
import type { CopiesPlace } from './copy-question.js';
import type { Obstacle } from './descend.js';
import { findPrograms, type FoundProgram } from './find-programs.js';
import { GemClaims } from './gem-claims.js';
import { listNames } from './list-names.js';
import { attempt } from './system-code.js';
import { UnknownPlace } from './unknown-place.js';

/** A folder with `cache`, `gems` and `specifications` in it. */
export interface GemFolder {
  readonly path: string;
  /** For people. */
  readonly where: string;
}

/** Where gems are, as far as that is known. */
export interface GemFolders {
  readonly folders: readonly GemFolder[];
  readonly places: BundlerPlaces;
  /** Where gems may be and could not be looked for. */
  readonly obstacles: readonly Obstacle[];
  /** What the specifications in them say they are. */
  readonly claims: GemClaims;
}

/**
 * Finds them. Of each place all ABI versions count: which of them a program will run with is decided later. Throws AssayError ERR_CONFIG,
 * or UnknownPlace, when that cannot be told.
 */
export async function findGemFolders(place: CopiesPlace): Promise<GemFolders> {
  const places = await bundlerPlaces(place);
  const search = new Search();
  for (const path of places.paths) search.bundlePath(path);
  if (places.system) await addSystemFolders(search, place);
  return { folders: search.folders, places, obstacles: search.obstacles, claims: new GemClaims() };
}

class Search {
  readonly #found = new Map<string, GemFolder>();
  readonly obstacles: Obstacle[] = [];

  get folders(): readonly GemFolder[] {
    return [...this.#found.values()];
  }

  add(path: string, where: string): void {
    if (!this.#found.has(path) && isThere(path)) this.#found.set(path, { path, where });
  }

  /** Each folder in `path`; true when there is one. */
  addEach(path: string, where: string): boolean {
    const names = this.names(path);
    for (const name of names) this.add(join(path, name), where);
    return names.length > 0;
  }

  /** `<path>/<engine>/<abi>`, and the folder itself, which Bundler 1 used. */
  bundlePath(path: string): void {
    if (isThere(join(path, 'specifications'))) this.add(path, bundlerWhere);
    for (const engine of this.names(path)) {
      if (engines.has(engine)) this.addEach(join(path, engine), bundlerWhere);
    }
  }

  names(path: string): readonly string[] {
    const names = listNames(path);
    if (!('code' in names)) return names;
    this.obstacles.push(names);
    return [];
  }
}

const engines = new Set(['ruby', 'jruby', 'truffleruby', 'mruby', 'rbx']);
const bundlerWhere = 'Bundler’s gems';
const systemWhere = 'RubyGems’ gems';

/** `GEM_HOME` and `GEM_PATH`; what of them is not set is Ruby's own. */
async function addSystemFolders(search: Search, place: CopiesPlace): Promise<void> {
  const { env } = place;
  const named = (name: string) => (env[name] ?? '').split(delimiter).filter((path) => path !== '');
  const [home, path] = [named('GEM_HOME').slice(0, 1), named('GEM_PATH')];
  for (const folder of [...home, ...path]) search.add(resolve(place.projectRoot, folder), systemWhere);
  if (home.length === 0 || path.length === 0 || (env['GEM_PATH'] ?? '').endsWith(delimiter)) {
    await addRubysFolders(search, place);
  }
}

async function addRubysFolders(search: Search, place: CopiesPlace): Promise<void> {
  addUserFolders(search, place);
  const rubies = findPrograms('ruby', place.env['PATH'] ?? place.env['Path'], place.projectRoot);
  for (const ruby of rubies) {
    const isStandIn = standsIn(ruby);
    const found = isStandIn ? addManaged(search, ruby) : addInstalled(search, ruby);
    if (!found) await addTold(search, ruby, place);
    // A version manager's stand-in may choose the next Ruby on the search path.
    if (!found || !isStandIn) return;
  }
}

async function addTold(search: Search, { path }: FoundProgram, { env }: CopiesPlace): Promise<void> {
  const told = await askRuby(path, env);
  if (told === null)
    throw new UnknownPlace(`Where ${path} keeps gems cannot be told: set GEM_HOME and GEM_PATH, or BUNDLE_PATH.`);
  for (const folder of told) search.add(folder, systemWhere);
}

function addUserFolders(search: Search, { env, home }: CopiesPlace): void {
  const data = env['XDG_DATA_HOME'] ?? '';
  const folders = [...(data === '' ? [] : [join(data, 'gem')])];
  if (home !== null) folders.push(join(home, '.gem'), join(home, '.local', 'share', 'gem'));
  for (const folder of folders.filter((path) => isAbsolute(path))) {
    for (const engine of search.names(folder))
      if (engines.has(engine)) search.addEach(join(folder, engine), systemWhere);
  }
}

/** What distributions add to, or use instead of, the folder that comes with Ruby: Debian, Fedora, macOS and their kin. */
const distributions = {
  each: ['/var/lib/gems', '/usr/local/lib/ruby/gems', '/usr/share/rubygems-integration', '/Library/Ruby/Gems'],
  one: ['/usr/share/gems', '/usr/local/share/gems'],
};

/** The folders of a Ruby that is a program: `<prefix>/bin/ruby` with `<prefix>/lib/ruby/gems/<abi>`. False when there are none. */
function addInstalled(search: Search, { real }: FoundProgram): boolean {
  const prefix = dirname(dirname(real));
  const isDistribution = prefix === '/usr' || prefix === '/usr/local';
  const own = [prefix, ...homebrewPrefix(prefix)].flatMap((folder) => {
    return ['lib', 'lib64'].map((lib) => join(folder, lib, 'ruby', 'gems'));
  });
  if (isDistribution) for (const folder of distributions.one) search.add(folder, systemWhere);
  const folders = [...own, ...(isDistribution ? distributions.each : [])];
  const found = folders.map((folder) => search.addEach(folder, systemWhere)).includes(true);
  return found || (isDistribution && distributions.one.some((folder) => isThere(join(folder, 'specifications'))));
}

/** Homebrew keeps gems beside its Rubies: `/opt/homebrew/Cellar/ruby/3.4.1` → `/opt/homebrew`. */
function homebrewPrefix(prefix: string): readonly string[] {
  const cellar = dirname(dirname(prefix));
  return basename(cellar) === 'Cellar' ? [dirname(cellar)] : [];
}

/** The folders of all Rubies of the version manager whose stand-in this is: `<root>/shims/ruby`. False when there are none. */
function addManaged(search: Search, { path }: FoundProgram): boolean {
  const root = dirname(dirname(path));
  if (basename(dirname(path)) !== 'shims') return false;
  const versions = [join(root, 'versions'), join(root, 'installs', 'ruby')];
  const rubies = versions.flatMap((folder) => search.names(folder).map((name) => join(folder, name)));
  return rubies.map((ruby) => search.addEach(join(ruby, 'lib', 'ruby', 'gems'), systemWhere)).includes(true);
}

/** True for what starts a Ruby and is none: a script, or a version manager's own program under another name. */
function standsIn({ path, real }: FoundProgram): boolean {
  if (basename(dirname(path)) === 'shims' || !/^(?:j|truffle)?ruby/u.test(basename(real))) return true;
  return attempt(
    () => {
      const descriptor = openSync(real, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
      try {
        const start = Buffer.alloc(2);
        readSync(descriptor, start, 0, 2, 0);
        return start.toString('latin1') === '#!';
      } finally {
        closeSync(descriptor);
      }
    },
    () => true,
  );
}
