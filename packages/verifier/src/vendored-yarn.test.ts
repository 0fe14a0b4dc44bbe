import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  mintPackage,
  mintYarnArchive,
  mintYarnLock,
  rawZip,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type LoopbackRegistry,
  type MintedPackage,
  type MintedYarnArchive,
  type TemporaryFolder,
  type YarnArchiveOptions,
  type ZipFile,
} from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVerifier } from './create-verifier.js';
import type { VerifierOptions } from './options.js';

const pad = mintPackage({ name: 'left-pad', version: '1.3.0', files: { 'lib/a.js': 'a', 'lib/b/c.js': 'c' } });
const scoped = mintPackage({ name: '@acme/dot', version: '1.0.0' });
const packages = [pad, scoped];

const depths = ['pins', 'registry', 'artifacts'] as const;
type Depth = (typeof depths)[number];

let registry: LoopbackRegistry;
let home: TemporaryFolder;
let project: TemporaryFolder;

beforeEach(async () => {
  registry = await startRegistry({ npm: packages });
  home = await temporaryFolder();
  project = await temporaryFolder();
  await writeFile(join(home.path, '.npmrc'), `registry=${registry.url}\n`);
});
afterEach(async () => {
  await registry.close();
  await home.remove();
  await project.remove();
});

/** Writes a project that brings its archives along, and gives the archive of `left-pad`. */
async function write(options: YarnArchiveOptions = {}, edit: (lock: string) => string = (lock) => lock) {
  const archives = new Map<MintedPackage, MintedYarnArchive>([
    [pad, mintYarnArchive(pad, options)],
    [scoped, mintYarnArchive(scoped)],
  ]);
  const checksumOf = (minted: MintedPackage) => archives.get(minted)?.checksum ?? '';
  const { files, text } = mintYarnLock({ format: 'berry', packages, registry: registry.url, checksumOf });
  const zips = Object.fromEntries([...archives.values()].map(({ path, bytes }) => [path, bytes]));
  await writeFiles(project.path, { ...files, ...zips, 'yarn.lock': edit(text) });
  return archives.get(pad)!;
}

async function verify(depth: Depth, more: VerifierOptions = {}, paths: readonly string[] = [project.path]) {
  const options = { env: { HOME: home.path }, at: '2026-11-22T00:00:00Z', store: null, depth, ...more };
  const { report } = await createVerifier(options).verify(paths);
  const of = report.findings.filter(({ check }) => check === 'vendored-archive');
  const gaps = report.gaps
    .map(({ code, doubt }) => code + (doubt ? '!' : ''))
    .filter((code) => code.startsWith('vend'));
  return {
    exitCode: report.exitCode,
    codes: of.map(({ code }) => code.replace('vendored-archive-', '')).sort(),
    details: of.map(({ detail }) => detail),
    gaps,
    checks: report.totals.checks.map(({ check }) => check),
  };
}

async function codesAt(depth: Depth): Promise<readonly string[]> {
  return (await verify(depth)).codes;
}

const inPad = 'node_modules/left-pad/';
const change =
  (path: string, to: Partial<ZipFile>) =>
  (files: readonly ZipFile[]): readonly ZipFile[] =>
    files.map((file) => (file.path === inPad + path ? { ...file, ...to } : file));

describe('archives that Yarn installs from the checkout', () => {
  test.each([
    ['pins', 'pinned', 0],
    ['registry', 'pinned-only', 3],
    ['artifacts', 'match', 0],
  ] as const)('that are pinned and hold what the registry serves, at depth %s: %s', async (depth, code, exitCode) => {
    await write();
    expect(await verify(depth)).toMatchObject({ exitCode, codes: [code, code], gaps: [] });
  });

  test('are not spoken of where there are none, or only some other file', async () => {
    await write();
    await rm(join(project.path, '.yarn'), { recursive: true });
    await writeFiles(project.path, { '.yarn/cache/.gitignore': '*' });
    const { checks, codes } = await verify('artifacts');
    expect(codes).toEqual([]);
    expect(checks).not.toContain('vendored-archive');
  });

  test('that are missing are fetched, and no concern', async () => {
    const { path } = await write();
    await rm(join(project.path, path));
    expect(await verify('artifacts')).toMatchObject({ exitCode: 0, codes: ['match', 'no-vendored-archive'] });
  });

  test('of which no other is asked for at depth pins', async () => {
    await write();
    await verify('pins');
    expect(registry.requests).toEqual([]);
  });
});

