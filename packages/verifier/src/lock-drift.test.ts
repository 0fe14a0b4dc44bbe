import { rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder, writeFiles, type TemporaryFolder } from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createVerifier } from './create-verifier.js';

const at = '2026-11-26T00:00:00Z';
const home = { HOME: '/nonexistent' };

let project: TemporaryFolder;

beforeEach(async () => {
  project = await temporaryFolder();
});

afterEach(async () => {
  await project[Symbol.asyncDispose]();
});

async function drift(options: object = {}, paths = [project.path]) {
  const { report } = await createVerifier({ depth: 'pins', at, env: home, store: null, ...options }).verify(paths);
  const findings = report.findings.filter(({ check }) => check === 'lock-drift');
  const told = findings.map(({ subject, code }) => `${subject.replace(/^pkg:\w+\//, '')} ${code}`);
  return { told, exitCode: report.exitCode, gaps: report.gaps.map(({ code }) => code), findings };
}

const entry = (version: string) => ({ version, integrity: `sha512-${'A'.repeat(86)}==` });

/** A project of npm with a member, whose lockfile locks `a` at one version and `b` at another. */
async function writeNpm(a: string, b: string): Promise<void> {
  const packages = {
    '': { workspaces: ['packages/*'], dependencies: { a: '^1.0.0' } },
    'node_modules/a': entry(a),
    'node_modules/w': { resolved: 'packages/w', link: true },
    'packages/w': { version: '1.0.0', dependencies: { b: '^1.0.0' } },
    'packages/w/node_modules/b': entry(b),
  };
  await writeFiles(project.path, {
    'package.json': JSON.stringify({ workspaces: ['packages/*'], dependencies: { a: '^1.0.0' } }),
    'packages/w/package.json': JSON.stringify({ name: 'w', version: '1.0.0', dependencies: { b: '^1.0.0' } }),
    'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages }),
  });
}

const gemfileLock = `GEM
  remote: https://gems.example.test/
  specs:
    rack (3.0.8)

PLATFORMS
  ruby

DEPENDENCIES
  rack (~> 3.0)

CHECKSUMS
  rack (3.0.8) sha256=${'a'.repeat(64)}
`;

describe('a lockfile beside its manifest', () => {
  it('that locks what is asked for has nothing to tell', async () => {
    await writeNpm('1.0.0', '1.0.0');
    expect((await drift()).told).toEqual(['a@1.0.0 as-declared', 'b@1.0.0 as-declared', 'w@1.0.0 pulled-in']);
  });

  it('fails by default where a locked version is none that the project or a member asks for', async () => {
    await writeNpm('2.0.0', '1.0.0');
    expect(await drift()).toMatchObject({ exitCode: 1 });
    await writeNpm('1.0.0', '2.0.0');
    const { told, exitCode } = await drift();
    expect(told).toContain('b@2.0.0 version-not-declared');
    expect(exitCode).toBe(1);
  });

  it('that lacks what is asked for leaves the run unverified', async () => {
    await writeNpm('1.0.0', '1.0.0');
    await writeFile(
      join(project.path, 'package.json'),
      '{"dependencies":{"a":"^1.0.0","evil":"1"},"workspaces":["packages/*"]}',
    );
    expect(await drift()).toMatchObject({
      exitCode: 3,
      gaps: expect.arrayContaining(['declared-not-locked']) as unknown,
    });
  });

  it('is held to a Gemfile, which is read and never run', async () => {
    const ran = join(project.path, 'ran');
    const gemfile = (requirement: string) =>
      `source 'https://gems.example.test'\ngem 'rack', '${requirement}'\nFile.write('${ran}', '')\n`;
    await writeFiles(project.path, { 'Gemfile.lock': gemfileLock, Gemfile: gemfile('~> 3.0') });
    expect(await drift()).toMatchObject({
      told: ['rack@3.0.8 as-declared'],
      gaps: ['manifest-partly-read', 'platform-not-locked'],
    });
    await writeFiles(project.path, { Gemfile: gemfile('~> 2.0') });
    expect(await drift()).toMatchObject({ told: ['rack@3.0.8 version-not-declared'], exitCode: 1 });
    await expect(rm(ran)).rejects.toThrow('ENOENT');
  });
});

