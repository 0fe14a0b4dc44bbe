/** A checkout that leads Bundler or pnpm away from the lockfile that was verified. */

import { temporaryFolder, writeFiles } from '@assay/testkit';
import type { Registry } from '@assay/model';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readClientConfiguration, type ConfigurationDoubt } from './index.js';

type Files = Readonly<Record<string, string>>;

interface More {
  readonly lockfiles?: readonly string[];
  readonly policy?: readonly Partial<Registry>[];
  readonly env?: Readonly<Record<string, string>>;
  readonly prepare?: (project: string) => Promise<unknown>;
}

const remote = 'https://gems.example/';

async function doubts(project: Files, more: More = {}): Promise<readonly ConfigurationDoubt[]> {
  await using folder = await temporaryFolder();
  const at = (name: string) => join(folder.path, name);
  await Promise.all(['home', 'project', 'prefix'].map((name) => mkdir(at(name))));
  await writeFiles(at('project'), project);
  await more.prepare?.(at('project'));
  const configuration = await readClientConfiguration({
    env: { PREFIX: at('prefix'), ...more.env },
    home: at('home'),
    projectRoot: at('project'),
    policyRegistries: (more.policy ?? []).map((entry) => ({
      ecosystem: 'rubygems',
      url: remote,
      from: 'policy',
      names: [],
      redirects: [],
      aliases: [],
      ...entry,
    })),
    lockfileRemotes: [{ ecosystem: 'rubygems', url: remote }],
    ...(more.lockfiles === undefined ? {} : { lockfiles: more.lockfiles.map((path) => join(at('project'), path)) }),
    isPublicRegistry: () => false,
  });
  return configuration.doubts;
}

const told = async (project: Files, more?: More) =>
  (await doubts(project, more)).map(({ code, file }) => `${code} ${file}`);

