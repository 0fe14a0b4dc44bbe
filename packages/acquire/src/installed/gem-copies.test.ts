/** Copies of a gem where RubyGems and Bundler really leave them. Tests that need them are skipped visibly where they are not. */

import { hash } from 'node:crypto';
import {
  appendFile,
  chmod,
  copyFile,
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Evidence, EvidenceRequest, LicensePhase, LocalCopyRead } from '@assay/model';
import {
  hasClient,
  mintLicenseGem,
  runClient,
  temporaryFolder,
  writeFiles,
  type ClientResult,
  type TemporaryFolder,
} from '@assay/testkit';
import { createCopiesSource } from './copies-source.js';

const name = 'acme-license';
const version = '1.2.3';
const fullName = `${name}-${version}`;
const gem = mintLicenseGem({ name, id: version, token: 'TOKEN' });
const hasRuby = hasClient('ruby') && hasClient('gem');
const hasBundler = hasRuby && hasClient('bundle');

let folder: TemporaryFolder;
let project: string;
let home: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  project = join(folder.path, 'project');
  home = join(folder.path, 'home');
  await mkdir(project);
  await mkdir(home);
  await writeFile(join(folder.path, `${fullName}.gem`), gem.bytes);
});

afterEach(() => folder.remove());

type Environment = Readonly<Record<string, string | undefined>>;

function ask(
  phase: Exclude<LicensePhase, 'before'>,
  env: Environment = {},
  more: Partial<EvidenceRequest> = {},
): Promise<Evidence> {
  const source = createCopiesSource({ projectRoot: project, env: { PATH: process.env['PATH'], ...env }, home });
  return source.get({
    kind: 'copies',
    ecosystem: 'rubygems',
    url: `pkg:gem/${name}@${version}`,
    copies: { phase, name, version },
    pins: [],
    algorithms: ['sha512'],
    listing: { format: 'gem', members: ['metadata.gz', 'data.tar.gz!/lib/license.txt'], hashEntries: true },
    maxBytes: 2 ** 24,
    ...more,
  });
}

async function copies(...question: Parameters<typeof ask>): Promise<readonly LocalCopyRead[]> {
  const evidence = await ask(...question);
  return evidence.state === 'found' ? (evidence.copies ?? []) : [];
}

function codes(copy: LocalCopyRead | undefined): readonly string[] {
  return [...(copy?.listing.problems ?? []), ...(copy?.problems ?? [])].map(({ code }) => code);
}

/** A gem folder as RubyGems lays it out, made once: starting it for every test would take minutes. */
let installed: string;
let kept: TemporaryFolder;

function run(program: string, args: readonly string[], env: Environment): Promise<ClientResult> {
  const own = { PATH: process.env['PATH'], LANG: 'C.UTF-8', HOME: home, TMPDIR: folder.path };
  return runClient(program, args, { cwd: project, env: { ...own, ...env } });
}

beforeAll(async () => {
  kept = await temporaryFolder();
  installed = join(kept.path, 'gems');
  const remove = () => kept.remove();
  if (!hasRuby) return remove;
  const file = join(kept.path, `${fullName}.gem`);
  await writeFile(file, gem.bytes);
  const env = { PATH: process.env['PATH'], HOME: kept.path, GEM_HOME: installed };
  const result = await runClient('gem', ['install', '--local', '--no-document', file], { cwd: kept.path, env });
  expect(result).toMatchObject({ status: 0 });
  return remove;
});

/** A copy of that folder, and the environment that makes it the one in use. */
async function gemHome(
  place = join(folder.path, 'gem-home'),
): Promise<{ readonly path: string; readonly env: Environment }> {
  await runClient('cp', ['-a', installed, place]);
  return { path: place, env: { GEM_HOME: place, GEM_PATH: place } };
}

