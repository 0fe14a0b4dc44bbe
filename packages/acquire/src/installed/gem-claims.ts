/**
 * Which gem each specification in a gem folder says it is. RubyGems goes by what stands in it and not by the file's name, and takes the
 * first that fits: `specifications/aaa-1.0.gemspec` may be the licence's, with a load path of its own. Read, never run.
 */

import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { listNames } from './list-names.js';
import { Pace } from './pace.js';
import { attempt } from './system-code.js';

/** What one specification says of itself. */
export interface GemClaim {
  /** Below `specifications`. */
  readonly file: string;
  /** Null where it stands further down than is looked at: it may be any. */
  readonly name: string | null;
  /** Null where it is not written as RubyGems writes it. */
  readonly version: string | null;
  /** Name, version and platform as RubyGems would name the file; null as above. */
  readonly fullName: string | null;
}

/** More specifications than that are in no gem folder. */
export const mostGems = 100_000;

/** Claims by folder, each looked through once. */
export class GemClaims {
  readonly #known = new Map<string, Promise<readonly GemClaim[]>>();

  /** The claims in a gem folder, those of its default gems too. What cannot be read is left out: RubyGems passes over it as well. */
  in(folder: string): Promise<readonly GemClaim[]> {
    const found = this.#known.get(folder) ?? claimsIn(join(folder, 'specifications'));
    this.#known.set(folder, found);
    return found;
  }
}

async function claimsIn(folder: string): Promise<readonly GemClaim[]> {
  const pace = new Pace();
  const claims: GemClaim[] = [];
  for (const file of [...gemspecsIn(folder, ''), ...gemspecsIn(join(folder, 'default'), 'default/')]) {
    const claim = claimOf(file, headOf(join(folder, file)));
    if (claim !== null) claims.push(claim);
    if (pace.isDue()) await pace.rest();
  }
  return claims;
}

function gemspecsIn(folder: string, prefix: string): readonly string[] {
  const names = listNames(folder, mostGems);
  if ('code' in names) return [];
  return names.filter((name) => name.endsWith('.gemspec')).map((name) => `${prefix}${name}`);
}

const headBytes = 16 * 1024;

/** The beginning; empty where it cannot be read. RubyGems follows links here, and nothing is waited for. */
function headOf(path: string): string {
  return attempt(
    () => {
      const descriptor = openSync(path, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
      try {
        const bytes = Buffer.alloc(headBytes);
        const length = fstatSync(descriptor).isFile() ? readSync(descriptor, bytes, 0, headBytes, 0) : 0;
        return bytes.toString('latin1', 0, length);
      } finally {
        closeSync(descriptor);
      }
    },
    () => '',
  );
}

const stub = '# stub: ';
/** Where the second line is no stub, RubyGems runs the file to find out. */
const named = /\.name {0,20}= {0,20}["']([A-Za-z0-9._-]{1,200})["']/u;

function claimOf(file: string, head: string): GemClaim | null {
  if (head.length === headBytes && !head.includes('\n')) return { file, name: null, version: null, fullName: null };
  const [, line = ''] = head.split('\n', 2);
  if (!line.startsWith(stub)) {
    const [, name] = named.exec(head) ?? [];
    return name === undefined ? null : { file, name, version: null, fullName: null };
  }
  const [name = '', version = '', platform = ''] = line.slice(stub.length).trimEnd().split(' ', 3);
  const variant = platform === 'ruby' ? '' : `-${platform}`;
  return { file, name, version, fullName: `${name}-${version}${variant}` };
}

/** True for two ways to write one version: RubyGems passes over zeros at its end. */
export function isSameRelease(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

function plain(version: string): string {
  const parts = version.split('.');
  const last = parts.findLastIndex((part) => !/^0{1,20}$/u.test(part));
  return parts.slice(0, Math.max(1, last + 1)).join('.');
}