describe('a lockfile alone', () => {
  it('is not compared, and not blamed for it', async () => {
    await writeNpm('2.0.0', '2.0.0');
    await rm(join(project.path, 'package.json'));
    const { told } = await drift();
    expect(new Set(told.map((text) => text.split(' ')[1]))).toEqual(new Set(['manifest-missing']));
  });

  it('whose manifest cannot be read is not proven', async () => {
    await writeNpm('1.0.0', '1.0.0');
    await writeFile(join(project.path, 'package.json'), '{');
    expect((await drift()).told).toContain('a@1.0.0 manifest-unreadable');
  });
});

it('a replay judges by the manifests that were recorded, whatever stands there now; offline, today’s are read', async () => {
  await writeNpm('2.0.0', '2.0.0');
  const file = join(project.path, 'evidence.tar');
  const live = await drift({ record: file });
  await writeFiles(project.path, { 'package.json': '{}', 'packages/w/package.json': '{}' });
  const later = await drift({ replay: file }, []);
  expect(later.findings).toEqual(live.findings);
  expect(later.told.filter((text) => text.endsWith('version-not-declared'))).toHaveLength(2);
  const now = await drift({ offline: file });
  expect(now.told).toContain('a@2.0.0 package-not-declared');
});

describe('members of a workspace of Yarn 1, which its lockfile does not name', () => {
  const block = (key: string, version: string) =>
    `${key}:\n  version "${version}"\n  resolved "https://registry.example.test/${key.split('@')[0] ?? ''}/-/x-${version}.tgz"\n  integrity sha512-${'A'.repeat(86)}==\n`;
  const yarnLock = (...blocks: readonly string[]) => `# yarn lockfile v1\n\n\n${blocks.join('\n')}`;
  const write = (a: string, files: Readonly<Record<string, string>> = {}) =>
    writeFiles(project.path, {
      'package.json': JSON.stringify({
        private: true,
        workspaces: { packages: ['packages/*'] },
        devDependencies: { b: '^1.0.0' },
      }),
      'packages/x/package.json': JSON.stringify({
        name: 'x',
        version: '1.0.0',
        dependencies: { a: '^1.0.0', y: '^1.0.0' },
      }),
      'packages/y/package.json': JSON.stringify({ name: 'y', version: '1.0.0' }),
      'packages/x/node_modules/z/package.json': JSON.stringify({
        name: 'z',
        version: '1.0.0',
        dependencies: { gone: '1' },
      }),
      'yarn.lock': yarnLock(block('a@^1.0.0', a), block('b@^1.0.0', '1.0.0')),
      ...files,
    });

  it('are found by the patterns of the project, and what they ask for is compared', async () => {
    await write('1.0.0');
    expect(await drift()).toMatchObject({ told: ['a@1.0.0 as-declared', 'b@1.0.0 as-declared'], gaps: [] });
    await write('2.0.0');
    expect(await drift()).toMatchObject({ told: ['a@2.0.0 version-not-declared', 'b@1.0.0 as-declared'], exitCode: 1 });
  });

  it('what is planted in the lockfile is an orphan, and what a member asks for and is not locked is a doubt', async () => {
    const planted = yarnLock(block('a@^1.0.0', '1.0.0'), block('b@^1.0.0', '1.0.0'), block('evil@^1.0.0', '1.0.0'));
    await write('1.0.0', { 'yarn.lock': planted });
    expect((await drift()).told).toContain('evil@1.0.0 orphan-package');
    await write('1.0.0', {
      'packages/y/package.json': JSON.stringify({ name: 'y', version: '1.0.0', dependencies: { gone: '^1.0.0' } }),
    });
    expect((await drift()).gaps).toEqual(['declared-not-locked', 'dependency-not-locked']);
  });

  it('that cannot all be found are told, and nothing is called an orphan', async () => {
    await write('1.0.0');
    await symlink('x', join(project.path, 'packages/link'));
    const { told, gaps } = await drift();
    expect([told, gaps]).toEqual([
      ['a@1.0.0 manifest-partly-read', 'b@1.0.0 as-declared'],
      ['workspace-members-not-listed'],
    ]);
  });

  it('a replay judges by those that were recorded', async () => {
    await write('1.0.0');
    const file = join(project.path, 'evidence.tar');
    const live = await drift({ record: file });
    await writeFile(join(project.path, 'packages/x/package.json'), '{}');
    expect(await drift({ replay: file }, [])).toEqual(live);
    expect((await drift()).told).toContain('a@1.0.0 orphan-package');
  });
});