describe.skipIf(!hasRuby)('a gem that RubyGems installed', () => {
  test('has its archive in the cache, with digests, listing and asked members', async () => {
    const { env } = await gemHome();
    const [copy, ...others] = await copies('after', env);
    expect(others).toEqual([]);
    expect(copy).toMatchObject({ copy: { kind: 'archive' }, problems: [], listing: { complete: true, problems: [] } });
    expect(copy?.digests).toEqual([
      { alg: 'sha256', value: gem.sha256, covers: 'artifact' },
      { alg: 'sha512', value: hash('sha512', gem.bytes), covers: 'artifact' },
    ]);
    expect([...(copy?.listing.members.keys() ?? [])].sort()).toEqual(['data.tar.gz!/lib/license.txt', 'metadata.gz']);
  });

  test('has its files in a folder of its own, and nothing is wrong with what RubyGems keeps', async () => {
    const { env } = await gemHome();
    const [copy, ...others] = await copies('installed', env);
    expect(others).toEqual([]);
    const files = copy?.listing.entries.filter(({ type }) => type === 'file').map(({ path, sha256 }) => [path, sha256]);
    const own = Object.keys(gem.files).sort();
    expect(files).toEqual(own.map((path) => [path, hash('sha256', gem.files[path] ?? '')]));
    expect(codes(copy)).toEqual([]);
    expect(copy).toMatchObject({ copy: { kind: 'tree' }, digests: [], facts: { name, version, dependencies: [] } });
    expect([...(copy?.listing.members ?? [])].map(([key, bytes]) => [key, Buffer.from(bytes).toString()])).toEqual([
      ['data.tar.gz!/lib/license.txt', 'TOKEN\n'],
    ]);
  });

  test('is found in every gem folder that is in use, each as it is', async () => {
    const first = await gemHome();
    const second = await gemHome(join(folder.path, 'second'));
    await appendFile(join(second.path, 'cache', `${fullName}.gem`), 'x');
    const found = await copies('after', { GEM_HOME: first.path, GEM_PATH: second.path });
    expect(found.map(({ digests }) => digests[0]?.value === gem.sha256)).toEqual([true, false]);
  });

  test('shows a tampered, an added and a removed file by what is there', async () => {
    const { path, env } = await gemHome();
    const root = join(path, 'gems', fullName);
    await appendFile(join(root, 'lib', 'license.txt'), 'x');
    await writeFile(join(root, 'rubygems_plugin.rb'), '');
    await rm(join(root, 'lib', 'version.txt'));
    const [copy] = await copies('installed', env);
    expect(copy?.listing.entries.filter(({ type }) => type === 'file').map((entry) => entry.path)).toEqual([
      'lib/acme-license.rb',
      'lib/license.txt',
      'rubygems_plugin.rb',
    ]);
    expect(copy?.listing.entries.find((entry) => entry.path === 'lib/license.txt')?.sha256).toBe(
      hash('sha256', 'TOKEN\nx'),
    );
  });
});

describe.skipIf(!hasRuby)('what RubyGems keeps about it', () => {
  async function problemsAfter(change: (path: string) => Promise<unknown>): Promise<readonly string[]> {
    const { path, env } = await gemHome();
    await change(path);
    const [copy] = await copies('installed', env);
    return codes(copy);
  }

  const gemspec = (path: string) => join(path, 'specifications', `${fullName}.gemspec`);
  const edit = (from: string, to: string) => async (path: string) => {
    const text = await readFile(gemspec(path), 'utf8');
    expect(text).toContain(from);
    await writeFile(gemspec(path), text.replaceAll(from, to));
  };

  test.each<readonly [string, (path: string) => Promise<unknown>, string]>([
    ['code in the specification', edit('\nend\n', '\n  system("id")\nend\n'), 'installed-gemspec-code'],
    ['no specification', (path) => rm(gemspec(path)), 'installed-gemspec-missing'],
    ['a specification of another gem', edit(name, 'other'), 'installed-gemspec-identity'],
    ['a specification of another version', edit(version, '9.9.9'), 'installed-gemspec-identity'],
    [
      'a require path that leads out',
      async (path) => {
        await edit(' ruby lib', ' ruby ../evil/lib')(path);
        await edit('"lib".freeze', '"../evil/lib".freeze')(path);
      },
      'installed-gemspec-require-path',
    ],
    [
      'a specification that is a link',
      async (path) => {
        await rename(gemspec(path), join(folder.path, 'elsewhere'));
        await symlink(join(folder.path, 'elsewhere'), gemspec(path));
      },
      'installed-gemspec-unreadable',
    ],
    [
      'a specification that is a folder',
      (path) => rm(gemspec(path)).then(() => mkdir(gemspec(path))),
      'installed-gemspec-unreadable',
    ],
    [
      'a specification that is no text',
      (path) => writeFile(gemspec(path), Buffer.from([0xff])),
      'installed-gemspec-code',
    ],
    [
      'a folder with compiled code',
      (path) => mkdir(join(path, 'extensions', 'x86_64-linux', '3.1.0', fullName), { recursive: true }),
      'installed-extension-folder',
    ],
    ['a plugin', (path) => writeFiles(path, { [`plugins/${name}_plugin.rb`]: '' }), 'installed-plugin'],
    [
      'a gem of another platform beside it',
      (path) => copyFile(gemspec(path), join(path, 'specifications', `${fullName}-x86_64-linux.gemspec`)),
      'installed-other-platform',
    ],
    ['no files', (path) => rm(join(path, 'gems', fullName), { recursive: true }), 'installed-tree-missing'],
    [
      'files in a place that a link leads to',
      async (path) => {
        await rename(join(path, 'gems', fullName), join(folder.path, 'elsewhere'));
        await symlink(join(folder.path, 'elsewhere'), join(path, 'gems', fullName));
      },
      'tree-link',
    ],
    [
      'all gems in a place that a link leads to',
      async (path) => {
        await rename(join(path, 'gems'), join(folder.path, 'elsewhere'));
        await symlink(join(folder.path, 'elsewhere'), join(path, 'gems'));
      },
      'tree-link',
    ],
  ])('%s is a problem', async (_, change, code) => {
    expect(await problemsAfter(change)).toEqual([code]);
  });
});

