import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  mintPackage,
  mintYarnArchive,
  mintYarnLock,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type LoopbackRegistry,
  type MintedPackage,
  type TemporaryFolder,
  type YarnArchiveOptions,
  type ZipFile,
} from '@assay/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installPackedCli } from './packed-cli.js';

const pad = mintPackage({ name: 'left-pad', version: '1.3.0', packageJson: { dependencies: { dot: '1.0.0' } } });
const dot = mintPackage({ name: 'dot', version: '1.0.0' });
const native = mintPackage({
  name: '@acme/native',
  version: '2.0.0',
  packageJson: { os: ['linux', 'darwin'], cpu: ['x64'] },
});
const evil = mintPackage({ name: 'evil', version: '1.0.0' });

let cli: Awaited<ReturnType<typeof installPackedCli>>;
let registry: LoopbackRegistry;
let project: TemporaryFolder;
let home: TemporaryFolder;

beforeAll(async () => {
  cli = await installPackedCli();
});
afterAll(() => cli.remove());
beforeEach(async () => {
  registry = await startRegistry({ npm: [pad, dot, native, evil] });
  project = await temporaryFolder();
  home = await temporaryFolder();
  await writeFile(join(home.path, '.npmrc'), `registry=${registry.url}\n`);
});
afterEach(async () => {
  await registry.close();
  await project.remove();
  await home.remove();
});

type Format = 'classic' | 'berry';
type Change = (lock: string) => string;

interface Told {
  readonly exitCode: number | null;
  /** `check/code` of everything that is neither proven nor not applicable, who signed apart. */
  readonly reasons: readonly string[];
  /** Codes of what the lockfile leaves open; those that leave the run in doubt end with `!`. */
  readonly gaps: readonly string[];
  readonly stdout: string;
}

interface Report {
  readonly findings: readonly { readonly check: string; readonly code: string; readonly outcome: string }[];
  readonly gaps: readonly { readonly code: string; readonly doubt?: true }[];
}

/** What is minted here is signed by nobody. */
const aboutSigners: ReadonlySet<string> = new Set(['registry-signature', 'provenance', 'publisher', 'gem-signature']);

const unchanged: Change = (lock) => lock;

async function write(format: Format, change: Change = unchanged): Promise<void> {
  const { text, files } = mintYarnLock({ format, packages: [pad, dot, native], registry: registry.url });
  // As Yarn writes it: a package of single platforms has no checksum.
  const honest = text.replace(
    /(resolution: "@acme\/native@npm:2\.0\.0"\n) {2}checksum: .*\n/,
    '$1  conditions: (os=linux | os=darwin) & cpu=x64\n',
  );
  const lock = change(honest);
  if (change !== unchanged) expect(lock).not.toBe(honest);
  await writeFiles(project.path, { ...files, 'yarn.lock': lock });
}

function assay(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return cli.run(args, { cwd: project.path, env: { HOME: home.path, ...env } });
}

async function verify(...args: string[]): Promise<Told> {
  const { status, stdout, stderr } = await assay(['verify', '--format', 'json', ...args]);
  expect(stderr).toBe('');
  const { report } = JSON.parse(stdout) as { report: Report };
  const bad = report.findings.filter(
    ({ check, outcome }) => !aboutSigners.has(check) && outcome !== 'proven' && outcome !== 'not-applicable',
  );
  const reasons = [...new Set(bad.map(({ check, code }) => `${check}/${code}`))].sort();
  return { exitCode: status, reasons, gaps: report.gaps.map(({ code, doubt }) => code + (doubt ? '!' : '')), stdout };
}

const depths = ['pins', 'registry', 'artifacts'] as const;

