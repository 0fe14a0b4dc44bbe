/** RubyGems' trust directory of the user: certificates that `gem cert --add` put there. */

import { opendir } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { digestOf } from '@assay/model';
import { readRegularFile } from '../client-config/read-regular-file.js';
import { holding } from '../client-config/checkouts.js';
import { nextStep } from './trust-codes.js';
import type { TrustEntry, TrustProblem } from './trust-entry.js';
import type { TrustPlace } from './trust-folder.js';

/** `cert-` and the SHA-256 of the subject's name, as RubyGems writes them (Gem::Security::TrustDir). */
const certificateFile = /^cert-[0-9a-f]{40,64}\.pem$/u;

const maxCertificateBytes = 64 * 1024;
const maxFiles = 1000;

/** What the directories hold. */
export interface GemTrust {
  readonly entries: readonly TrustEntry[];
  readonly problems: readonly TrustProblem[];
}

/**
 * One document for each certificate in `~/.gem/trust`, and in `gem/trust` below XDG_DATA_HOME (`~/.local/share`). A directory that lies in
 * the checkout is not read. Regular files of bounded size only; what a certificate says is checked by whoever verifies with it.
 */
export async function readGemTrust(place: TrustPlace): Promise<GemTrust> {
  const found = await Promise.all(directories(place).map((folder) => readDirectory(folder, place)));
  const entries = new Map<string, TrustEntry>();
  for (const entry of found.flatMap((one) => one.entries)) {
    if (!entries.has(entry.document.name)) entries.set(entry.document.name, entry);
  }
  return { entries: [...entries.values()], problems: found.flatMap((one) => one.problems) };
}

function directories({ env, home }: TrustPlace): readonly string[] {
  const data = env['XDG_DATA_HOME'];
  const xdg = data !== undefined && isAbsolute(data) ? data : home === null ? null : join(home, '.local', 'share');
  return [
    ...(home !== null && isAbsolute(home) ? [join(home, '.gem', 'trust')] : []),
    ...(xdg !== null && isAbsolute(xdg) ? [join(xdg, 'gem', 'trust')] : []),
  ];
}

async function readDirectory(folder: string, place: TrustPlace): Promise<GemTrust> {
  const names = await certificateFiles(folder);
  if (names.length === 0) return { entries: [], problems: [] };
  if ((await holding(folder, place)) !== null) {
    const detail = `RubyGems’ trust directory ${folder} lies in the checkout and was not read.`;
    return { entries: [], problems: [problem('gem-trust-in-project', detail)] };
  }
  const read = await Promise.all(names.map((name) => readCertificate(folder, name)));
  return {
    entries: read.filter((one) => 'document' in one),
    problems: read.filter((one) => 'code' in one),
  };
}

async function certificateFiles(folder: string): Promise<readonly string[]> {
  const names: string[] = [];
  try {
    for await (const { name } of await opendir(folder)) {
      if (certificateFile.test(name)) names.push(name);
      if (names.length === maxFiles) break;
    }
  } catch {
    // A directory that is not there, or that RubyGems could not read either, trusts nobody.
    return [];
  }
  return names.sort((a, b) => (a < b ? -1 : 1));
}

async function readCertificate(folder: string, name: string): Promise<TrustEntry | TrustProblem> {
  const path = join(folder, name);
  const file = await readRegularFile(path, maxCertificateBytes);
  if (file.kind !== 'bytes') {
    const why = file.kind === 'absent' ? 'it went away' : file.why;
    return problem('gem-trust-unreadable', `The certificate ${path} was not read: ${why}.`);
  }
  const text = decode(file.bytes);
  if (text === null) return problem('gem-trust-unreadable', `The certificate ${path} was not read: it is no text.`);
  const digest = { ...digestOf('sha256', text), covers: 'document' as const };
  return {
    document: { kind: 'gem-certificates', name, origin: 'user', text, digest },
    source: path,
    since: epoch,
  };
}

/** RubyGems keeps no date of when a certificate was added. */
const epoch = '1970-01-01T00:00:00Z';

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function problem(code: 'gem-trust-unreadable' | 'gem-trust-in-project', detail: string): TrustProblem {
  return { code, detail, next: nextStep(code) };
}