describe('an archive that was changed', () => {
  const evil = mintYarnArchive(pad, { change: change('index.js', { content: 'steal()' }) });

  test.each(depths)('is refused at depth %s', async (depth) => {
    const { path } = await write();
    await writeFile(join(project.path, path), evil.bytes);
    const { exitCode, codes } = await verify(depth);
    expect({ exitCode, codes }).toMatchObject({
      exitCode: 1,
      codes: expect.arrayContaining(['pin-mismatch']) as unknown,
    });
  });

  test('is refused under any name that Yarn might look for', async () => {
    await write();
    for (const ending of ['10c0', '8', evil.checksum.slice(0, 10)]) {
      const { path } = mintYarnArchive(pad, { ending });
      await writeFile(join(project.path, path), evil.bytes);
      expect(await codesAt('pins')).toContain('pin-mismatch');
      await rm(join(project.path, path));
    }
  });

  test('is refused under a name in other letters, which some file systems give Yarn as well', async () => {
    const { path } = await write();
    await writeFile(join(project.path, path.toUpperCase().replace('.YARN/CACHE', '.yarn/cache')), evil.bytes);
    expect(await codesAt('pins')).toContain('pin-mismatch');
  });

  test.each<[string, YarnArchiveOptions['change'], string]>([
    ['a changed file', change('index.js', { content: 'steal()' }), '"index.js" is changed'],
    ['a file more', (files) => [...files, { path: `${inPad}binding.gyp`, content: '{}' }], '"binding.gyp" is added'],
    ['a file less', (files) => files.filter(({ path }) => !path.endsWith('c.js')), '"lib/b/c.js" is missing'],
    ['a file that may be run', change('index.js', { mode: 0o755 }), '"index.js" has another mode'],
    ['a file that only its owner reads', change('index.js', { mode: 0o600 }), '"index.js" has another mode'],
    [
      'a file beside the package',
      (files) => [...files, { path: 'node_modules/other/index.js', content: '' }],
      '"node_modules/other/index.js" is added',
    ],
    [
      'a file in a folder whose name begins alike',
      change('lib/a.js', { path: 'node_modules/left-pad-lib/a.js' }),
      '"node_modules/left-pad-lib/a.js" is added',
    ],
    ['a folder more', (files) => [...files, { path: `${inPad}test/` }], '"node_modules/left-pad/test/" is added'],
    ['a folder in the place of a file', change('lib/a.js', { path: `${inPad}lib/a.js/`, content: '' }), 'is missing'],
    ['a name in other letters', change('lib/a.js', { path: `${inPad}lib/A.js` }), '"lib/A.js" is added'],
  ])('with %s is refused at depth artifacts, although it is pinned', async (_what, edit, told) => {
    await write({ change: edit ?? ((files) => files) });
    expect(await verify('pins')).toMatchObject({ exitCode: 0, codes: ['pinned', 'pinned'] });
    const { exitCode, codes, details } = await verify('artifacts');
    expect({ exitCode, codes }).toEqual({ exitCode: 1, codes: ['differs', 'match'] });
    expect(details.join()).toContain(told);
  });

  test('that readers take for different things is refused at depth artifacts', async () => {
    const { path } = await write();
    const file = { name: `${inPad}index.js`, content: 'a' };
    const hidden = rawZip({ entries: [{ ...file, before: 'bytes that no entry holds' }] });
    await writeFile(join(project.path, path), hidden);
    const lock = mintYarnLock({ format: 'berry', packages, registry: registry.url, checksumOf: () => '' });
    await writeFile(join(project.path, 'yarn.lock'), lock.text.replaceAll(/ {2}checksum: .*\n/g, ''));
    expect(await codesAt('artifacts')).toContain('unsafe');
    await writeFile(join(project.path, path), 'no archive at all');
    expect(await codesAt('artifacts')).toContain('unsafe');
  });
});

