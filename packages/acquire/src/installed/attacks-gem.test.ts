/** Specifications that claim to be an installed gem from under another name. RubyGems and Bundler believe them, as the tests with Ruby show. */

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CopiesWanted, LocalCopyRead } from '@assay/model';
import { hasClient, runClient, temporaryFolder, writeFiles, type TemporaryFolder } from '@assay/testkit';
import { createCopiesSource } from './copies-source.js';

const name = 'acme-license';
const version = '1.2.3';
const own = `${name}-${version}`;

const gemspec = (of: string, at: string, paths = 'lib') => `# -*- encoding: utf-8 -*-
# stub: ${of} ${at} ruby ${paths}

Gem::Specification.new do |s|
  s.name = "${of}".freeze
  s.version = "${at}"

  s.require_paths = ["${paths}".freeze]
  s.authors = ["A".freeze]
  s.date = "2024-08-19"
  s.summary = "x".freeze
end
`;

let folder: TemporaryFolder;
let gems: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  gems = join(folder.path, 'gems');
  await mkdir(join(folder.path, 'project'));
  await writeFiles(gems, {
    [`specifications/${own}.gemspec`]: gemspec(name, version),
    [`gems/${own}/lib/acme-license.rb`]: 'puts "good"',
    'gems/evil/lib/acme-license.rb': 'puts "evil"',
    'specifications/other-1.0.gemspec': gemspec('other', '1.0'),
  });
});

afterEach(() => folder.remove());

function installed(...paths: readonly string[]): Promise<readonly LocalCopyRead[]> {
  return ask('installed', {}, paths);
}

async function ask(
  phase: CopiesWanted['phase'],
  more: Partial<CopiesWanted> = {},
  paths: readonly string[] = [],
): Promise<readonly LocalCopyRead[]> {
  const env = { GEM_HOME: gems, GEM_PATH: [gems, ...paths].join(':') };
  const source = createCopiesSource({ projectRoot: join(folder.path, 'project'), home: folder.path, env });
  const found = await source.get({
    kind: 'copies',
    ecosystem: 'rubygems',
    url: `pkg:gem/${name}@${version}`,
    copies: { phase, name, version, ...more },
    pins: [],
    algorithms: ['sha512'],
    listing: { format: 'gem', members: [], hashEntries: true },
    maxBytes: 2 ** 24,
  });
  return found.state === 'found' ? (found.copies ?? []) : [];
}

const codes = (copies: readonly LocalCopyRead[]) => copies.map(({ problems }) => problems.map(({ code }) => code));

function plant(file: string, text: string, below = gems): Promise<void> {
  return writeFiles(join(below, 'specifications'), { [file]: text });
}

const evil = gemspec(name, version, '../evil/lib');

describe('a specification under another name', () => {
  test.each(['aaa-0.gemspec', 'zzz-9.gemspec', `${name}-0.gemspec`, `${own}.1.gemspec`, `default/${own}.gemspec`])(
    '%s that says it is this gem is a problem',
    async (file) => {
      await plant(file, evil);
      const [copy] = await installed();
      expect(copy?.problems).toMatchObject([{ code: 'installed-gemspec-double' }]);
      expect(copy?.problems[0]?.detail).toContain(JSON.stringify(file));
    },
  );

  test.each<readonly [string, string]>([
    ['with a zero behind its version', gemspec(name, `${version}.0`, '../evil/lib')],
    ['of another version of it', gemspec(name, '9.9.9', '../evil/lib')],
    ['without the second line that RubyGems writes', evil.split('\n').toSpliced(1, 1).join('\n')],
    ['whose second line is far down', `#${'x'.repeat(100_000)}\n${evil.slice(evil.indexOf('#', 1))}`],
    ['with other line ends', evil.replaceAll('\n', '\r\n')],
  ])('%s is one too', async (_, text) => {
    await plant('aaa-0.gemspec', text);
    expect(codes(await installed())).toEqual([['installed-gemspec-double']]);
  });

  test('is one in a gem folder that does not have the gem', async () => {
    const second = join(folder.path, 'second');
    await plant('aaa-0.gemspec', evil, second);
    expect(codes(await installed(second))).toEqual([
      [],
      ['installed-tree-missing', 'installed-gemspec-missing', 'installed-gemspec-double'],
    ]);
  });

  test('that is about another gem, or another version under its own name, is none', async () => {
    await plant(`${name}-1.2.4.gemspec`, gemspec(name, '1.2.4'));
    await plant(`${name}-extra-1.2.3.gemspec`, gemspec(`${name}-extra`, '1.2.3'));
    await plant('uses-1.0.gemspec', `${gemspec('uses', '1.0')}# ${name} ${version}\n`);
    await plant('empty-1.0.gemspec', '');
    await mkdir(join(gems, 'specifications', 'folder-1.0.gemspec'));
    expect(codes(await installed())).toEqual([[]]);
  });

  test.skipIf(!hasClient('ruby'))('is what RubyGems loads', async () => {
    const run = async () => {
      const env = { PATH: process.env['PATH'], HOME: folder.path, GEM_HOME: gems, GEM_PATH: gems };
      const result = await runClient('ruby', ['-e', `require "${name}"`], { cwd: folder.path, env });
      return result.stdout.trim();
    };
    expect(await run()).toBe('good');
    await plant('aaa-0.gemspec', evil);
    expect(await run()).toBe('evil');
    expect(await readFile(join(gems, 'specifications', `${own}.gemspec`), 'utf8')).toBe(gemspec(name, version));
    await writeFile(join(gems, 'specifications', 'aaa-0.gemspec'), gemspec('aaa', '0'));
    expect(codes(await installed())).toEqual([[]]);
  });
});

describe('a gem of a platform that nobody asked about', () => {
  const variant = `${own}-x86_64-linux`;

  test('is told where it alone is installed', async () => {
    await rm(join(gems, 'specifications', `${own}.gemspec`));
    await rm(join(gems, 'gems', own), { recursive: true });
    await plant(`${variant}.gemspec`, gemspec(name, version));
    expect(codes(await ask('installed'))).toEqual([
      ['installed-tree-missing', 'installed-gemspec-missing', 'installed-other-platform'],
    ]);
  });

  test('is among the archives of every cache, where Bundler prefers it', async () => {
    await writeFiles(join(folder.path, 'project', 'vendor', 'cache'), {
      [`${variant}.gem`]: 'x',
      'other-1.0-java.gem': 'x',
    });
    await writeFiles(join(gems, 'cache'), { [`${own}.gem`]: 'x', [`${variant}.gem`]: 'y' });
    const paths = (await ask('after')).map(({ copy }) => copy.path.split('/').at(-1));
    expect(paths).toEqual([`${variant}.gem`, `${own}.gem`, `${variant}.gem`]);
  });

  test('is another entry’s where the policy has one', async () => {
    await plant(`${variant}.gemspec`, gemspec(name, version));
    await writeFiles(join(gems, 'cache'), { [`${own}.gem`]: 'x', [`${variant}.gem`]: 'y' });
    const more = { otherPlatforms: ['x86_64-linux'] };
    expect(codes(await ask('installed', more))).toEqual([[]]);
    expect((await ask('after', more)).map(({ copy }) => copy.path.split('/').at(-1))).toEqual([`${own}.gem`]);
    const asVariant = { platform: 'x86_64-linux', otherPlatforms: ['ruby'] };
    expect((await ask('after', asVariant)).map(({ copy }) => copy.path.split('/').at(-1))).toEqual([`${variant}.gem`]);
  });
});
