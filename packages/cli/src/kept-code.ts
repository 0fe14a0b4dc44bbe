/**
 * A script, and what V8 compiled of it when it last ran. Most of a short run is compiling functions that run once; Node's own compile
 * cache holds a file as it is before its functions are called, so it saves little.
 */

import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';

const digestBytes = 32;

/** A script that has run. */
export interface LoadedScript {
  readonly exports: unknown;
  /** Keeps what has been compiled by now for the next start, unless it came from there. Never throws: without it a start is slower. */
  readonly keep: () => void;
}

/**
 * Runs a CommonJS file of the program. `codeFile` holds what an earlier run kept, null for nowhere; it is trusted like the program, so it
 * must lie where nobody else can write. What is damaged, or belongs to another source or another V8, is not used.
 */
export function loadScript(file: string, codeFile: string | null): LoadedScript {
  const source = readFileSync(file);
  const cachedData = codeFile === null ? undefined : readCode(codeFile, source);
  // In the first line, so that lines in stack traces are the file's.
  const wrapped = `(function (module, exports, require) {${source.toString()}\n})`;
  const script = new Script(wrapped, { filename: file, ...(cachedData === undefined ? {} : { cachedData }) });
  const run = script.runInThisContext() as (module: object, exports: object, require: NodeJS.Require) => void;
  const module = { exports: {} };
  run(module, module.exports, createRequire(file));
  const isKept = cachedData !== undefined && script.cachedDataRejected !== true;
  const keep = () => {
    if (codeFile !== null && !isKept) writeCode(codeFile, source, script.createCachedData());
  };
  return { exports: module.exports, keep };
}

/** V8 itself compares nothing of the source but its length. */
function digestOf(source: Uint8Array, code: Uint8Array): Buffer {
  return createHash('sha256').update(source).update(code).digest();
}

function readCode(codeFile: string, source: Uint8Array): Buffer | undefined {
  try {
    const bytes = readFileSync(codeFile);
    const code = bytes.subarray(digestBytes);
    return digestOf(source, code).equals(bytes.subarray(0, digestBytes)) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** In one step, because other runs may be reading. */
function writeCode(codeFile: string, source: Uint8Array, code: Uint8Array): void {
  const draft = `${codeFile}.${process.pid}`;
  try {
    writeFileSync(draft, Buffer.concat([digestOf(source, code), code]), { flag: 'wx', mode: 0o600 });
    renameSync(draft, codeFile);
  } catch {
    rmSync(draft, { force: true });
  }
}