describe('an archive that the lockfile does not pin', () => {
  const unpinned = (lock: string) => lock.replace(/( {2}resolution: "left-pad.*\n) {2}checksum: .*\n/, '$1');

  test('is not vouched for by anything but what the registry serves', async () => {
    await write({ ending: '10c0' }, unpinned);
    expect(await codesAt('pins')).toEqual(['pinned', 'unpinned']);
    expect(await codesAt('registry')).toEqual(['pinned-only', 'unpinned']);
    expect(await codesAt('artifacts')).toEqual(['match', 'match']);
  });

  test('and that holds something else is refused', async () => {
    await write({ ending: '10c0', change: change('index.js', { content: 'steal()' }) }, unpinned);
    expect(await codesAt('artifacts')).toEqual(['differs', 'match']);
  });
});

describe('an archive of a patched package', () => {
  const reference = 'patch:left-pad@npm%3A1.3.0#optional!builtin<compat/left-pad>::version=1.3.0&hash=0123ab';
  const entry = (checksum: string) =>
    `\n"left-pad@patch:left-pad@npm%3A1.3.0#optional!builtin<compat/left-pad>":\n  version: 1.3.0\n` +
    `  resolution: "left-pad@${reference}"\n  checksum: 10c0/${checksum}\n  languageName: node\n  linkType: hard\n`;

  async function patch(edit: YarnArchiveOptions['change']) {
    const patched = mintYarnArchive(pad, { reference, change: edit ?? ((files) => files) });
    await write({}, (lock) => `${lock}${entry(patched.checksum)}`);
    await writeFiles(project.path, { [patched.path]: patched.bytes });
    return patched;
  }

  test('is compared with its own pin, and what it changes leaves the run in doubt', async () => {
    await patch(change('index.js', { content: 'patched' }));
    expect(await verify('pins')).toMatchObject({ exitCode: 0, codes: ['pinned', 'pinned', 'pinned'] });
    const { exitCode, codes, details } = await verify('artifacts');
    expect({ exitCode, codes }).toEqual({ exitCode: 3, codes: ['match', 'match', 'patched'] });
    expect(details.join()).toContain('"index.js" is changed, by the patch "optional!builtin<compat/left-pad>"');
  });

  test('that is not what is pinned is refused', async () => {
    const { path } = await patch(change('index.js', { content: 'patched' }));
    await writeFile(join(project.path, path), mintYarnArchive(pad).bytes);
    expect(await verify('pins')).toMatchObject({ exitCode: 1, codes: ['pin-mismatch', 'pinned', 'pinned'] });
  });
});

describe('what lies among the archives', () => {
  test('and is no entry’s is told, and installed by nobody', async () => {
    await write();
    await writeFiles(project.path, {
      '.yarn/cache/left-pad-npm-1.3.1-0123456789-abcdef0123.zip': 'x',
      '.yarn/cache/x.zip': 'x',
    });
    expect(await verify('artifacts')).toMatchObject({
      exitCode: 0,
      codes: ['match', 'match'],
      gaps: ['vendored-archive-not-locked'],
    });
  });

  test('a folder with an archive’s name, or a link that leads out, is not read', async () => {
    const { path } = await write();
    await rm(join(project.path, path));
    await mkdir(join(project.path, path));
    expect(await verify('pins')).toMatchObject({ exitCode: 3, codes: ['not-read', 'pinned'] });
    await rm(join(project.path, path), { recursive: true });
    await writeFile(join(home.path, 'x.zip'), 'x');
    await symlink(join(home.path, 'x.zip'), join(project.path, path));
    expect(await verify('pins')).toMatchObject({ exitCode: 3, codes: ['not-read', 'pinned'] });
  });

  test('and cannot be listed leaves the run in doubt', async () => {
    await write();
    await rm(join(project.path, '.yarn'), { recursive: true });
    await mkdir(join(project.path, '.yarn'));
    await symlink('cache', join(project.path, '.yarn', 'cache'));
    expect(await verify('pins')).toMatchObject({ exitCode: 3, gaps: ['vendored-archives-not-listed!'] });
  });
});

test('two lockfiles of one package are each held to the archives beside them', async () => {
  const { path } = await write();
  const { files } = mintYarnLock({
    format: 'berry',
    packages,
    registry: registry.url,
    checksumOf: (minted) => mintYarnArchive(minted).checksum,
  });
  const evil = mintYarnArchive(pad, { change: change('index.js', { content: 'steal()' }) });
  const below = Object.fromEntries(Object.entries(files).map(([name, content]) => [`other/${name}`, content]));
  await writeFiles(project.path, { ...below, [`other/${path}`]: evil.bytes });
  const paths = [project.path, join(project.path, 'other')];
  for (const order of [paths, [...paths].reverse()]) {
    expect(await verify('pins', {}, order)).toMatchObject({
      exitCode: 1,
      codes: ['pin-mismatch', 'pinned', 'pinned'],
    });
  }
});

test('a recording replays to the same findings where there is neither checkout nor registry', async () => {
  await write({ change: change('index.js', { content: 'steal()' }) });
  const file = join(home.path, 'evidence.tar');
  const recorded = await verify('artifacts', { record: file });
  await rm(join(project.path, '.yarn'), { recursive: true });
  const { report } = await createVerifier({ replay: file }).verify([]);
  expect(report.exitCode).toBe(recorded.exitCode);
  const codes = report.findings.filter(({ check }) => check === 'vendored-archive').map(({ code }) => code);
  expect(codes.map((code) => code.replace('vendored-archive-', '')).sort()).toEqual(recorded.codes);
});
