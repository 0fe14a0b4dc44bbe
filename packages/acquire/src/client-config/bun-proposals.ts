import type { Registry } from '@assay/model';
import { join, relative, sep } from 'node:path';
import { dotenvNames, registriesOfDotenv } from './bun-dotenv.js';
import { parseBunToml } from './bun-toml.js';
import type { Checkout } from './checkout.js';
import type { Journal } from './journal.js';
import { holdsCredentials, noteIgnored } from './note-ignored.js';
import { registryProposals } from './npm-proposals.js';
import { foldersOf, type VerifiedLockfiles } from './verified-lockfiles.js';
import { shown } from './shown.js';

/** Settings of `[install]` that a checkout must not make. */
const refused: readonly string[] = ['ca', 'cafile'];

/** What the proposals follow from. */
export interface BunProposalsOptions {
  readonly projectRoot: string;
  readonly checkout: Checkout;
  readonly lockfiles: VerifiedLockfiles;
  readonly journal: Journal;
}

/**
 * The registries that `bunfig.toml` and the `.env` files beside the lockfiles of Bun’s name: rows of bun.lock without a URL are fetched
 * from there. Each is only a proposal; no variable is expanded.
 */
export async function bunProposals(options: BunProposalsOptions): Promise<readonly Registry[]> {
  const proposals: Registry[] = [];
  for (const folder of foldersOf(options.lockfiles, ['bun.lock'])) {
    proposals.push(...(await fromToml(join(folder, 'bunfig.toml'), options)));
    for (const name of dotenvNames) proposals.push(...(await fromDotenv(join(folder, name), options)));
  }
  return proposals;
}

async function fromToml(path: string, options: BunProposalsOptions): Promise<readonly Registry[]> {
  const who = nameOf(path, options);
  const content = await options.checkout.read(path);
  if (content.kind === 'absent') return [];
  const parsed = content.kind === 'bytes' ? parseBunToml(content.bytes, (text) => text) : null;
  if (parsed?.ok !== true) {
    const why = content.kind === 'refused' ? content.why : (parsed?.why ?? '');
    options.journal.note(`${who} is not read for registries: ${why}.`);
    return [];
  }
  const settings = refused.filter((key) => parsed.installs.has(key));
  noteIgnored({ who, credentials: holdsCredentials(parsed.values), settings }, options.journal);
  return registryProposals(parsed.values, who, options.journal);
}

async function fromDotenv(path: string, options: BunProposalsOptions): Promise<readonly Registry[]> {
  const content = await options.checkout.read(path);
  const urls = content.kind === 'bytes' ? registriesOfDotenv(content.bytes) : [];
  return urls.flatMap((url) => registryProposals(new Map([['registry', url]]), nameOf(path, options), options.journal));
}

function nameOf(path: string, { projectRoot }: BunProposalsOptions): string {
  return `The checkout’s ${shown(relative(projectRoot, path).replaceAll(sep, '/'))}`;
}