describe.skipIf(!hasRuby)('an archive in the cache', () => {
  test('that a link leads to is not read', async () => {
    const { path, env } = await gemHome();
    const file = join(path, 'cache', `${fullName}.gem`);
    await rename(file, join(folder.path, 'elsewhere.gem'));
    await symlink(join(folder.path, 'elsewhere.gem'), file);
    const [copy] = await copies('after', env);
    expect(copy?.digests).toEqual([]);
    expect(codes(copy)).toEqual(['tree-link']);
  });

  test('that is a pipe is not waited for', async () => {
    const { path, env } = await gemHome();
    const file = join(path, 'cache', `${fullName}.gem`);
    await rm(file);
    await runClient('mkfifo', [file]);
    expect(codes((await copies('after', env))[0])).toEqual(['tree-not-a-file']);
  });

  test('that is larger than allowed is a problem', async () => {
    const { env } = await gemHome();
    expect(codes((await copies('after', env, { maxBytes: 100 }))[0])).toEqual(['tree-limit-bytes']);
  });

  test.skipIf(process.getuid?.() === 0)('that may not be read is a problem', async () => {
    const { path, env } = await gemHome();
    await chmod(join(path, 'cache'), 0);
    expect(codes((await copies('after', env))[0])).toEqual(['tree-unreadable']);
    await chmod(join(path, 'cache'), 0o700);
  });

  test('that is not there is absent, and neither is one of another version or platform it', async () => {
    const { path, env } = await gemHome();
    await rename(join(path, 'cache', `${fullName}.gem`), join(path, 'cache', `${fullName}-java.gem`));
    expect(await copies('after', env)).toHaveLength(1);
    const plain = { phase: 'after', name, version, otherPlatforms: ['java'] } as const;
    expect(await copies('after', env, { copies: plain })).toEqual([]);
    const java = { phase: 'after', name, version, platform: 'java' } as const;
    expect(await copies('after', env, { copies: java })).toHaveLength(1);
  });
});

