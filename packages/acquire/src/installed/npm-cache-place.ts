/** Where npm keeps what it downloaded, by its own settings and in its order of precedence. About places only: nothing is trusted for it. */

import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { expandVariables } from '../client-config/expand-variables.js';
import { parseNpmrc } from '../client-config/parse-npmrc.js';
import { readRegularFile } from '../client-config/read-regular-file.js';
import type { CopiesPlace } from './copy-question.js';
import { findPrograms } from './find-programs.js';
import { UnknownPlace } from './unknown-place.js';

/** npm's cache folder; null where there is no home folder and no setting. Throws UnknownPlace for settings that cannot be read. */
export async function npmCachePlace(place: CopiesPlace): Promise<string | null> {
  const { env, home, projectRoot } = place;
  const named = variable(env, 'npm_config_cache') ?? (await fromFiles(place));
  if (named === null) return defaultCache(place);
  const expanded = expandVariables(named, env);
  if (home !== null && /^~[/\\]/u.test(expanded)) return resolve(home, expanded.slice(2));
  return isAbsolute(expanded) ? expanded : resolve(projectRoot, expanded);
}

async function fromFiles(place: CopiesPlace): Promise<string | null> {
  for (const file of npmrcFiles(place)) {
    const content = await readRegularFile(file);
    if (content.kind === 'refused') throw new UnknownPlace(`npm’s ${file} is not read: ${content.why}.`);
    const value = content.kind === 'bytes' ? parseNpmrc(content.bytes)?.get('cache') : undefined;
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}

/** The project's, the user's, the machine's and npm's own file. */
function npmrcFiles(place: CopiesPlace): readonly string[] {
  const { env, home, projectRoot } = place;
  const user = variable(env, 'npm_config_userconfig') ?? (home === null ? null : join(home, '.npmrc'));
  const search = env['PATH'] ?? env['Path'];
  const [node] = findPrograms('node', search, projectRoot);
  const prefix = variable(env, 'npm_config_prefix') ?? (node === undefined ? null : dirname(dirname(node.real)));
  const machine = variable(env, 'npm_config_globalconfig') ?? (prefix === null ? null : join(prefix, 'etc', 'npmrc'));
  const npm = findPrograms('npm', search, projectRoot).find(({ real }) => basename(real) === 'npm-cli.js');
  const own = npm === undefined ? null : join(dirname(dirname(npm.real)), 'npmrc');
  return [join(projectRoot, '.npmrc'), user, machine, own].filter((file) => file !== null);
}

function defaultCache({ env, home }: CopiesPlace): string | null {
  const local = process.platform === 'win32' ? (env['LOCALAPPDATA'] ?? '') : '';
  if (local !== '') return join(local, 'npm-cache');
  return home === null ? null : join(home, '.npm');
}

/** npm reads its variables in any case. */
function variable(env: CopiesPlace['env'], name: string): string | null {
  const found = Object.entries(env).find(([key, value]) => key.toLowerCase() === name && (value ?? '') !== '');
  return found?.[1] ?? null;
}
