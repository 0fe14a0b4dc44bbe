import { realpath } from 'node:fs/promises';
import { devNull } from 'node:os';
import { basename, delimiter, dirname, isAbsolute, join, normalize } from 'node:path';
import type { Checkout } from './checkout.js';

/** Where the user's npm is installed: its built-in configuration, and where its machine-wide configuration is, follow from it. */
export interface NpmInstallation {
  /** npm's own folder; a path at which nothing can be when npm was not found. */
  readonly npmPath: string;
  /** The Node that runs npm: its place decides npm's global prefix. */
  readonly execPath: string;
}

/** Finds npm as the shell does, but never in the checkout, nor among the programs its dependencies installed. */
export async function findNpm(searchPath: string | undefined, checkout: Checkout): Promise<NpmInstallation> {
  const folders = await ownFolders(searchPath ?? '', checkout);
  const isWindows = process.platform === 'win32';
  const node = await findProgram(folders, isWindows ? 'node.exe' : 'node', checkout);
  const npm = await findProgram(folders, isWindows ? 'npm.cmd' : 'npm', checkout);
  return { npmPath: npmFolder(npm) ?? join(devNull, 'npm'), execPath: node ?? process.execPath };
}

async function ownFolders(searchPath: string, checkout: Checkout): Promise<readonly string[]> {
  const folders: string[] = [];
  for (const folder of searchPath.split(delimiter)) {
    // `npm run` puts `node_modules/.bin` of the project and of every folder above it first.
    if (!isAbsolute(folder) || normalize(`${folder}/`).endsWith(join('node_modules', '.bin', '/'))) continue;
    if (!(await checkout.contains(folder))) folders.push(folder);
  }
  return folders;
}

async function findProgram(folders: readonly string[], name: string, checkout: Checkout): Promise<string | null> {
  for (const folder of folders) {
    const path = await realpath(join(folder, name)).catch(() => null);
    if (path !== null && !(await checkout.contains(path))) return path;
  }
  return null;
}

/** `…/npm/bin/npm-cli.js` → `…/npm`; on Windows `npm.cmd` stands beside `node_modules/npm`. Null for other launchers. */
function npmFolder(program: string | null): string | null {
  if (program === null) return null;
  if (basename(program) === 'npm-cli.js') return dirname(dirname(program));
  if (basename(program) === 'npm.cmd') return join(dirname(program), 'node_modules', 'npm');
  return null;
}
