import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FaultRule } from './fault.js';
import type { RegistryOptions } from './registry-server.js';

/** A registry to play in another process: data only. */
export type RegistrySpec = Omit<RegistryOptions, 'faults' | 'respond'> & { readonly faults?: readonly FaultRule[] };

/** A registry in a process of its own. */
export interface RegistryProcess extends AsyncDisposable {
  /** Base URL, ends with `/`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a registry in a child process, so that its CPU time and memory are not the caller's. Needs the package built. */
export async function startRegistryProcess(spec: RegistrySpec): Promise<RegistryProcess> {
  const child = fork(childProgram(), { serialization: 'advanced', execArgv: [] });
  const exited = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message: string) => {
      resolve(message);
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`the registry process ended with ${String(code)}`));
    });
    child.send(spec);
  });
  const close = () => {
    if (child.connected) child.disconnect();
    return exited;
  };
  return { url, close, [Symbol.asyncDispose]: close };
}

/** The built program, also when this file itself runs from source. */
function childProgram(): string {
  const program = fileURLToPath(new URL('../dist/registry-child.js', import.meta.url));
  if (!existsSync(program)) throw new Error('a registry process needs the testkit built: npm run build');
  return program;
}