describe('a project in order', () => {
  test.each(depths)('locked by Yarn 1 passes at depth %s, and nothing is said against it', async (depth) => {
    await write('classic');
    expect(await verify('--depth', depth)).toMatchObject({ exitCode: 0, reasons: [], gaps: [] });
    const archives = registry.requests.filter(({ path }) => path.endsWith('.tgz'));
    expect(archives).toHaveLength(depth === 'artifacts' ? 3 : 0);
    if (depth === 'pins') expect(registry.requests).toEqual([]);
  });

  test('locked by Yarn 2 and later passes with warnings: nothing that a registry serves is pinned', async () => {
    await write('berry');
    const gaps = ['client-archive-pins'];
    const byRegistry = ['pin-strength/pin-conditional', 'registry-digest/conditional-no-pin'];
    expect(await verify('--depth', 'registry')).toMatchObject({
      exitCode: 0,
      reasons: [...byRegistry, 'registry-digest/pinned-by-client'],
      gaps,
    });
    const byArchive = ['artifact-digest/conditional-no-pin', 'artifact-digest/pinned-by-client'];
    expect(await verify()).toMatchObject({
      exitCode: 0,
      reasons: [...byArchive, ...byRegistry, 'registry-digest/pinned-by-client'],
      gaps,
    });
    const { stdout } = await assay(['verify']);
    const text = stdout.replaceAll(/\s+/g, ' ');
    expect(text).toContain('PASS 3 packages with warnings');
    expect(text).toContain('nothing in it is about what a registry states. 2 packages with a warning');
    expect(text).toContain('as the registry says this one is');
    expect(text).not.toContain('pinned by strong digests');
  });

  test('in which nothing is for single platforms passes at depth pins', async () => {
    await write('berry', (lock) => lock.replace(/ {2}conditions: .*\n/, `  checksum: 10c0/${'a'.repeat(128)}\n`));
    expect(await verify('--depth', 'pins')).toMatchObject({ exitCode: 0, reasons: [] });
    expect(registry.requests).toEqual([]);
  });
});

