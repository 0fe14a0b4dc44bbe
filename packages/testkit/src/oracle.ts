/** What another reader makes of an archive: the answers that differential tests compare with. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** An entry as another reader tells it. `type` is the reader's own word where it is none of ours. */
export interface OracleEntry {
  /** Without the slashes at a folder's end. */
  readonly path: string;
  readonly type: string;
  readonly size: number;
  readonly linkTarget: string;
  /** SHA-256 of a file's content, lowercase hex; empty for anything else. */
  readonly sha256: string;
}

/** What a reader made of an archive: all entries, or its error. */
export type OracleListing = { readonly entries: readonly OracleEntry[] } | { readonly error: string };

/**
 * Asks a program about archives, all in one run: each is written to its standard input behind its length (32 bits,
 * little-endian), and answered by one line of JSON.
 */
export async function askOracle<T>(
  program: string,
  args: readonly string[],
  archives: readonly Uint8Array[],
): Promise<readonly T[]> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const closed = once(child, 'close');
  for (const archive of archives) {
    const head = new Uint8Array(4);
    new DataView(head.buffer).setUint32(0, archive.length, true);
    child.stdin.write(head);
    if (!child.stdin.write(archive)) await Promise.race([once(child.stdin, 'drain'), closed]);
  }
  child.stdin.end();
  await closed;
  const lines = output.split('\n').filter((line) => line !== '');
  if (lines.length !== archives.length)
    throw new Error(`${program} answered ${lines.length} of ${archives.length} archives`);
  return lines.map((line) => JSON.parse(line) as T);
}
