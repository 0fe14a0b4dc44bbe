import { PassThrough } from 'node:stream';
import { runCommand } from '../../src/run-command.js';
import type { Terminal } from '../../src/terminal.js';

/** What a run of the command gave. */
export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `assay …` in this process, in a folder of its own. */
export async function runAssay(args: readonly string[], home: string): Promise<Ran> {
  const said = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => {
    const made = Object.assign(new PassThrough(), { isTTY: false });
    made.on('data', (chunk: Buffer) => (said[name] += chunk.toString('utf8')));
    return made as unknown as NodeJS.WriteStream;
  };
  const terminal: Terminal = {
    argv: [],
    env: { HOME: home, CI: '1' },
    version: process.version,
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    cwd: () => home,
  };
  const [command = '', ...rest] = args;
  return { status: await runCommand(terminal, command, rest), ...said };
}