describe('each thing that can be wrong in a lockfile of Yarn 1 has its own code', () => {
  const other = Buffer.alloc(64, 7).toString('base64');
  test.each<[string, Change, readonly string[], number]>([
    [
      'another digest',
      (lock) => lock.replace(/integrity \S+/, `integrity sha512-${other}`),
      ['artifact-digest/artifact-digest-mismatch', 'registry-digest/registry-digest-mismatch'],
      1,
    ],
    [
      'another SHA-1 behind the URL',
      (lock) => lock.replace(/#[0-9a-f]{40}/, `#${'0'.repeat(40)}`),
      ['artifact-digest/artifact-digest-mismatch', 'registry-digest/registry-digest-mismatch'],
      1,
    ],
    ['no integrity', (lock) => lock.replace(/ {2}integrity \S+\n/, ''), ['pin-strength/pin-weak'], 1],
    [
      'no digest at all',
      (lock) => lock.replace(/ {2}integrity \S+\n/, '').replace(/#[0-9a-f]{40}/, ''),
      ['artifact-digest/no-pin', 'pin-strength/pin-missing', 'registry-digest/no-pin'],
      1,
    ],
    [
      'a URL on another host',
      (lock) => lock.replace(/http:\/\/[^/]*\/dot/, 'https://evil.example/dot'),
      ['source/registry-not-allowed'],
      1,
    ],
    ['the URL of another package', (lock) => lock.replace('/dot/-/dot-', '/evil/-/evil-'), ['source/url-mismatch'], 1],
    [
      'another package in the place of one',
      (lock) => lock.replace('  version "1.0.0"\n', '  name evil\n  version "1.0.0"\n'),
      ['pin-strength/unsupported-entry', 'source/unsupported-entry'],
      3,
    ],
    [
      'a dependency that the package does not ask for',
      (lock) => lock.replace(/("dot@1\.0\.0":\n(?: {2}\S.*\n)*)/, '$1  dependencies:\n    evil "1.0.0"\n'),
      ['manifest-match/manifest-dependencies-mismatch'],
      1,
    ],
  ])('%s', async (_what, change, reasons, exitCode) => {
    await write('classic', change);
    const told = await verify();
    expect(told.reasons).toEqual(expect.arrayContaining([...reasons]));
    expect(told.exitCode).toBe(exitCode);
  });

  test('an entry that names no archive leaves the run in doubt', async () => {
    await write('classic', (lock) => lock.replace(/ {2}resolved \S+\n/, ''));
    expect(await verify()).toMatchObject({ exitCode: 3, gaps: ['entry-not-resolved!'] });
  });
});

describe('each thing that can be wrong in a lockfile of Yarn 2 and later has its own code', () => {
  const noChecksum: Change = (lock) => lock.replace(/ {2}checksum: .*\n/, '');
  test.each<[string, Change, readonly string[], number]>([
    ['no checksum', noChecksum, ['artifact-digest/no-pin', 'pin-strength/pin-missing', 'registry-digest/no-pin'], 1],
    [
      'half a checksum',
      (lock) => lock.replace(/(checksum: 10c0\/.{9}).*\n/, '$1\n'),
      ['pin-strength/pin-malformed'],
      1,
    ],
    [
      'no checksum and platforms that the package has not',
      (lock) => lock.replace(/ {2}checksum: .*\n/, '  conditions: os=linux\n'),
      ['artifact-digest/no-pin', 'pin-strength/pin-conditional-false', 'registry-digest/no-pin'],
      1,
    ],
    [
      'other platforms than those of the package',
      (lock) => lock.replace('(os=linux | os=darwin)', 'os=linux'),
      ['pin-strength/pin-conditional-false'],
      1,
    ],
    [
      'a checksum that Yarn replaces',
      (lock) => lock.replace('checksum: 10c0/', 'checksum: 8/'),
      ['pin-strength/pin-client-replaced'],
      1,
    ],
    [
      'another package',
      (lock) => lock.replace('resolution: "dot@', 'resolution: "evil@'),
      ['lock-drift/source-not-declared', 'pin-strength/unsupported-entry', 'source/unsupported-entry'],
      1,
    ],
    [
      'a version that the registry has not',
      (lock) => lock.replace('resolution: "dot@npm:1.0.0', 'resolution: "dot@npm:0.9.0'),
      ['lock-drift/version-not-declared', 'manifest-match/not-found', 'registry-digest/not-found'],
      1,
    ],
    [
      'an archive from another host',
      (lock) =>
        lock.replace('"dot@npm:1.0.0"\n', '"dot@npm:1.0.0::__archiveUrl=https%3A%2F%2Fevil.example%2Fdot.tgz"\n'),
      ['source/registry-not-allowed'],
      1,
    ],
  ])('%s', async (_what, change, reasons, exitCode) => {
    await write('berry', change);
    const told = await verify();
    expect(told.reasons).toEqual(expect.arrayContaining([...reasons]));
    expect(told.exitCode).toBe(exitCode);
  });

  test('what is called a package of single platforms never passes where nobody is asked, unless the policy lets it', async () => {
    await write('berry');
    const reasons = ['pin-strength/pin-conditional-unchecked'];
    expect(await verify('--depth', 'pins')).toMatchObject({ exitCode: 3, reasons });
    const { stdout } = await assay(['verify', '--depth', 'pins']);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('→ Verify with `--depth registry` or more');
    const waiver = `{ purl: 'pkg:npm/@acme/*', check: pin-strength, code: pin-conditional-unchecked, reason: native, owner: us, created: 2026-11-01, expires: 2027-02-01 }`;
    const rule = `{ select: { purl: 'pkg:npm/@acme/*' }, checks: { pin-strength: prefer } }`;
    for (const allowed of [`waivers: [${waiver}]`, `rules: [${rule}]`]) {
      await writeFile(join(project.path, 'assay.yaml'), `version: 1\n${allowed}\n`);
      const args = ['--depth', 'pins', '--policy', 'assay.yaml', '--at', '2026-11-22T00:00:00Z'];
      expect(await verify(...args)).toMatchObject({ exitCode: 0, reasons });
      await write('berry', noChecksum);
      expect((await verify(...args)).exitCode).toBe(1);
      await write('berry');
    }
    expect(registry.requests).toEqual([]);
  });
});

describe('archives that a project of Yarn 2 and later brings along', () => {
  const changed = (files: readonly ZipFile[]) => [...files, { path: 'node_modules/dot/binding.gyp', content: '{}' }];

  async function bring(options: YarnArchiveOptions = {}, given: YarnArchiveOptions = options): Promise<void> {
    const locked = new Map(packages.map((minted) => [minted, mintYarnArchive(minted, minted === dot ? options : {})]));
    const checksumOf = (minted: MintedPackage) => locked.get(minted)?.checksum ?? '';
    const { files } = mintYarnLock({ format: 'berry', packages, registry: registry.url, checksumOf });
    const archives = [...locked.values(), ...(given === options ? [] : [mintYarnArchive(dot, given)])];
    const zips = Object.fromEntries(archives.map(({ path, bytes }) => [path, bytes]));
    await writeFiles(project.path, { ...files, ...zips, '.yarn/cache/.gitignore': '' });
  }
  const packages = [pad, dot];

  test.each([
    ['pins', 0],
    ['registry', 3],
    ['artifacts', 0],
  ] as const)('that hold what the registry serves end a run at depth %s with %d', async (depth, exitCode) => {
    await bring();
    expect((await verify('--depth', depth)).exitCode).toBe(exitCode);
    if (depth !== 'artifacts') return;
    const { stdout } = await assay(['verify']);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('in the checkout file by file as their registries serve them');
  });

  test.each(depths)('are refused at depth %s when one is not what is locked', async (depth) => {
    await bring({}, { change: changed });
    const told = await verify('--depth', depth);
    expect(told.exitCode).toBe(1);
    expect(told.reasons).toContain('vendored-archive/vendored-archive-pin-mismatch');
  });

  test('are refused when one holds more than the registry serves, although it is locked so', async () => {
    await bring({ change: changed });
    const told = await verify();
    expect(told.exitCode).toBe(1);
    expect(told.reasons).toContain('vendored-archive/vendored-archive-differs');
    const { stdout } = await assay(['verify']);
    expect(stdout).toContain('"binding.gyp" is added');
  });
});

describe('a registry that the checkout’s own configuration names', () => {
  test.each<[Format, string, (url: string) => string]>([
    ['berry', '.yarnrc.yml', (url) => `npmRegistryServer: "${url}"\nnpmAuthToken: "\${TOKEN}"\n`],
    ['classic', '.yarnrc', (url) => `registry "${url}"\n`],
  ])('is only a proposal (%s, %s): nothing is asked of it, and no token sent', async (format, name, text) => {
    const proposed = await startRegistry({ npm: [pad, dot, native] });
    try {
      await write(format);
      await writeFile(join(project.path, name), text(proposed.url));
      const { stdout, stderr } = await assay(['verify'], { TOKEN: 'secret-canary' });
      expect(proposed.requests).toEqual([]);
      expect(`${stdout}${stderr}`).not.toContain('secret-canary');
      expect(stderr).toContain(proposed.url.replace(/\/$/, ''));
      expect(registry.requests.flatMap(({ headers }) => headers['authorization'] ?? [])).toEqual([]);
    } finally {
      await proposed.close();
    }
  });
});

describe('recorded evidence', () => {
  test.each(['classic', 'berry'] as const)('of %s replays to the same bytes with no registry', async (format) => {
    await write(format);
    const recorded = await verify('--record', 'evidence.tar');
    await registry.close();
    const { status, stdout } = await assay(['verify', '--format', 'json', '--replay', 'evidence.tar']);
    expect({ status, stdout }).toEqual({ status: recorded.exitCode, stdout: recorded.stdout });
    registry = await startRegistry();
  });
});
