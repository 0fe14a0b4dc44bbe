/** The command line as users get it: packed into a tarball and installed from it, nothing else. */

import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runClient, temporaryFolder, type ClientResult } from '@assay/testkit';

const cli = fileURLToPath(new URL('..', import.meta.url));

/** An installed command line. */
export interface PackedCli {
  /** Runs it in `cwd` with an empty home and no other environment than the given one. */
  run(args: readonly string[], options: RunOptions): Promise<ClientResult>;
  /** The installed package's folder. */
  readonly folder: string;
  /** The program that `npx assay` would start. */
  readonly program: string;
}

/** Where and how to run. */
interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Another Node than the one running the tests. */
  readonly node?: string;
}

/** Packs and installs once; the folder lives until `remove`. */
export async function installPackedCli(): Promise<PackedCli & { remove(): Promise<void> }> {
  const place = await temporaryFolder();
  await must(await runClient('pnpm', ['pack', '--pack-destination', place.path], { cwd: cli, env: process.env }));
  const tarball = readdirSync(place.path).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('pnpm pack made no tarball');
  await writeFile(join(place.path, 'package.json'), '{"name":"user","version":"1.0.0","private":true}\n');
  const install = ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', `./${tarball}`];
  await must(await runClient('npm', install, { cwd: place.path, env: npmEnvironment(place.path) }));
  const folder = join(place.path, 'node_modules/@assay/cli');
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { bin: { assay: string } };
  const program = join(folder, manifest.bin.assay);
  return { folder, program, remove: () => place.remove(), run: (args, options) => start(program, args, options) };
}

function npmEnvironment(home: string): NodeJS.ProcessEnv {
  const path = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  return { PATH: path, HOME: home, npm_config_cache: join(home, '.npm') };
}

function start(program: string, args: readonly string[], options: RunOptions): Promise<ClientResult> {
  const { cwd, env = {}, node = process.execPath } = options;
  return runClient(node, [program, ...args], { cwd, env: { PATH: process.env['PATH'], ...env } });
}

function must({ status, stdout, stderr }: ClientResult): Promise<void> {
  return status === 0 ? Promise.resolve() : Promise.reject(new Error(`${stdout}\n${stderr}`));
}
