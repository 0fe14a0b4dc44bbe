/** The gem servers that the user’s Bundler and RubyGems configuration names, and what becomes of a lockfile’s remotes. */

import type { Registry } from '@assay/model';
import { mirrorLookup, type Mirror } from './bundler-mirrors.js';
import { bundlerCredential } from './bundler-credentials.js';
import { bundlerSetting, type BundlerLayer } from './bundler-settings.js';
import type { Journal } from './journal.js';
import type { RegistryUrl } from './registry-url-setting.js';
import { proposal, type TrustedRegistry } from './trusted-registry.js';

/** What the registries follow from. */
export interface RubygemsRegistriesOptions {
  readonly layers: readonly BundlerLayer[];
  readonly mirrors: readonly Mirror[];
  /** The servers of the user’s `.gemrc`. */
  readonly sources: readonly RegistryUrl[];
  /** Normalised remotes of the lockfiles. */
  readonly lockfileRemotes: readonly string[];
  readonly isPublic: (url: string) => boolean;
  readonly journal: Journal;
}

/** Trusted servers, and the remotes that only the lockfiles name. */
export interface RubygemsRegistries {
  readonly trusted: readonly TrustedRegistry[];
  readonly proposals: readonly Registry[];
}

/** Mirrors first, then the user’s own servers, then the client’s default; a mirrored server is never asked itself. */
export function rubygemsRegistries(options: RubygemsRegistriesOptions): RubygemsRegistries {
  const { mirrors, sources, lockfileRemotes } = options;
  const remotes = [...new Set([...sources.map(({ url }) => url), ...lockfileRemotes])];
  const mirrorOf = mirrorLookup(mirrors);
  const direct = remotes.filter((remote) => mirrorOf(remote) === null);
  const judged = direct.map((remote) => ({ remote, trusted: judgeRemote(options, remote) }));
  const own = judged.flatMap(({ trusted }) => trusted ?? []);
  const rank = ({ registry }: TrustedRegistry) => (registry.from === 'client-default' ? 1 : 0);
  return {
    trusted: [...mirrorRegistries(options, remotes), ...own.sort((a, b) => rank(a) - rank(b))],
    proposals: judged.flatMap(({ remote, trusted }) => (trusted === null ? [proposal('rubygems', remote, [])] : [])),
  };
}

/** One registry for each mirror that something leads to; its aliases are the remotes it stands for. */
function mirrorRegistries(options: RubygemsRegistriesOptions, remotes: readonly string[]): readonly TrustedRegistry[] {
  const { mirrors, layers, journal } = options;
  const used = mirrors[0]?.of === 'all' ? mirrors.slice(0, 1) : mirrors;
  const covered = new Map(used.map((mirror) => [mirror, [] as string[]]));
  const mirrorOf = mirrorLookup(mirrors);
  for (const remote of remotes) {
    const mirror = mirrorOf(remote);
    if (mirror !== null) covered.get(mirror)?.push(remote);
  }
  return used.map((mirror) => {
    const named = mirror.of.includes('://') ? [mirror.of] : [];
    const aliases = [...new Set([...named, ...(covered.get(mirror) ?? [])])].filter((alias) => alias !== mirror.url);
    const credential = mirror.credential ?? bundlerCredential(layers, mirror.url, journal)?.value ?? null;
    return { registry: gemServer(mirror.url, mirror.from, aliases), credential };
  });
}

/**
 * Who vouches for a remote: the user’s `.gemrc`, the client (its built-in default), or the user’s credential for it.
 *
 * A credential that the user configured for a server names that server, so it is trusted without a policy entry: that is how
 * private gem servers are used. But only the server it was written for: a key that is a host stands for `https://host/`
 * alone, because on a host with many tenants the path says whose gems they are, and the lockfile would choose it.
 */
function judgeRemote(options: RubygemsRegistriesOptions, remote: string): TrustedRegistry | null {
  const { layers, sources, journal } = options;
  const credential = bundlerCredential(layers, remote, journal);
  const source = sources.find(({ url }) => url === remote);
  const value = source?.credential ?? credential?.value ?? null;
  if (options.isPublic(remote)) return { registry: gemServer(remote, 'client-default', []), credential: value };
  if (source !== undefined) return { registry: gemServer(remote, 'user', []), credential: value };
  if (credential === null || !remote.startsWith('https:')) return null;
  if (credential.names !== remote) {
    journal.note(
      `The lockfile names ${remote}, and your Bundler configuration holds a credential for its host alone: write the ` +
        'credential for the whole URL, or list the server in the policy.',
    );
    return null;
  }
  const from = bundlerSetting(layers, credential.key)?.layer.from ?? 'user';
  return { registry: gemServer(remote, from, []), credential: value };
}

function gemServer(url: string, from: Registry['from'], aliases: readonly string[]): Registry {
  return { ecosystem: 'rubygems', url, from, names: [], redirects: [], aliases };
}
