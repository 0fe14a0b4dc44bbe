/** What the checkout tells Bundler that leads it away from the lockfiles that were read. */

import { isTrusted, normaliseRegistryUrl, type Registry } from '@assay/model';
import { join, resolve } from 'node:path';
import { mirrorLookup, mirroredBy } from './bundler-mirrors.js';
import { parseBundlerConfig, settingName } from './bundler-config.js';
import type { Checkout } from './checkout.js';
import type { ConfigurationDoubt } from './client-configuration.js';
import { shown, shownList } from './shown.js';
import { foldersOf, type VerifiedLockfiles } from './verified-lockfiles.js';

/** What the doubts follow from. */
export interface BundlerDoubtsOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly checkout: Checkout;
  readonly lockfiles: VerifiedLockfiles;
  /** Normalised remotes of the lockfiles. */
  readonly remotes: readonly string[];
  /** The whole table: only trusted entries speak for a mirror. */
  readonly registries: readonly Registry[];
}

type Doubts = readonly ConfigurationDoubt[];

/** The doubts about every folder in which a lockfile of Bundler's was read. */
export async function bundlerDoubts(options: BundlerDoubtsOptions): Promise<Doubts> {
  const doubts: ConfigurationDoubt[] = [];
  for (const folder of foldersOf(options.lockfiles, ['Gemfile.lock', 'gems.locked'])) {
    doubts.push(...(await gemfileDoubts(folder, options)), ...(await configDoubts(folder, options)));
  }
  return doubts;
}

/** Bundler looks for `gems.rb` first and passes over a Gemfile beside it. */
async function gemfileDoubts(folder: string, { checkout, lockfiles }: BundlerDoubtsOptions): Promise<Doubts> {
  for (const [gemfile, lockfile] of [
    ['gems.rb', 'gems.locked'],
    ['Gemfile', 'Gemfile.lock'],
  ] as const) {
    const file = join(folder, gemfile);
    if (!(await checkout.has(file))) continue;
    if (lockfiles.has(join(folder, lockfile))) return [];
    const detail = `Bundler goes by ${gemfile} here and installs what ${lockfile} says, which was not read: verify that one, or remove ${gemfile}.`;
    return [{ code: 'other-gemfile', detail, file }];
  }
  return [];
}

/** `.bundle/config`, or what the environment puts in its place, as far as it is the checkout's. */
async function configDoubts(folder: string, options: BundlerDoubtsOptions): Promise<Doubts> {
  const { env, checkout } = options;
  if ((env['BUNDLE_IGNORE_CONFIG'] ?? '') !== '') return [];
  const named = env['BUNDLE_APP_CONFIG'] ?? '';
  const file = resolve(folder, named === '' ? '.bundle' : named, 'config');
  if (named !== '' && !(await checkout.contains(file))) return [];
  const content = await checkout.read(file);
  if (content.kind === 'absent') return [];
  if (content.kind === 'refused') {
    const detail = `Bundler reads this file and Assay does not, because ${content.why}: make it a plain file, or remove it.`;
    return [{ code: 'bundler-config-unread', detail, file }];
  }
  const values = parseBundlerConfig(new TextDecoder().decode(content.bytes));
  const settings = new Map([...values].map(([key, value]) => [settingName(key), value]));
  return [
    ...choiceDoubts(settings, folder, options),
    ...checksumDoubts(settings),
    ...localDoubts(settings),
    ...mirrorDoubts(settings, options),
  ].map((doubt) => ({ ...doubt, file }));
}

type Settings = ReadonlyMap<string, string>;
type Said = readonly Omit<ConfigurationDoubt, 'file'>[];

/** Another Gemfile or lockfile; Bundler resolves both against the folder it is started in. */
function choiceDoubts(settings: Settings, folder: string, { lockfiles }: BundlerDoubtsOptions): Said {
  const gemfile = settings.get('gemfile');
  const lockfile = settings.get('lockfile') ?? (gemfile === undefined ? undefined : lockfileOf(gemfile));
  if (lockfile === undefined || lockfiles.has(resolve(folder, lockfile))) return [];
  const detail = `The checkout’s .bundle/config makes Bundler install from ${shown(lockfile)}, which was not read: verify that lockfile, or remove the setting.`;
  return [{ code: 'other-gemfile', detail }];
}

function lockfileOf(gemfile: string): string {
  return /(?:^|\/)gems\.rb$/u.test(gemfile) ? `${gemfile.slice(0, -'.rb'.length)}.locked` : `${gemfile}.lock`;
}

function checksumDoubts(settings: Settings): Said {
  const value = settings.get('disable-checksum-validation') ?? settings.get('disable_checksum_validation') ?? 'false';
  if (['false', 'f', 'no', 'n', '0'].includes(value.toLowerCase())) return [];
  const detail =
    'The checkout’s .bundle/config switches off Bundler’s comparison of gems with their digests: remove `BUNDLE_DISABLE_CHECKSUM_VALIDATION`.';
  return [{ code: 'checksums-disabled', detail }];
}

/** A folder in place of a git repository. */
function localDoubts(settings: Settings): Said {
  const names = [...settings.keys()].filter((name) => name.startsWith('local.'));
  if (names.length === 0) return [];
  const detail = `The checkout’s .bundle/config replaces git sources by local folders (${shownList(names)}): remove these settings.`;
  return [{ code: 'local-override', detail }];
}

/** A mirror of a locked remote, unless a trusted registry is known to stand for that remote at that very address. */
function mirrorDoubts(settings: Settings, { remotes, registries }: BundlerDoubtsOptions): Said {
  const known = new Set(
    registries.filter(isTrusted).flatMap(({ url, aliases }) => [url, ...aliases].map((alias) => `${url} ${alias}`)),
  );
  const mirrors = [...settings].flatMap(([name, value]) => {
    const of = mirroredBy(name);
    return of === null ? [] : [{ of, url: normaliseRegistryUrl(value) }];
  });
  const lookup = mirrorLookup(mirrors);
  const moved = remotes.filter((remote) => {
    const mirror = lookup(remote);
    return mirror !== null && mirror.url !== remote && !known.has(`${mirror.url ?? ''} ${remote}`);
  });
  if (moved.length === 0) return [];
  const detail = `The checkout’s .bundle/config makes Bundler fetch the gems of ${shownList(moved)} from a mirror that nobody vouches for: remove it, or list it under \`registries\` in the policy with the remote among its \`aliases\`.`;
  return [{ code: 'unvouched-mirror', detail }];
}
