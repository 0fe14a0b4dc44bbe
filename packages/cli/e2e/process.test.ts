import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  mintLicenseTarball,
  mintPackage,
  mintPackageLock,
  runClient,
  temporaryFolder,
  writeFiles,
} from '@assay/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installPackedCli } from './packed-cli.js';

let cli: Awaited<ReturnType<typeof installPackedCli>>;
let project: Awaited<ReturnType<typeof temporaryFolder>>;
let home: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  cli = await installPackedCli();
  project = await temporaryFolder();
  home = await temporaryFolder();
  const minted = mintPackageLock({
    registry: 'https://registry.example/',
    entries: [{ kind: 'registry', package: mintPackage({ name: 'left-pad', version: '1.3.0' }), resolved: null }],
  });
  await writeFiles(project.path, minted.files);
});
afterAll(async () => {
  await cli.remove();
  await project.remove();
  await home.remove();
});

const env = () => ({ PATH: process.env['PATH'], HOME: home.path });

describe('the exit code', () => {
  test('is 70 when nobody reads the report', async () => {
    const child = spawn(process.execPath, [cli.program, 'verify', '--depth', 'pins'], {
      cwd: project.path,
      env: env(),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    child.stdout.destroy();
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).toBe(70);
  });

  test('is not 0 when the process is killed', async () => {
    const child = spawn(process.execPath, [cli.program, 'verify', '--depth', 'pins'], {
      cwd: project.path,
      env: env(),
    });
    child.kill('SIGKILL');
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).not.toBe(0);
  });

  test('is 0 for a project in order without a home, a terminal or an environment', async () => {
    const { status } = await runClient(process.execPath, [cli.program, 'verify', '--depth', 'pins'], {
      cwd: project.path,
      env: {},
    });
    expect(status).toBe(0);
  });
});

describe('the packed package', () => {
  test('installs nothing else', () => {
    const installed = readdirSync(join(cli.folder, '../..')).filter((name) => !name.startsWith('.'));
    expect(installed).toEqual(['@assay']);
  });

  test('holds the schema of vendors’ profiles that the command prints', async () => {
    const published = readFileSync(join(cli.folder, 'dist/schemas/license-profile-v1.json'), 'utf8');
    const { stdout } = await cli.run(['license', 'profiles', '--schema'], { cwd: project.path });
    expect(JSON.parse(stdout)).toEqual(JSON.parse(published));
  });

  test.each([
    ['policy', 'policy-v1.json'],
    ['report', 'report-v1.json'],
    ['attestation', 'attestation-v1.json'],
  ])('holds the %s schema that the command prints', async (command, name) => {
    const published = readFileSync(join(cli.folder, 'dist/schemas', name), 'utf8');
    const { stdout } = await cli.run([command, 'schema'], { cwd: project.path });
    expect(JSON.parse(stdout)).toEqual(JSON.parse(published));
  });

  test('holds no test, source or build information', () => {
    const files = readdirSync(cli.folder, { recursive: true, encoding: 'utf8' });
    expect(files.filter((name) => /\.test\.|\.ts$|tsbuildinfo|^src/.test(name))).toEqual([]);
  });
});

/** The Node that the machine has of its own; set by the bootstrap when it fetched another one for the tests. */
const ownNode = process.env['ASSAY_OWN_NODE'];
const ownVersion = ownNode === undefined ? '' : spawnSync(ownNode, ['--version'], { encoding: 'utf8' }).stdout.trim();
const isNode20 = ownVersion.startsWith('v20.');

describe('on Node 20', () => {
  test.skipIf(!isNode20)(
    `works, with one line of warning (${ownVersion === '' ? 'no other Node here' : ownVersion})`,
    async () => {
      const args = ['verify', '--depth', 'pins'];
      const options = { cwd: project.path, env: { HOME: home.path }, node: ownNode ?? '' };
      const { status, stdout, stderr } = await cli.run(args, options);
      expect(status).toBe(0);
      expect(stdout).toContain('PASS  1 package verified');
      expect(stderr.trimEnd().split('\n')).toEqual([expect.stringContaining('Node 20')]);
    },
  );

  test.skipIf(!isNode20)('judges licence packages too', async () => {
    const { fileName, bytes } = mintLicenseTarball({ version: '3.1.0', token: 'acme' });
    await writeFiles(project.path, { [fileName]: bytes });
    const args = ['license', 'inspect', fileName, '--profile', 'generic-npm', '--format', 'json'];
    const { stdout } = await cli.run(args, { cwd: project.path, env: { HOME: home.path }, node: ownNode ?? '' });
    expect(stdout).toContain('"license-content-allowed"');
    expect(stdout).not.toContain('check-crashed');
  });
});
