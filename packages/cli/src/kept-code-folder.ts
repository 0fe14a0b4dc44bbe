import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { privateFolder } from './private-folder.js';

/** What decides where code may be kept. */
export interface KeptCodePlace {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder for temporary files. */
  readonly temporary: string;
  readonly workingFolder: string;
}

/**
 * The folder that code is kept in from run to run, or null. What lies there is run, so it is no folder that somebody else fills: none at all
 * on build servers (`CI`), whose jobs, of whatever repository, run as one user and may leave things behind for each other; none in a
 * checkout, which may bring it. NODE_DISABLE_COMPILE_CACHE=1 turns it off.
 */
export function keptCodeFolder({ env, temporary, workingFolder }: KeptCodePlace): string | null {
  if (env['NODE_DISABLE_COMPILE_CACHE'] === '1' || isBuildServer(env)) return null;
  try {
    const parent = realpathSync(temporary);
    return liesIn(parent, realpathSync(workingFolder)) || isInCheckout(parent) ? null : privateFolder(parent);
  } catch {
    return null;
  }
}

function isBuildServer({ CI: ci }: KeptCodePlace['env']): boolean {
  return ci !== undefined && !['', '0', 'false'].includes(ci.toLowerCase());
}

/** Who works in the root folder works in no project. */
function liesIn(path: string, folder: string): boolean {
  return folder !== dirname(folder) && `${path}${sep}`.startsWith(`${folder}${sep}`);
}

function isInCheckout(path: string): boolean {
  if (existsSync(join(path, '.git'))) return true;
  const parent = dirname(path);
  return parent !== path && isInCheckout(parent);
}
