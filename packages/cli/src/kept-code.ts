/**
 * A script, and what V8 compiled of it when it last ran. Most of a short run is compiling functions that run once; Node's own compile
 * cache holds a file as it is before its functions are called, so it saves little.
 */

import { createHash, type Hash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';

const digestBytes = 32;

/** A script that has run. */
export interface LoadedScript {
  readonly exports: unknown;
  /** Keeps what has been compiled by now for the next start, unless it came from there. Never throws: without it a start is slower. */
  readonly keep: () => void;
  /** SHA-256 of the script, lowercase hex; null where no code is kept. */
  readonly digest: string | null;
}

/**
 * Runs a file of the program: one function of `module`, `exports` and `require` in parentheses, as a script is wrapped that is loaded. Wrapping
 * it here would copy it, which is megabytes. `codeFile` holds what an earlier run kept, null for nowhere; it is trusted like the program, so it
 * must lie where nobody else can write. What is damaged, or belongs to another source or another V8, is not used.
 */
export function loadScript(file: string, codeFile: string | null): LoadedScript {
  const source = readFileSync(file);
  const place = codeFile === null ? null : { codeFile, digest: createHash('sha256').update(source) };
  const cachedData = place === null ? undefined : readCode(place);
  const script = new Script(source.toString(), { filename: file, ...(cachedData === undefined ? {} : { cachedData }) });
  const run = script.runInThisContext() as (module: object, exports: object, require: NodeJS.Require) => void;
  const module = { exports: {} };
  run(module, module.exports, createRequire(file));
  const isKept = cachedData !== undefined && script.cachedDataRejected !== true;
  const keep = () => {
    if (place !== null && !isKept) writeCode(place, script.createCachedData());
  };
  return { exports: module.exports, keep, digest: place === null ? null : place.digest.copy().digest('hex') };
}

/** Where a script's code is kept, and the script's digest, which more can be added to. */
interface KeptPlace {
  readonly codeFile: string;
  readonly digest: Hash;
}

/** V8 itself compares nothing of the source but its length. */
function digestOf(source: Hash, code: Uint8Array): Buffer {
  return source.copy().update(code).digest();
}

function readCode({ codeFile, digest }: KeptPlace): Buffer | undefined {
  try {
    const bytes = readFileSync(codeFile);
    const code = bytes.subarray(digestBytes);
    return digestOf(digest, code).equals(bytes.subarray(0, digestBytes)) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** In one step, because other runs may be reading. */
function writeCode({ codeFile, digest }: KeptPlace, code: Uint8Array): void {
  const draft = `${codeFile}.${process.pid}`;
  try {
    writeFileSync(draft, Buffer.concat([digestOf(digest, code), code]), { flag: 'wx', mode: 0o600 });
    renameSync(draft, codeFile);
  } catch {
    rmSync(draft, { force: true });
  }
}
