/** What the checkout tells pnpm that leads it away from the lockfiles that were read. */

import { asMap, parseYaml, type DocValue } from '@assay/documents';
import { join, resolve } from 'node:path';
import type { Checkout } from './checkout.js';
import type { ConfigurationDoubt } from './client-configuration.js';
import { parseNpmrc } from './parse-npmrc.js';
import { plainSetting } from './plain-setting.js';
import { maxConfigurationBytes, type FileContent } from './read-regular-file.js';
import { shown } from './shown.js';
import { foldersOf, type VerifiedLockfiles } from './verified-lockfiles.js';

/** What the doubts follow from. */
export interface PnpmDoubtsOptions {
  readonly checkout: Checkout;
  readonly lockfiles: VerifiedLockfiles;
}

type Doubts = readonly ConfigurationDoubt[];

/** The doubts about every folder in which a lockfile of pnpm's was read. */
export async function pnpmDoubts(options: PnpmDoubtsOptions): Promise<Doubts> {
  const doubts: ConfigurationDoubt[] = [];
  for (const folder of foldersOf(options.lockfiles, ['pnpm-lock.yaml'])) {
    const isWorkspace = await options.checkout.has(join(folder, 'pnpm-workspace.yaml'));
    for (const [name, read] of readers) {
      const file = join(folder, name);
      const settings = read(await options.checkout.read(file));
      doubts.push(...(await settingsDoubts(settings, { ...options, folder, isWorkspace, file })));
    }
  }
  return doubts;
}

/** Settings under their names as pnpm spells them; null when the file is there and was not understood. */
type Settings = readonly (readonly [string, unknown])[] | null;

const readers: readonly (readonly [string, (content: FileContent) => Settings])[] = [
  ['pnpm-workspace.yaml', yamlSettings],
  ['.npmrc', npmrcSettings],
];

function yamlSettings(content: FileContent): Settings {
  if (content.kind !== 'bytes') return content.kind === 'absent' ? [] : null;
  const parsed = parseYaml(content.bytes, {
    maxBytes: maxConfigurationBytes,
    maxAliases: 100,
    maxValues: 100_000,
    tags: 'ignore',
    duplicateKeys: 'report',
  });
  if (!parsed.ok) return null;
  const root = asMap(parsed.documents[0]?.value);
  // pnpm's reader merges what `<<` refers to; this one does not.
  return root?.has('<<') === true ? null : [...(root?.entries() ?? [])];
}

function npmrcSettings(content: FileContent): Settings {
  if (content.kind !== 'bytes') return content.kind === 'absent' ? [] : null;
  const values = parseNpmrc(content.bytes);
  return values === null ? null : [...values];
}

interface Place extends PnpmDoubtsOptions {
  readonly folder: string;
  readonly isWorkspace: boolean;
  readonly file: string;
}

async function settingsDoubts(settings: Settings, place: Place): Promise<Doubts> {
  if (settings === null) {
    const detail = 'pnpm reads this file and Assay does not understand it: make it a plain file of settings.';
    return [{ code: 'pnpm-settings-unread', detail, file: place.file }];
  }
  const doubts: ConfigurationDoubt[] = [];
  for (const [key, value] of settings) {
    const code = await doubtOf(plainSetting(key), value, place);
    if (code === null) continue;
    const detail = `\`${shown(key)}\` makes pnpm install from something else than the lockfile that was read: remove the setting.`;
    doubts.push({ code, detail, file: place.file });
  }
  return doubts;
}

/** Settings that make pnpm read another lockfile when they are on. */
const movesWhenOn = new Set([
  'gitbranchlockfile',
  'usegitbranchlockfile',
  'mergegitbranchlockfiles',
  'mergegitbranchlockfilesbranchpattern',
]);

/** Settings that make pnpm read no lockfile when they are off. */
const movesWhenOff = new Set(['lockfile', 'uselockfile', 'shrinkwrap', 'packagelock']);

/** Settings that give each member of a workspace a lockfile of its own when they are off. */
const splits = new Set(['sharedworkspacelockfile', 'sharedworkspaceshrinkwrap']);

/** Settings that say in which folder the lockfile lies. */
const places = new Set(['lockfiledir', 'lockfiledirectory', 'shrinkwrapdirectory']);

/** A setting's doubt, as its code. */
async function doubtOf(name: string, value: unknown, place: Place): Promise<string | null> {
  if (name === 'storedir' || name === 'store')
    return (await isCommittedStore(value, place)) ? 'pnpm-committed-store' : null;
  if (name === 'configdependencies') return hasDigests(value) ? 'pnpm-unlocked-packages' : null;
  return movesLockfile(name, value, place) ? 'pnpm-other-lockfile' : null;
}

function movesLockfile(name: string, value: unknown, { folder, lockfiles, isWorkspace }: Place): boolean {
  // npm and pnpm expand variables in keys too, so such a key may become any other; these two kinds may not.
  if (name.includes('${')) return !name.startsWith('//') && !name.startsWith('@');
  if (movesWhenOn.has(name)) return !isOff(value);
  if (movesWhenOff.has(name)) return !isOn(value);
  // Without a workspace there is just one lockfile to share.
  if (splits.has(name)) return !isOn(value) && isWorkspace;
  if (!places.has(name)) return false;
  return typeof value !== 'string' || !lockfiles.has(resolve(folder, value, 'pnpm-lock.yaml'));
}

/** pnpm links what its store holds without comparing it with the lockfile: a committed store says what is installed. */
function isCommittedStore(value: unknown, { folder, checkout }: Place): Promise<boolean> {
  return checkout.brings(typeof value === 'string' ? resolve(folder, value) : folder);
}

/**
 * pnpm 10 fetches these packages before anything else and runs their pnpmfiles; what pins them (`1.0.0+sha512-…`) stands in this file and in no
 * lockfile. Newer pnpm locks them, and writes no digest here.
 */
function hasDigests(value: unknown): boolean {
  const specs = [...(asMap(value as DocValue)?.entries() ?? [])].map(([, spec]) => spec);
  return specs.some((spec) => typeof spec !== 'string' || spec.includes('+sha'));
}

function isOff(value: unknown): boolean {
  return (
    value === false ||
    value === null ||
    value === '' ||
    value === 'false' ||
    (Array.isArray(value) && value.length === 0)
  );
}

function isOn(value: unknown): boolean {
  return value === true || value === 'true';
}
