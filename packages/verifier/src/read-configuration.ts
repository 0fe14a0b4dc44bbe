/** What the package managers' configuration says for a run over these lockfiles. */

import { resolve } from 'node:path';
import { readClientConfiguration, userHome, type ClientConfiguration } from '@assay/acquire';
import { isPublicOrigin, type Inventory, type Registry } from '@assay/model';

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

/** Each registry that a lockfile names, once. */
function remotesOf({ subjects }: Inventory) {
  const remotes = new Map<string, { ecosystem: Inventory['subjects'][number]['ecosystem']; url: string }>();
  for (const { ecosystem, source } of subjects) {
    if (source.kind !== 'registry' || source.url === undefined) continue;
    remotes.set(`${ecosystem} ${source.url}`, { ecosystem, url: source.url });
  }
  return [...remotes.values()];
}
