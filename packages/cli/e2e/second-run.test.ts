import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  mintPackage,
  mintPackageLock,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type LoopbackRegistry,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { installPackedCli } from './packed-cli.js';

const packages = [
  mintPackage({ name: 'left-pad', version: '1.3.0' }),
  // With something to say about it: a report that forgot that would be another.
  mintPackage({ name: 'odd', version: '1.0.0', files: { '../outside.js': '' } }),
];

let cli: Awaited<ReturnType<typeof installPackedCli>>;
let place: TemporaryFolder;
let registry: LoopbackRegistry;

beforeAll(async () => {
  cli = await installPackedCli();
});
afterAll(() => cli.remove());

beforeEach(async () => {
  place = await temporaryFolder();
  registry = await startRegistry({ npm: packages });
  const entries = packages.map((each) => ({ kind: 'registry' as const, package: each }));
  await writeFiles(join(place.path, 'project'), mintPackageLock({ registry: registry.url, entries }).files);
});
afterEach(async () => {
  await registry.close();
  await place.remove();
});

/** One run of the user's: what it says, and which archives it downloaded. */
async function run(options: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const before = registry.requests.length;
  const args = ['verify', '--depth', 'artifacts', '--at', '2026-11-22T00:00:00Z', '--format', 'json', ...options];
  const home = join(place.path, 'home');
  const all = { HOME: home, npm_config_registry: registry.url, ...env };
  const { status, stdout } = await cli.run(args, { cwd: join(place.path, 'project'), env: all });
  const archives = registry.requests.slice(before).filter(({ path }) => path.endsWith('.tgz'));
  return { status, stdout, archives: archives.length };
}

function filesBelow(...folder: readonly string[]): readonly string[] {
  try {
    const root = join(place.path, 'home', ...folder);
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
  } catch {
    return [];
  }
}

const records = () => filesBelow('.cache', 'assay').filter((name) => name.includes('.'));

test('a second run downloads no archive, and its report is the same byte for byte', async () => {
  const cold = await run();
  expect(cold).toMatchObject({ status: 1, archives: 2 });
  expect(cold.stdout).toContain('outside.js');
  expect(records()).toHaveLength(2);
  expect(filesBelow('.local', 'state', 'assay')).toEqual(['memory.key']);
  expect(await run()).toEqual({ ...cold, archives: 0 });
});

test('a recording of a second run holds the archives, and is replayed to the same report', async () => {
  const cold = await run();
  const file = join(place.path, 'evidence.tar');
  expect(await run(['--record', file])).toEqual({ ...cold, archives: 0 });
  for (const { bytes } of packages) expect(readFileSync(file).includes(Buffer.from(bytes))).toBe(true);
  const offline = await run(['--offline', file]);
  expect([offline.status, offline.archives]).toEqual([1, 0]);
});

test('on a build server nothing is remembered, for its jobs share one user; the report is the same', async () => {
  const cold = await run();
  expect(await run([], { CI: 'true' })).toEqual({ ...cold, archives: 0 });
  await place.remove();
  await writeFiles(
    join(place.path, 'project'),
    mintPackageLock({
      registry: registry.url,
      entries: packages.map((each) => ({ kind: 'registry', package: each })),
    }).files,
  );
  expect(await run([], { CI: 'true' })).toEqual(cold);
  expect([records(), filesBelow('.local')]).toEqual([[], []]);
});

test('without a store nothing is remembered', async () => {
  await run(['--no-store']);
  expect(filesBelow()).toEqual([]);
});