describe('a .bundle/config beside a verified Gemfile.lock', () => {
  const config = (text: string, more?: More) => told({ 'Gemfile.lock': '', '.bundle/config': `---\n${text}\n` }, more);

  test.each([
    ['another Gemfile', 'BUNDLE_GEMFILE: "Other"', 'other-gemfile'],
    ['a Gemfile in a folder', 'BUNDLE_GEMFILE: gemfiles/gems.rb', 'other-gemfile'],
    ['another lockfile', 'BUNDLE_LOCKFILE: other.lock', 'other-gemfile'],
    ['a mirror of everything', 'BUNDLE_MIRROR__ALL: "https://evil.example/"', 'unvouched-mirror'],
    ['a mirror of everything on disk', 'BUNDLE_MIRROR__ALL: "file:///tmp/evil/"', 'unvouched-mirror'],
    ['a mirror of the remote', 'BUNDLE_MIRROR__HTTPS://GEMS__EXAMPLE/: "https://evil.example/"', 'unvouched-mirror'],
    ['a mirror of its host', 'BUNDLE_MIRROR__GEMS__EXAMPLE: "https://evil.example/"', 'unvouched-mirror'],
    ['checksums switched off', 'BUNDLE_DISABLE_CHECKSUM_VALIDATION: "true"', 'checksums-disabled'],
    ['a folder for a repository', 'BUNDLE_LOCAL__RACK: "./vendor/rack"', 'local-override'],
  ])('that names %s is a doubt', async (_what, text, code) => {
    expect(await config(text)).toEqual([`${code} .bundle/config`]);
  });

  test.each([
    ['a path and a group', 'BUNDLE_PATH: "vendor/bundle"\nBUNDLE_WITHOUT: "test"'],
    ['an unfrozen bundle', 'BUNDLE_FROZEN: "false"\nBUNDLE_DEPLOYMENT: "false"'],
    ['the Gemfile that was verified', 'BUNDLE_GEMFILE: "Gemfile"'],
    ['checksums that stay on', 'BUNDLE_DISABLE_CHECKSUM_VALIDATION: "false"'],
    ['a mirror of another server', 'BUNDLE_MIRROR__HTTPS://OTHER__EXAMPLE/: "https://evil.example/"'],
    ['a mirror that is the remote itself', `BUNDLE_MIRROR__ALL: "${remote}"`],
  ])('that names %s is none', async (_what, text) => {
    expect(await config(text)).toEqual([]);
  });

  test('may name a mirror that the policy lists with the remote among its aliases', async () => {
    const mirror = { url: 'https://mirror.example/' };
    const text = 'BUNDLE_MIRROR__ALL: "https://mirror.example"';
    expect(await config(text, { policy: [{ ...mirror, aliases: [remote] }] })).toEqual([]);
    expect(await config(text, { policy: [mirror] })).toEqual(['unvouched-mirror .bundle/config']);
  });

  test('may name a Gemfile whose lockfile was verified too', async () => {
    const files = { 'Gemfile.lock': '', 'Other.lock': '', '.bundle/config': 'BUNDLE_GEMFILE: Other\n' };
    expect(await told(files, { lockfiles: ['Gemfile.lock', 'Other.lock'] })).toEqual([]);
    expect(await told(files, { lockfiles: ['Gemfile.lock'] })).toEqual(['other-gemfile .bundle/config']);
  });

  test('that leads out of the checkout is a doubt, because Bundler follows it', async () => {
    const prepare = async (project: string) => {
      await mkdir(join(project, '.bundle'));
      await symlink('/dev/zero', join(project, '.bundle/config'));
    };
    expect(await told({ 'Gemfile.lock': '' }, { prepare })).toEqual(['bundler-config-unread .bundle/config']);
  });

  test('counts in every folder with a lockfile, and nowhere else', async () => {
    const config = 'BUNDLE_DISABLE_CHECKSUM_VALIDATION: "1"\n';
    const files = { 'a/Gemfile.lock': '', 'a/.bundle/config': config, 'b/.bundle/config': config };
    expect(await told(files, { lockfiles: ['a/Gemfile.lock'] })).toEqual(['checksums-disabled a/.bundle/config']);
    expect(await told({ '.bundle/config': config, 'package-lock.json': '{}' })).toEqual([]);
  });

  test('does not count where the environment puts another in its place', async () => {
    expect(await config('BUNDLE_GEMFILE: Other', { env: { BUNDLE_APP_CONFIG: '/nowhere/bundle' } })).toEqual([]);
    expect(await config('BUNDLE_GEMFILE: Other', { env: { BUNDLE_IGNORE_CONFIG: '1' } })).toEqual([]);
  });
});

describe('a gems.rb beside a Gemfile.lock', () => {
  const files = { Gemfile: '', 'Gemfile.lock': '', 'gems.rb': '', 'gems.locked': '' };

  test('that was named alone is a doubt, because Bundler passes over the Gemfile', async () => {
    const [doubt] = await doubts(files, { lockfiles: ['Gemfile.lock'] });
    expect(doubt).toMatchObject({ code: 'other-gemfile', file: 'gems.rb' });
    expect(doubt?.detail).toContain('verify that one');
  });

  test('is none when its own lockfile was read', async () => {
    expect(await told(files, { lockfiles: ['Gemfile.lock', 'gems.locked'] })).toEqual([]);
    expect(await told(files, { lockfiles: ['gems.locked'] })).toEqual([]);
  });

  test('is a doubt without a lockfile of its own', async () => {
    expect(await told({ 'Gemfile.lock': '', 'gems.rb': '' })).toEqual(['other-gemfile gems.rb']);
  });
});

