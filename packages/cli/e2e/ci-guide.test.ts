/** The script that docs/ci.md hands out, run as a pipeline runs it. */

import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  mintPackage,
  mintPackageLock,
  runClient,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type LoopbackRegistry,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

const guide = fileURLToPath(new URL('../../../docs/ci.md', import.meta.url));
const good = mintPackage({ name: 'left-pad', version: '1.3.0' });
const policyOf = (text: string) => `version: 1\n${text}`;

let shelf: TemporaryFolder;
let tarball: string;
let digest: string;
let registry: LoopbackRegistry;
let project: TemporaryFolder;
let home: TemporaryFolder;

beforeAll(async () => {
  shelf = await temporaryFolder();
  const cli = fileURLToPath(new URL('..', import.meta.url));
  await runClient('pnpm', ['pack', '--pack-destination', shelf.path], { cwd: cli, env: process.env });
  tarball = join(shelf.path, (await readdir(shelf.path)).find((name) => name.endsWith('.tgz')) ?? '');
  digest = createHash('sha256')
    .update(await readFile(tarball))
    .digest('hex');
});
afterAll(() => shelf.remove());
beforeEach(async () => {
  registry = await startRegistry({ npm: [good] });
  project = await temporaryFolder();
  home = await temporaryFolder();
  await writeFile(join(home.path, '.npmrc'), `registry=${registry.url}\n`);
  const lock = mintPackageLock({ registry: registry.url, entries: [{ kind: 'registry', package: good }] });
  const script = /^```sh\n(#!\/bin\/sh\n# ci\/assay\.sh[^]*?)^```$/m.exec(await readFile(guide, 'utf8'))?.[1] ?? '';
  await writeFiles(project.path, { ...lock.files, 'ci/assay.sh': script });
  await git('init', '--quiet', '--initial-branch=main');
});
afterEach(async () => {
  await registry.close();
  await project.remove();
  await home.remove();
});

const environment = () => ({ PATH: process.env['PATH'], HOME: home.path, TMPDIR: home.path });

function git(...args: string[]) {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@b.example', '-c', 'commit.gpgsign=false'];
  return runClient('git', [...who, ...args], { cwd: project.path, env: environment() });
}

async function commit() {
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'x');
}

function gate(env: Readonly<Record<string, string>> = {}) {
  const settings = { ASSAY_CLI: tarball, ASSAY_CLI_SHA256: digest, ASSAY_BASE: 'main' };
  return runClient('sh', ['ci/assay.sh'], { cwd: project.path, env: { ...environment(), ...settings, ...env } });
}

describe.skipIf(process.platform === 'win32')('ci/assay.sh', () => {
  test('passes, and leaves every report', async () => {
    await commit();
    const { status, stdout, stderr } = await gate();
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stdout).toContain('PASS');
    const names = ['assay.json', 'assay.sarif', 'bom.json', 'index.html', 'junit.xml', 'summary.md'];
    expect((await readdir(join(project.path, 'assay-reports'))).sort()).toEqual(names);
    for (const name of names)
      expect((await readFile(join(project.path, 'assay-reports', name))).length).toBeGreaterThan(200);
  });

  test('ends with 1 where something failed and with 3 where a registry is out, reports and all', async () => {
    await commit();
    registry.setFault(({ path }) => path.endsWith('.tgz'), { kind: 'flip', at: 30 });
    expect(await gate()).toMatchObject({ status: 1 });
    registry.setFault(() => true, { kind: 'status', status: 404 });
    expect(await gate()).toMatchObject({ status: 3 });
    expect(await readFile(join(project.path, 'assay-reports/summary.md'), 'utf8')).toContain('UNVERIFIED');
  });

  test('judges a change by the policy of its base, not by the one that it brings', async () => {
    await writeFile(join(project.path, 'assay.yaml'), policyOf('rules:\n  - checks: { pin-strength: require }\n'));
    await commit();
    await git('checkout', '--quiet', '-b', 'change');
    await writeFile(
      join(project.path, 'assay.yaml'),
      policyOf('rules:\n  - checks: { artifact-digest: ignore, archive-safety: ignore, manifest-match: ignore }\n'),
    );
    await commit();
    registry.setFault(({ path }) => path.endsWith('.tgz'), { kind: 'flip', at: 30 });
    expect(await gate()).toMatchObject({ status: 1 });
    expect(await gate({ ASSAY_BASE: 'origin/nowhere' })).toMatchObject({ status: 2 });
  });

  test('runs no other command line than the one that it is told', async () => {
    await commit();
    const { status, stdout } = await gate({ ASSAY_CLI_SHA256: '0'.repeat(64) });
    expect(status).not.toBe(0);
    expect(stdout).not.toContain('PASS');
  });
});
