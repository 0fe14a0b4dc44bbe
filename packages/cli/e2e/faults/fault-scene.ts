/** A project, a home and a registry for runs of the packed command line under a fault. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  mintPackage,
  mintPackageLock,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type ClientResult,
  type LoopbackRegistry,
  type RegistryOptions,
} from '@assay/testkit';
import type { PackedCli } from '../packed-cli.js';

/** What the lockfile of a scene locks. */
export const locked = mintPackage({
  name: 'left-pad',
  version: '1.3.0',
  // Large enough to take minutes at ten bytes a second.
  files: { 'noise.txt': Array.from({ length: 900 }, (_, index) => String((index * 7919) % 10_007)).join(',') },
});

/** Path of its archive at the registry. */
export const archivePath = `/left-pad/-/${locked.fileName}`;

/** A run's exit code and its output in one line, as a person reads it. */
export interface Outcome {
  readonly exitCode: number | null;
  readonly text: string;
  readonly ms: number;
}

/** A project that passes as long as nothing goes wrong. */
export interface FaultScene extends AsyncDisposable {
  readonly registry: LoopbackRegistry;
  readonly project: string;
  readonly home: string;
  /** As the registry's URL has it: host and port. */
  readonly host: string;
  /** `assay …` in the project. */
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Outcome>;
  /** From now on configuration and lockfile name the registry by this URL. */
  moveRegistry(url: string): Promise<void>;
  /** The same as a command that is to be started by a shell or to be killed. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Preloaded into a run, makes its time pass twenty times as fast: half a minute of patience is a second and a half. Every timer
 * and the monotonic clock agree about it, and the program is the packed one.
 */
const hurry = `
const pace = 20;
const { setTimeout: later } = globalThis;
globalThis.setTimeout = Object.assign((call, ms = 0, ...rest) => later(call, ms / pace, ...rest), later);
const now = performance.now.bind(performance);
performance.now = () => now() * pace;
`;

/** Real milliseconds for one of a hurried run. */
export const hurriedPace = 20;

export async function startFaultScene(cli: PackedCli, options: RegistryOptions = {}): Promise<FaultScene> {
  const registry = await startRegistry({ npm: [locked], ...options });
  const [project, home] = [await temporaryFolder(), await temporaryFolder()];
  const moveRegistry = async (url: string) => {
    const lockfile = mintPackageLock({ registry: url, entries: [{ kind: 'registry', package: locked }] });
    await writeFiles(project.path, lockfile.files);
    await writeFile(join(home.path, '.npmrc'), `registry=${url}\n`);
  };
  await moveRegistry(registry.url);
  await writeFile(join(home.path, 'hurry.cjs'), hurry);
  const environment = { PATH: process.env['PATH'], HOME: home.path };
  return {
    registry,
    project: project.path,
    home: home.path,
    host: new URL(registry.url).host,
    environment,
    moveRegistry,
    run: (args, env = {}) => timed(() => cli.run(args, { cwd: project.path, env: { HOME: home.path, ...env } })),
    [Symbol.asyncDispose]: async () => {
      await registry.close();
      await project.remove();
      await home.remove();
    },
  };
}

/** Environment of a run that has no patience. */
export function hurried({ home }: Pick<FaultScene, 'home'>): Readonly<Record<string, string>> {
  return { NODE_OPTIONS: `--require ${join(home, 'hurry.cjs')}` };
}

async function timed(start: () => Promise<ClientResult>): Promise<Outcome> {
  const began = performance.now();
  const { status, stdout, stderr } = await start();
  return { exitCode: status, text: `${stdout} ${stderr}`.replace(/\s+/gu, ' '), ms: performance.now() - began };
}