describe.skipIf(!hasBundler)('a project that Bundler installed', () => {
  const gemfile = `source 'https://gems.vendor.example/'\ngem '${name}', '${version}'\n`;

  async function bundle(env: Environment, config?: string): Promise<ClientResult> {
    await writeFiles(project, { Gemfile: gemfile, ...(config === undefined ? {} : { '.bundle/config': config }) });
    await mkdir(join(project, 'vendor', 'cache'), { recursive: true });
    await copyFile(join(folder.path, `${fullName}.gem`), join(project, 'vendor', 'cache', `${fullName}.gem`));
    return run('bundle', ['install', '--local', '--quiet'], { BUNDLE_SILENCE_ROOT_WARNING: '1', ...env });
  }

  /** Where the archive and the files are found, by what shows them. */
  async function places(env: Environment): Promise<readonly string[]> {
    const found = [...(await copies('after', env)), ...(await copies('installed', env))];
    expect(found.flatMap(codes)).toEqual([]);
    return found.map(({ copy }) => copy.path.replaceAll(/\/ruby\/[0-9.]+\//gu, '/ruby/ABI/'));
  }

  const inProject = (path: string) => [
    `vendor/cache/${fullName}.gem`,
    `${path}/ruby/ABI/cache/${fullName}.gem`,
    `${path}/ruby/ABI/gems/${fullName}`,
  ];

  test.each<readonly [string, Environment, string | undefined, readonly string[]]>([
    ['BUNDLE_PATH', { BUNDLE_PATH: 'deps' }, undefined, inProject('deps')],
    ['the project’s configuration', {}, '---\nBUNDLE_PATH: "deps"\n', inProject('deps')],
    [
      'the project’s configuration above the environment',
      { BUNDLE_PATH: 'x' },
      '---\nBUNDLE_PATH: "deps"\n',
      inProject('deps'),
    ],
    ['deployment', { BUNDLE_DEPLOYMENT: 'true', BUNDLE_FROZEN: 'false' }, undefined, inProject('vendor/bundle')],
    ['a path in the home folder', { BUNDLE_PATH: '~/deps' }, undefined, inProject('~/deps')],
  ])('by %s is found where it is', async (_, env, config, expected) => {
    if (env['BUNDLE_DEPLOYMENT'] !== undefined) await writeFiles(project, { 'Gemfile.lock': lockfile });
    expect(await bundle(env, config)).toMatchObject({ status: 0 });
    expect(await places(env)).toEqual(expected);
  });

  const lockfile = [
    'GEM',
    '  remote: https://gems.vendor.example/',
    '  specs:',
    `    ${fullName.replace('-1', ' (1')})`,
    '',
    'PLATFORMS',
    '  ruby',
    '  x86_64-linux',
    '',
    'DEPENDENCIES',
    `  ${name} (= ${version})`,
    '',
  ].join('\n');

  test('by GEM_HOME is found where it is, and BUNDLE_PATH__SYSTEM leads there from a configured path', async () => {
    const env = { GEM_HOME: join(home, 'gems'), BUNDLE_PATH__SYSTEM: 'true' };
    await writeFiles(home, { '.bundle/config': '---\nBUNDLE_PATH: "/nowhere"\n' });
    expect(await bundle(env)).toMatchObject({ status: 0 });
    expect(await places(env)).toEqual([
      `vendor/cache/${fullName}.gem`,
      `~/gems/cache/${fullName}.gem`,
      `~/gems/gems/${fullName}`,
    ]);
  });

  test('has another cache folder where it was told so', async () => {
    await writeFiles(project, { [`packed/${fullName}.gem`]: gem.bytes });
    expect(await places({ BUNDLE_PATH: 'none', BUNDLE_CACHE_PATH: 'packed' })).toEqual([`packed/${fullName}.gem`]);
  });

  test('has archives in the global cache where that is in use', async () => {
    await writeFiles(home, { [`.bundle/cache/gems/gems.vendor.example.443.abc/${fullName}.gem`]: gem.bytes });
    expect(await places({ BUNDLE_PATH: 'none' })).toEqual([]);
    const expected = [`~/.bundle/cache/gems/gems.vendor.example.443.abc/${fullName}.gem`];
    expect(await places({ BUNDLE_PATH: 'none', BUNDLE_GLOBAL_GEM_CACHE: 'true' })).toEqual(expected);
  });

  test.skipIf(process.getuid?.() === 0)('whose configuration cannot be read cannot be told', async () => {
    await writeFiles(project, { '.bundle/config': '---\n' });
    await chmod(join(project, '.bundle', 'config'), 0);
    expect(await ask('after')).toMatchObject({ state: 'unreachable', reason: 'path-refused' });
  });

  test('whose configuration is no file cannot be told', async () => {
    await mkdir(join(project, '.bundle', 'config'), { recursive: true });
    expect(await ask('after')).toMatchObject({ state: 'unreachable', reason: 'path-refused' });
  });
});

describe.skipIf(!hasRuby)('Ruby’s own gem folders', () => {
  test('include that of the user', async () => {
    const file = join(folder.path, `${fullName}.gem`);
    expect(await run('gem', ['install', '--local', '--user-install', '--no-document', file], {})).toMatchObject({
      status: 0,
    });
    const found = [...(await copies('after')), ...(await copies('installed'))];
    expect(found.map(({ copy }) => copy.path.startsWith('~/.'))).toEqual([true, true]);
  });

  test('are all that Ruby names', async () => {
    const told = await run('ruby', ['-e', 'print Gem.path.join("\\0")'], {});
    const { findGemFolders } = await import('./gem-folders.js');
    const { folders } = await findGemFolders({ projectRoot: project, env: { PATH: process.env['PATH'] }, home });
    const known = new Set(folders.map(({ path }) => path));
    const there = [];
    for (const path of told.stdout.split('\0'))
      if ((await readdir(path).catch((): string[] => [])).includes('gems')) there.push(path);
    expect(there.filter((path) => !known.has(path) && !path.startsWith('/usr/lib/x86_64'))).toEqual([]);
  });

  test('are asked for where the Ruby on the search path is none that is known, and none of the project’s is started', async () => {
    const answer = join(folder.path, 'told');
    const { path } = await gemHome(answer);
    const script = `#!/bin/sh\nprintf '%s\\0%s' "${path}" "${path}"; echo "$RUBYOPT$GEM_HOME$BUNDLE_GEMFILE$(pwd)" >${folder.path}/seen\n`;
    await writeFiles(folder.path, { 'bin/ruby': script, 'project/bin/ruby': '#!/bin/sh\ntouch started\n' });
    await chmod(join(folder.path, 'bin', 'ruby'), 0o755);
    await chmod(join(project, 'bin', 'ruby'), 0o755);
    const PATH = `${join(project, 'bin')}:${join(folder.path, 'bin')}:/usr/bin:/bin`;
    const env = { PATH, RUBYOPT: '-rx', BUNDLE_GEMFILE: 'x' };
    expect((await copies('after', env)).map(({ digests }) => digests[0]?.value)).toEqual([gem.sha256]);
    expect(await readFile(join(folder.path, 'seen'), 'utf8')).toBe('/\n');
    expect(await readdir(project)).toEqual(['bin']);
  });

  test('that cannot be told are said to be so', async () => {
    await writeFiles(folder.path, { 'bin/ruby': '#!/bin/sh\necho nonsense\n' });
    await chmod(join(folder.path, 'bin', 'ruby'), 0o755);
    const evidence = await ask('after', { PATH: `${join(folder.path, 'bin')}:/usr/bin:/bin` });
    expect(evidence).toMatchObject({ state: 'unreachable', reason: 'path-refused' });
  });

  test('are those of all Rubies of a version manager', async () => {
    const gems = (ruby: string) => join(home, '.rbenv', 'versions', ruby, 'lib', 'ruby', 'gems', '3.4.0');
    await writeFiles(home, { '.rbenv/shims/ruby': '#!/bin/sh\nexit 1\n' });
    for (const ruby of ['3.4.1', '3.4.2']) {
      await mkdir(join(gems(ruby), '..'), { recursive: true });
      await gemHome(gems(ruby));
    }
    await appendFile(join(gems('3.4.2'), 'cache', `${fullName}.gem`), 'tampered');
    const found = await copies('after', { PATH: join(home, '.rbenv', 'shims') });
    expect(found.map(({ digests }) => digests[0]?.value === gem.sha256)).toEqual([true, false]);
  });
});

describe('a request', () => {
  test.each([
    ['a path in its name', { name: '../../etc', version }],
    ['a path in its version', { name, version: '1/../../..' }],
    ['a NUL in its platform', { name, version, platform: 'x\0' }],
    ['nothing as its name', { name: '', version }],
    ['a name that begins with a dot', { name: '.hidden', version }],
  ])('with %s is refused', async (_, wanted) => {
    const evidence = await ask('after', {}, { copies: { phase: 'after', ...wanted } });
    expect(evidence).toMatchObject({ state: 'unreachable', reason: 'path-refused' });
  });

  test('of another kind is refused', async () => {
    expect(await ask('after', {}, { kind: 'artifact' })).toMatchObject({ reason: 'path-refused' });
  });
});
