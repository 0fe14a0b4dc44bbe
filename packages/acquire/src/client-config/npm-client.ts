/** Everything that the configuration of npm, pnpm, Yarn and Bun says. */

import { normaliseRegistryUrl, type Registry } from '@assay/model';
import { bunProposals } from './bun-proposals.js';
import type { Checkout } from './checkout.js';
import { readCheckoutNpmrc } from './checkout-npmrc.js';
import type { ClientConfigurationOptions } from './client-configuration.js';
import type { Journal } from './journal.js';
import { noteProposals, openProposals } from './note-proposals.js';
import { npmCredentials, type CredentialLookup } from './npm-credentials.js';
import { readNpmLayers } from './npm-layers.js';
import { npmProposals } from './npm-proposals.js';
import { npmRegistries } from './npm-registries.js';
import { pnpmProposals } from './pnpm-proposals.js';
import { npmProxies, type ProxyRules } from './proxy-rules.js';
import { settingOf } from './settings-layer.js';
import { npmTls, type TlsSettings } from './tls-settings.js';
import { yarnProposals } from './yarn-proposals.js';
import { proposal, type TrustedRegistry } from './trusted-registry.js';
import { verifiedLockfiles } from './verified-lockfiles.js';

/** What both clients are read with. */
export interface ClientContext {
  readonly options: ClientConfigurationOptions;
  readonly checkout: Checkout;
  readonly environmentProxies: ProxyRules;
  readonly journal: Journal;
}

/** What was read of one ecosystem’s clients. */
export interface ClientSettings {
  readonly trusted: readonly TrustedRegistry[];
  readonly proposals: readonly Registry[];
  /** Looks beside the credentials that stand in the registries’ own URLs. */
  readonly credential: CredentialLookup;
  readonly proxies: ProxyRules;
  readonly tls: TlsSettings;
}

/** Reads npm’s and pnpm’s configuration. */
export async function readNpmClient(context: ClientContext): Promise<ClientSettings> {
  const { options, checkout, journal } = context;
  const npmrc = await readCheckoutNpmrc(checkout);
  const layers = await readNpmLayers({ env: options.env, home: options.home, checkout, npmrc, journal });
  const lockfileRemotes = remotesOf(options, 'npm');
  const trusted = await npmRegistries({ layers, builtinDefault: builtinDefault(layers), lockfileRemotes, journal });
  const known = [...options.policyRegistries, ...trusted.map(({ registry }) => registry)];
  const replaced = new Set(known.flatMap(({ aliases }) => aliases));
  const remotes = lockfileRemotes.filter((url) => !replaced.has(url)).map((url) => proposal('npm', url, []));
  const npm = openProposals(npmProposals(npmrc, journal), known);
  const pnpm = openProposals(await pnpmProposals(checkout, journal), known);
  const yarn = openProposals(await yarnProposals(checkout, journal), known);
  const lockfiles = await verifiedLockfiles(options, checkout);
  const { projectRoot } = options;
  const bun = openProposals(await bunProposals({ projectRoot, checkout, lockfiles, journal }), known);
  noteProposals('The checkout’s .npmrc', npm, journal);
  noteProposals('The checkout’s Yarn configuration', yarn, journal);
  noteProposals('The checkout’s pnpm-workspace.yaml', pnpm, journal);
  noteProposals('The checkout’s Bun configuration', bun, journal);
  return {
    trusted,
    proposals: [...npm, ...pnpm, ...yarn, ...bun, ...remotes],
    credential: npmCredentials(layers, journal),
    proxies: npmProxies(layers, context.environmentProxies, journal),
    tls: await npmTls(layers, context),
  };
}

/** The remotes that lockfiles of an ecosystem name, normalised, each once. What is no URL is the lockfile’s problem. */
export function remotesOf(options: ClientConfigurationOptions, ecosystem: Registry['ecosystem']): readonly string[] {
  const named = (options.lockfileRemotes ?? []).filter((remote) => remote.ecosystem === ecosystem);
  return [...new Set(named.flatMap(({ url }) => normaliseRegistryUrl(url) ?? []))];
}

/** The last layer is npm’s own: no registry’s host stands in Assay’s code. */
function builtinDefault(layers: Parameters<typeof settingOf>[0]): string {
  const value = settingOf(layers.slice(-1), 'registry')?.value;
  const url = typeof value === 'string' ? normaliseRegistryUrl(value) : null;
  if (url === null) throw new TypeError('npm’s defaults name no registry');
  return url;
}
