/**
 * Where Bundler keeps gems, by its own settings and in its own order of precedence: the project's `.bundle/config` stands above the
 * environment. Nothing is trusted because of it: what Bundler reads is what has to be read here.
 */

import { lstatSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { bundlerSetting, readBundlerSettings, type BundlerLayer } from '../client-config/bundler-settings.js';
import type { Checkout } from '../client-config/checkout.js';
import { newJournal } from '../client-config/journal.js';
import { readRegularFile } from '../client-config/read-regular-file.js';
import type { CopiesPlace } from './copy-question.js';
import { attempt } from './system-code.js';
import { UnknownPlace } from './unknown-place.js';

/** Where Bundler keeps gems. Paths are absolute; what they lead to may not be there. */
export interface BundlerPlaces {
  /** Folders of which each may hold `<engine>/<abi>/`, the gem folders. */
  readonly paths: readonly string[];
  /** True where Bundler uses RubyGems' own gem folders. */
  readonly system: boolean;
  /** The project's cache of archives. */
  readonly projectCache: string;
  /** The user's cache of archives, `gems/<server>/` in it; null where it is not in use. */
  readonly globalCache: string | null;
}

/** Reads Bundler's settings. Throws AssayError ERR_CONFIG or UnknownPlace for settings that cannot be read. */
export async function bundlerPlaces(place: CopiesPlace): Promise<BundlerPlaces> {
  const layers = await settingsOf(place);
  const expand = (path: string) => expandPath(path, place);
  // Bundler 2.4 began to look at `deployment` after everything else: both ways are gone.
  const ways = [pathOf(layers, true), pathOf(layers, false)];
  const explicit = ways.flatMap(({ path }) => (path === null ? [] : [path]));
  const isDefault = explicit.length === 0 && !ways.some(({ system }) => system);
  return {
    // The default of Bundler 5, and of its simulation.
    paths: [...new Set([...explicit, ...(isDefault ? ['.bundle'] : [])])].map(expand),
    system: ways.some(({ path, system }) => path === null || system),
    projectCache: expand(bundlerSetting(layers, 'cache_path')?.value ?? 'vendor/cache'),
    globalCache: isTrue(bundlerSetting(layers, 'global_gem_cache')?.value) ? userCache(place) : null,
  };
}

async function settingsOf(place: CopiesPlace): Promise<readonly BundlerLayer[]> {
  const journal = newJournal();
  const { trusted, checkout } = await readBundlerSettings({ ...place, checkout: bareProject(place), journal });
  const [note] = journal.notes;
  if (note !== undefined) throw new UnknownPlace(note);
  return checkout === null ? trusted : [checkout, ...trusted];
}

/** A project whose files are the user's like any other: this is about places, not about trust. */
function bareProject({ projectRoot }: CopiesPlace): Checkout {
  const root = resolve(projectRoot);
  return {
    root,
    contains: () => Promise.resolve(false),
    holderOf: () => Promise.resolve(null),
    has: (name) => Promise.resolve(lstatSync(resolve(root, name), { throwIfNoEntry: false }) !== undefined),
    brings: () => Promise.resolve(false),
    read: (name) => readRegularFile(resolve(root, name)),
  };
}

interface PathSetting {
  readonly path: string | null;
  readonly system: boolean;
}

/** Bundler's `Settings#path`: the first place that says anything about it decides alone. */
function pathOf(layers: readonly BundlerLayer[], deploymentPerLayer: boolean): PathSetting {
  for (const layer of layers) {
    const say = (name: string) => bundlerSetting([layer], name)?.value;
    const deploys = deploymentPerLayer && isTrue(say('deployment'));
    const path = say('path') ?? (deploys ? 'vendor/bundle' : undefined);
    const [system, unshared] = [say('path.system'), say('disable_shared_gems')];
    if (path === undefined && system === undefined && unshared === undefined) continue;
    return { path: path ?? null, system: isTrue(system) || (unshared !== undefined && !isTrue(unshared)) };
  }
  const deploys = isTrue(bundlerSetting(layers, 'deployment')?.value);
  return { path: deploys ? 'vendor/bundle' : null, system: false };
}

/** Bundler's reading of its settings that are true or false. */
function isTrue(text: string | undefined): boolean {
  return text !== undefined && !['', 'false', 'f', 'no', 'n', '0'].includes(text.toLowerCase());
}

function userCache({ env, home }: CopiesPlace): string | null {
  const named = env['BUNDLE_USER_CACHE'] ?? '';
  if (named !== '') return resolve(named);
  const folder = env['BUNDLE_USER_HOME'] ?? '';
  if (folder !== '') return resolve(folder, 'cache');
  return home === null ? null : join(home, '.bundle', 'cache');
}

/** Ruby's `File.expand_path` from the project's folder. */
function expandPath(path: string, { projectRoot, home }: CopiesPlace): string {
  if (home !== null && (path === '~' || path.startsWith('~/'))) return resolve(home, path.slice(2));
  return isAbsolute(path) ? path : resolve(projectRoot, path);
}

/** True when something stands there, whatever it is. */
export function isThere(path: string): boolean {
  return attempt(
    () => lstatSync(path, { throwIfNoEntry: false }) !== undefined,
    () => true,
  );
}