describe('pnpm’s settings beside a verified pnpm-lock.yaml', () => {
  const yaml = (text: string) => told({ 'pnpm-lock.yaml': '', 'pnpm-workspace.yaml': `${text}\n` });
  const npmrc = (text: string) => told({ 'pnpm-lock.yaml': '', '.npmrc': `${text}\n` });

  test.each([
    'gitBranchLockfile: true',
    'useGitBranchLockfile: true',
    'git-branch-lockfile: true',
    'mergeGitBranchLockfiles: true',
    'mergeGitBranchLockfilesBranchPattern: [main]',
    'lockfileDir: ./sub',
    'sharedWorkspaceLockfile: false',
    'lockfile: false',
    'base: &a {lockfile: false}\n<<: *a',
  ])('in pnpm-workspace.yaml that move the lockfile are a doubt: %s', async (text) => {
    expect(await yaml(text)).toMatchObject([expect.stringMatching(/^pnpm-[a-z-]+ pnpm-workspace\.yaml$/u)]);
  });

  test.each([
    'git-branch-lockfile=true',
    'git-branch-lockfile',
    'GIT_BRANCH_LOCKFILE=${CI}',
    'merge-git-branch-lockfiles-branch-pattern[]=main',
    'lockfile-dir=./sub',
    'lockfile=false',
    'package-lock=false',
    '${X-lockfile-dir}=sub',
  ])('in .npmrc that move the lockfile are a doubt: %s', async (text) => {
    expect(await npmrc(text)).toEqual(['pnpm-other-lockfile .npmrc']);
  });

  test.each([
    'packages: ["."]\nonlyBuiltDependencies: [esbuild]\ncatalog: {a: 1.0.0}',
    'gitBranchLockfile: false',
    'lockfileDir: .',
    'sharedWorkspaceLockfile: true\nlockfile: true',
    'storeDir: ../store',
  ])('in pnpm-workspace.yaml that move nothing are none: %s', async (text) => {
    expect(await yaml(text)).toEqual([]);
  });

  test.each([
    'shared-workspace-lockfile=false',
    '//npm.example/:_authToken=${NPM_TOKEN}',
    '//${HOST}/:_authToken=x',
    'shamefully-hoist=true\nauto-install-peers=true\nstore-dir=.pnpm-store',
  ])('in .npmrc that move nothing are none: %s', async (text) => {
    expect(await npmrc(text)).toEqual([]);
  });

  test('that split a workspace’s lockfile are a doubt in .npmrc too', async () => {
    const files = { 'pnpm-lock.yaml': '', 'pnpm-workspace.yaml': '', '.npmrc': 'shared-workspace-lockfile=false\n' };
    expect(await told(files)).toEqual(['pnpm-other-lockfile .npmrc']);
  });

  test('that name a store which the checkout brings along are a doubt', async () => {
    const files = { 'pnpm-lock.yaml': '', '.npmrc': 'store-dir=store\n', 'store/v10/index/x.json': '{}' };
    expect(await told(files)).toEqual(['pnpm-committed-store .npmrc']);
  });

  test.each([
    'configDependencies: {plugin: 1.0.0+sha512-AAAA}',
    'configDependencies: {plugin: {integrity: sha512-AAAA}}',
    'configDependencies:\n  fine: 1.0.0\n  plugin: "1.0.0+sha512-AAAA"',
  ])('that bring packages which no lockfile pins are a doubt: %s', async (text) => {
    expect(await yaml(text)).toEqual(['pnpm-unlocked-packages pnpm-workspace.yaml']);
  });

  test.each(['configDependencies: {}', 'configDependencies:', 'configDependencies: {plugin: 1.0.0}'])(
    'that name packages which the lockfile pins are none: %s',
    async (text) => {
      expect(await yaml(text)).toEqual([]);
    },
  );

  test('that cannot be read are a doubt', async () => {
    expect(await yaml('a: [')).toEqual(['pnpm-settings-unread pnpm-workspace.yaml']);
    expect(await npmrc('a=null\n[a.b]\nx=1')).toEqual(['pnpm-settings-unread .npmrc']);
  });

  test('do not count in a project without one', async () => {
    expect(await told({ 'package-lock.json': '{}', '.npmrc': 'package-lock=false\n' })).toEqual([]);
  });
});
