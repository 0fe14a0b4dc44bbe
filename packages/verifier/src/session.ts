/** What one run works with: where answers come from, which registries are trusted, and what has to be closed after it. */

import { dirname, resolve } from 'node:path';
import {
  commonFolder,
  createFileSource,
  createHttpSource,
  defaultStateFolder,
  defaultStoreDir,
  openArchiveMemory,
  openStore,
  routeRequests,
  type ArchiveMemory,
  type ContentSource,
  type TransportFacts,
} from '@assay/acquire';
import type { Gap, Inventory, RegistryTable, TrustDocument } from '@assay/model';
import { licenseRegistries, type Policy } from '@assay/policy';
import type { VerifierOptions } from './options.js';
import { withPolicyTrust } from './policy-trust.js';
import { readConfiguration } from './read-configuration.js';
import { readTrustForRun } from './trust-for-run.js';
import { version } from './version.js';

/** A live run's surroundings. */
export interface Session {
  readonly registries: RegistryTable;
  readonly source: ContentSource;
  /** What signatures are judged by. */
  readonly trust: readonly TrustDocument[];
  readonly notes: readonly string[];
  /** Settings of the checkout that lead its client away from the lockfiles that were read. */
  readonly doubts: readonly Gap[];
  /** Closes connections and store; gives what they have to say. */
  close(): Promise<readonly string[]>;
}

/** What a session is opened for. */
export interface SessionPlan {
  readonly inventory: Inventory;
  readonly policy: Policy;
  /** RFC 3339 UTC. */
  readonly at: string;
}

/** Reads the client configuration and trust, opens network and store; nothing is sent before the first request. */
export async function openSession(options: VerifierOptions, { inventory, policy, at }: SessionPlan): Promise<Session> {
  const env = options.env ?? process.env;
  const folder = resolve(options.folder ?? '.');
  const projectRoot = resolve(folder, commonFolder(inventory.lockfiles.map((lockfile) => lockfile.path)));
  const configuration = await readConfiguration({
    env,
    projectRoot,
    folder,
    registries: [...(options.registries ?? []), ...policy.registries, ...licenseRegistries(policy)],
    inventory,
  });
  const registries = options.unprotected === true ? trustProposals(configuration.registries) : configuration.registries;
  const { trustedRoot } = options;
  const folders = [
    process.cwd(),
    projectRoot,
    ...inventory.lockfiles.map(({ path }) => dirname(resolve(folder, path))),
  ];
  const trust = await readTrustForRun({ env, folders, at, ...(trustedRoot === undefined ? {} : { trustedRoot }) });
  const dir = storeDir(options, env);
  const store = dir === null ? null : openStore({ dir });
  const memory = dir === null ? null : openMemory(options, { dir, env, folders });
  const network = createHttpSource({
    registries,
    credentials: configuration,
    network: configuration.network,
    store,
    memory,
    userAgent: `assay/${version}`,
  });
  return {
    registries,
    source: routeRequests({ files: createFileSource({ projectRoot, cwd: folder }), network }),
    trust: withPolicyTrust(trust.documents, policy),
    notes: [...configuration.notes, ...trust.notes],
    doubts: configuration.doubts.map(({ file, code, detail }) => ({ lockfile: file, code, detail, doubt: true })),
    close: async () => {
      await network.close();
      await memory?.close();
      await store?.close();
      const facts = network.facts();
      return [...facts.notes, ...storeNote(facts)];
    },
  };
}

/**
 * `--unprotected`: what the checkout proposes is taken for a policy's word. Nobody configured those origins, so private
 * addresses stay closed to them and no credentials go there.
 */
function trustProposals({ registries }: RegistryTable): RegistryTable {
  return {
    registries: registries.map((entry) => (entry.from === 'project' ? { ...entry, from: 'policy' as const } : entry)),
  };
}

function storeDir(options: VerifierOptions, env: NonNullable<VerifierOptions['env']>): string | null {
  if (options.store === null) return null;
  return options.store === undefined ? defaultStoreDir(env) : resolve(options.store);
}

interface MemoryPlace {
  readonly dir: string;
  readonly env: NonNullable<VerifierOptions['env']>;
  readonly folders: readonly string[];
}

function openMemory({ codeIdentity }: VerifierOptions, { dir, env, folders }: MemoryPlace): ArchiveMemory | null {
  const stateFolder = defaultStateFolder(env);
  if (codeIdentity === undefined || stateFolder === null) return null;
  return openArchiveMemory({ dir, stateFolder, codeIdentity, folders });
}

/** A warm store must not pass for a registry that was asked again, nor what an earlier run found for what this one did. */
function storeNote({ fromStore, remembered }: TransportFacts): readonly string[] {
  if (fromStore === 0) return [];
  const what = fromStore === 1 ? '1 archive was' : `${String(fromStore)} archives were`;
  const known =
    remembered === 0 ? '' : `, nor examined again where an earlier run of yours did (${String(remembered)})`;
  return [`${what} taken from the local store by digest, not downloaded again${known}; --no-store downloads.`];
}
