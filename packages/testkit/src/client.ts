import { spawn, spawnSync } from 'node:child_process';

/** How a finished program went. */
export interface ClientResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to run it. */
export interface ClientOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** True when the program can be started here. Tests that need it are skipped, visibly, where it cannot. */
export function hasClient(program: string, versionFlag = '--version'): boolean {
  return spawnSync(program, [versionFlag], { stdio: 'ignore' }).status === 0;
}

/** Runs a program to its end without blocking this process (whose loopback registry may be what it talks to). */
export function runClient(
  program: string,
  args: readonly string[],
  options: ClientOptions = {},
): Promise<ClientResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.once('error', reject);
    child.once('close', (status) => {
      resolve({ status, ...output });
    });
  });
}
