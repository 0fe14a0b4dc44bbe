/** Where pnpm keeps its store: what the project was installed from, and what the environment and the user's home say. */

import { dirname, isAbsolute, join, parse, resolve } from 'node:path';
import { isThere } from './bundler-places.js';
import type { CopiesPlace } from './copy-question.js';
import { readJsonObject, textIn } from './json-object.js';

/** The layout that is read: pnpm 11 and 12. */
const layout = 'v11';

const mostBytes = 1024 * 1024;

/** Every store that may be in use and is there, its layout's folder included; none where the project is not one of pnpm's. */
export async function pnpmStores(place: CopiesPlace): Promise<readonly string[]> {
  const { env, home, projectRoot } = place;
  const bases = [
    env['pnpm_config_store_dir'] ?? env['PNPM_CONFIG_STORE_DIR'] ?? env['npm_config_store_dir'],
    below(env['PNPM_HOME'], 'store'),
    below(env['XDG_DATA_HOME'], 'pnpm', 'store'),
    below(home ?? '', '.local', 'share', 'pnpm', 'store'),
    below(home ?? '', 'Library', 'pnpm', 'store'),
    below(env['LOCALAPPDATA'], 'pnpm', 'store'),
  ];
  const named = bases.flatMap((base) =>
    base === undefined || base === '' ? [] : join(resolve(projectRoot, base), layout),
  );
  const used = await usedStores(resolve(projectRoot));
  if (used.length === 0 && !isThere(join(projectRoot, 'pnpm-lock.yaml'))) return [];
  const stores = new Set([...used, ...named]);
  return [...stores].filter((store) => isThere(join(store, 'index.db')));
}

function below(folder: string | undefined, ...names: readonly string[]): string {
  return folder === undefined || folder === '' ? '' : join(folder, ...names);
}

/** `storeDir` in `node_modules/.modules.yaml`, which pnpm writes as JSON: the project's, and those of the workspace around it. */
async function usedStores(project: string): Promise<readonly string[]> {
  const stores: string[] = [];
  for (let folder = project; ; folder = dirname(folder)) {
    const file = await readJsonObject(join(folder, 'node_modules', '.modules.yaml'), mostBytes);
    const store = textIn(file, 'storeDir');
    if (store !== null && isAbsolute(store)) stores.push(store);
    if (folder === parse(folder).root) return stores;
  }
}
