/** What the package managers' configuration says for a run over these lockfiles. */

import { resolve } from 'node:path';
import { readClientConfiguration, userHome, type ClientConfiguration } from '@assay/acquire';
import { isPublicOrigin, isYarnOrigin, originOf, type Inventory, type Registry } from '@assay/model';

/** Whose configuration is read, and for what. */
export interface ConfigurationQuestion {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly projectRoot: string;
  /** What the lockfiles' paths are relative to. Default: the current folder. */
  readonly folder?: string;
  /** Registries of options and policy. */
  readonly registries: readonly Registry[];
  readonly inventory: Inventory;
}

/** Reads files; sends nothing. Throws AssayError `ERR_CONFIG` as `readClientConfiguration` does. */
export function readConfiguration(question: ConfigurationQuestion): Promise<ClientConfiguration> {
  const { env, projectRoot, folder = '.', registries, inventory } = question;
  return readClientConfiguration({
    env,
    home: userHome(env),
    projectRoot,
    policyRegistries: registries,
    lockfileRemotes: remotesOf(inventory),
    lockfiles: inventory.lockfiles.map(({ path }) => resolve(folder, path)),
    cwd: process.cwd(),
    isPublicRegistry: (ecosystem, url) => ecosystem === 'rubygems' && isPublicOrigin(ecosystem, url),
  });
}

/** Each registry that a lockfile names, once; of npm's, which only name archives, Yarn's own default. */
function remotesOf({ subjects }: Inventory) {
  const remotes = new Map<string, { ecosystem: Inventory['subjects'][number]['ecosystem']; url: string }>();
  const isYarn = memoised(isYarnOrigin);
  for (const { ecosystem, source, files } of subjects) {
    const origin = ecosystem === 'npm' && source.kind === 'registry' ? originOf(files[0]?.url ?? '') : null;
    if (origin !== null && isYarn(origin)) remotes.set(`${ecosystem} ${origin}`, { ecosystem, url: `${origin}/` });
    if (source.kind !== 'registry' || source.url === undefined) continue;
    remotes.set(`${ecosystem} ${source.url}`, { ecosystem, url: source.url });
  }
  return [...remotes.values()];
}

/** A lockfile names few hosts a hundred thousand times. */
function memoised(test: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const result = test(text);
    known.set(text, result);
    return result;
  };
}
