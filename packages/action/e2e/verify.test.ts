import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import {
  mintPackage,
  mintPackageLock,
  startGitHub,
  startRegistry,
  type LoopbackGitHub,
  type LoopbackRegistry,
  type NpmLockEntry,
} from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { markdownProblems } from '../../report/src/testing/markdown-oracle.js';
import { naughtyStrings } from '../../report/src/testing/naughty-strings.js';
import {
  against,
  baseSha,
  dispatch,
  fromBranch,
  fromDeletedFork,
  fromFork,
  mergeGroup,
  push,
  schedule,
} from './event-payloads.js';
import { startJob, type GitHubJob, type Step } from './github-job.js';

const good = mintPackage({ name: 'left-pad', version: '1.3.0' });
const other = mintPackage({ name: 'right-pad', version: '1.0.0' });

let registry: LoopbackRegistry;
let job: GitHubJob;

beforeEach(async () => {
  registry = await startRegistry({ npm: [good, other] });
  job = await startJob({ npmrc: `registry=${registry.url}\n` });
});
afterEach(async () => {
  await registry.close();
  await job.remove();
});

const locked = (from: object = {}) => ({ kind: 'registry', package: good, ...from }) as NpmLockEntry;
const wrongPin = { integrity: `sha512-${'A'.repeat(86)}==` };

async function lock(...entries: readonly NpmLockEntry[]): Promise<void> {
  await job.write(mintPackageLock({ registry: registry.url, entries }).files);
}

describe('without any input', () => {
  test.each([push, fromBranch, fromFork, fromDeletedFork, mergeGroup, dispatch, schedule])(
    'the lockfiles are verified on $name',
    async (event) => {
      await lock(locked());
      const step = await job.run({ event });
      expect(step).toMatchObject({ exitCode: 0, errors: [], stderr: '' });
      expect(step.outputs.get('verdict')).toBe('warn');
      expect(step.outputs.get('packages')).toBe('1');
    },
  );

  test('a package that is not what was pinned fails the step, with one sentence that says which and why', async () => {
    await lock(locked(wrongPin), { kind: 'registry', package: other });
    const step = await job.run({ event: push });
    expect(step.exitCode).toBe(1);
    expect(step.errors.at(-1)).toMatch(
      /^Assay: failed: 1 of 2 packages failed: left-pad 1\.3\.0 \(package-lock\.json:\d+\): \S/,
    );
    expect(Object.fromEntries(step.outputs)).toMatchObject({
      verdict: 'fail',
      'exit-code': '1',
      failed: '1',
      packages: '2',
    });
    expect(step.summary).toContain('left-pad');
    const [first] = step.commands.filter(({ name }) => name === 'error');
    expect(first?.properties.get('file')).toBe('package-lock.json');
  });

  test('what cannot be verified ends with 3 and says so', async () => {
    await lock(locked());
    await registry.close();
    const step = await job.run();
    expect(step.exitCode).toBe(3);
    expect(step.errors.at(-1)).toMatch(/^Assay: could not verify: 1 of 1 package could not be verified: left-pad/);
    registry = await startRegistry({ npm: [good] });
  });

  test('nothing is written into the workspace', async () => {
    await lock(locked());
    const before = await readFile(join(job.workspace, 'package-lock.json'), 'utf8');
    await job.run();
    expect(await readFile(join(job.workspace, 'package-lock.json'), 'utf8')).toBe(before);
  });
});

describe('lockfiles', () => {
  test('in subfolders are found where the root has none', async () => {
    const { files } = mintPackageLock({ registry: registry.url, entries: [locked()] });
    await job.write(Object.fromEntries(Object.entries(files).map(([path, text]) => [`apps/web/${path}`, text])));
    const step = await job.run();
    expect(step).toMatchObject({ exitCode: 0 });
    expect(step.outputs.get('packages')).toBe('1');
  });

  test('in subfolders are verified beside the root’s', async () => {
    const { files } = mintPackageLock({ registry: registry.url, entries: [locked()] });
    await job.write(Object.fromEntries(Object.entries(files).map(([path, text]) => [`apps/web/${path}`, text])));
    await lock({ kind: 'registry', package: other });
    const step = await job.run();
    expect(step).toMatchObject({ exitCode: 0 });
    expect(step.outputs.get('packages')).toBe('2');
  });

  test('that are excluded are told, and others are not', async () => {
    await lock(locked());
    const { files } = mintPackageLock({ registry: registry.url, entries: [locked(wrongPin)] });
    await job.write(Object.fromEntries(Object.entries(files).map(([path, text]) => [`fixtures/bad/${path}`, text])));
    expect(await job.run()).toMatchObject({ exitCode: 1 });
    const step = await job.run({ with: { exclude: 'fixtures' } });
    expect(step).toMatchObject({ exitCode: 0 });
    expect(step.stdout).toContain('Left out by `exclude`, and not looked at: fixtures.');
    expect(await job.run({ with: { exclude: 'fixture\nbad/package-lock.json' } })).toMatchObject({ exitCode: 1 });
  });

  test('that cannot be read yet leave the run unverified, wherever they lie', async () => {
    await lock(locked());
    await job.write({ 'docs/site/package-lock.json': '{"lockfileVersion":3,"packages":{', 'a/npm.txt': '' });
    expect(await job.run()).toMatchObject({ exitCode: 2 });
    expect(await job.run({ with: { exclude: 'docs/site' } })).toMatchObject({ exitCode: 0 });
  });

  describe('of a change', () => {
    const lockText = (...entries: readonly NpmLockEntry[]) =>
      (mintPackageLock({ registry: registry.url, entries }).files as Record<string, string>)['package-lock.json'] ?? '';
    const runAgainst = async (base: readonly string[], given: Step = {}) => {
      const files = new Map(base.map((path) => [`${baseSha}:${path}`, Buffer.from('{}')]));
      const github = await startGitHub({ repository: 'acme/shop', token: 't0ken', may: 'read', files });
      const step = await job.run({ event: fromFork, token: 't0ken', env: { GITHUB_API_URL: github.apiUrl }, ...given });
      await github.close();
      return step;
    };

    test('that adds one in the root hides none of those in subfolders', async () => {
      await job.write({ 'package-lock.json': lockText(), 'web/package-lock.json': lockText(locked(wrongPin)) });
      expect(await runAgainst(['web/package-lock.json'])).toMatchObject({ exitCode: 1 });
      const unknown = await job.run({ event: fromFork });
      expect(unknown).toMatchObject({ exitCode: 1 });
    });

    test('are all looked at, whatever the base has', async () => {
      await job.write({
        'package-lock.json': lockText(locked()),
        'fixtures/package-lock.json': lockText(locked(wrongPin)),
      });
      const base = ['package-lock.json', 'fixtures/package-lock.json'];
      expect(await runAgainst(base)).toMatchObject({ exitCode: 1 });
      expect(await runAgainst(base, { with: { exclude: 'fixtures' } })).toMatchObject({ exitCode: 0, errors: [] });
    });

    test.each([{}, { paths: '.\ndocs' }])(
      'that takes one away and leaves its manifest do not pass: %j',
      async (given) => {
        await job.write({ 'package.json': '{}', 'docs/package-lock.json': lockText(locked()) });
        const step = await runAgainst(['package-lock.json', 'docs/package-lock.json'], { with: given });
        expect(step.errors).toEqual([expect.stringContaining('the change removes this lockfile, and package.json is')]);
        expect(step.exitCode).toBe(2);
      },
    );

    test('that moves a project may do so', async () => {
      await job.write({ 'web/package.json': '{}', 'web/package-lock.json': lockText(locked()) });
      expect(await runAgainst(['package-lock.json', 'package.json'])).toMatchObject({ exitCode: 0, errors: [] });
    });

    test('that has more than can be looked at does not choose which', async () => {
      const many = Array.from(
        { length: 501 },
        (_, index) => [`a${String(index)}/package-lock.json`, lockText()] as const,
      );
      await job.write({ ...Object.fromEntries(many), 'web/package-lock.json': lockText(locked(wrongPin)) });
      const step = await runAgainst(['web/package-lock.json']);
      expect(step).toMatchObject({ exitCode: 2, errors: [expect.stringContaining('more than 500 lockfiles')] });
    });
  });

  test('that are nowhere end with 3 and where was looked', async () => {
    const step = await job.run();
    expect(step.exitCode).toBe(3);
    expect(step.errors).toEqual([expect.stringContaining('no lockfile was found in the workspace or its subfolders')]);
  });
});

describe('inputs', () => {
  const wrong: readonly [string, Step['with'], string][] = [
    ['a mode that there is not', { mode: 'verfy' }, '`mode` is one of'],
    ['a flag that is no boolean word', { 'strict-policy': 'yes' }, '`strict-policy` is `true` or `false`'],
    ['a flag of what is told at the end', { annotations: 'yes' }, '`annotations` is `true` or `false`'],
    [
      'a name close to that of an input',
      { polciy: 'assay.yaml' },
      'there is no input `polciy`. Did you mean `policy`?',
    ],
    ['a depth that there is not', { depth: 'deep' }, '`depth` is one of'],
    ['two modes', { mode: 'verify', phase: 'before' }, '`phase` is not read in the mode verify'],
    ['inputs that exclude each other', { record: 'a', offline: 'b' }, 'exclude each other'],
    ['quiet and verbose', { quiet: 'true', verbose: 'true' }, 'exclude each other'],
    ['two inputs that name one file', { json: 'out/x', sbom: './out/../out/x' }, 'name the same file'],
    ['a policy that is not there', { policy: 'assay.yaml' }, 'assay.yaml'],
    ['a path that is not there', { paths: 'nowhere' }, 'could not start: nowhere cannot be read'],
  ];
  test.each(wrong)('%s is a usage error with one sentence', async (_, given, sentence) => {
    await lock(locked());
    const step = await job.run({ with: given ?? {} });
    expect(step.exitCode).toBe(2);
    expect(step.errors).toEqual([expect.stringContaining(sentence)]);
    expect(step.outputs.get('exit-code')).toBe('2');
    expect(step.summary).toContain('could not start');
    expect(markdownProblems(step.summary)).toEqual([]);
  });

  test('that cannot be used are not told in a summary that nobody wants', async () => {
    await lock(locked());
    const step = await job.run({ with: { depth: 'deep', 'job-summary': 'false' } });
    expect(step).toMatchObject({ exitCode: 2, summary: '' });
  });

  test('that no action declares are left to GitHub’s own warning where they are close to none', async () => {
    await lock(locked());
    expect(await job.run({ with: { 'fail-on': 'warning' } })).toMatchObject({ exitCode: 0 });
  });

  test('that name files do not write through links of the checkout, wherever they lead', async () => {
    await lock(locked());
    await symlink(job.outside, join(job.workspace, 'out'));
    const target = join(job.outside, 'profile');
    await writeFile(target, 'mine');
    await symlink(target, join(job.workspace, 'report.json'));
    for (const given of [{ json: 'out/a/report.json' }, { record: 'out/evidence.tar' }, { store: 'out' }]) {
      const step = await job.run({ event: fromFork, with: given });
      expect(step).toMatchObject({ exitCode: 2, errors: [expect.stringContaining('leads out of the workspace')] });
    }
    expect(await job.run({ with: { json: 'report.json' } })).toMatchObject({ exitCode: 0 });
    expect(await readFile(target, 'utf8')).toBe('mine');
    expect(await readdir(job.outside)).toEqual(['profile']);
  });

  test('name files, which are written and told as outputs', async () => {
    await lock(locked());
    const reports = { sarif: 'out/report.sarif', junit: 'out/junit.xml', html: 'out/report.html' };
    const step = await job.run({
      with: {
        json: 'out/report.json',
        sbom: 'out/bom.json',
        markdown: 'out/report.md',
        record: 'evidence.tar',
        ...reports,
      },
    });
    expect(Object.fromEntries(step.outputs)).toMatchObject({
      report: 'out/report.json',
      sbom: 'out/bom.json',
      markdown: 'out/report.md',
      evidence: 'evidence.tar',
      ...reports,
    });
    for (const path of Object.values(reports))
      expect(await readFile(join(job.workspace, path), 'utf8')).toContain('left-pad');
    const report = await readFile(join(job.workspace, 'out/report.json'));
    const { createHash } = await import('node:crypto');
    expect(step.outputs.get('report-digest')).toBe(`sha256:${createHash('sha256').update(report).digest('hex')}`);
    expect(JSON.parse(await readFile(join(job.workspace, 'out/bom.json'), 'utf8'))).toMatchObject({
      bomFormat: 'CycloneDX',
    });
  });

  test('of a list are lines', async () => {
    const { files } = mintPackageLock({ registry: registry.url, entries: [locked()] });
    const below = (folder: string) =>
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
    await job.write({ ...below('a, b'), ...below('c') });
    const step = await job.run({ with: { paths: '\n  a, b \r\n c/package-lock.json\n' } });
    expect(step.exitCode).toBe(0);
    expect(step.stdout).toContain('a, b/package-lock.json');
  });

  test('can leave out summary and annotations', async () => {
    await lock(locked(wrongPin));
    const step = await job.run({ with: { 'job-summary': 'false', annotations: 'false' } });
    expect(step.summary).toBe('');
    expect(step.errors).toHaveLength(1);
  });
});

/** What files were asked for. */
function contentsOf({ requests }: Pick<LoopbackGitHub, 'requests'>): readonly string[] {
  return requests.map(({ path }) => path).filter((path) => path.includes('/contents/'));
}

describe('the policy of a change', () => {
  const lax = 'version: 1\nrules:\n  - checks: { artifact-digest: ignore, registry-digest: ignore }\n';

  test('is the base’s: the one that the change brings is not read', async () => {
    const github = await startGitHub({
      repository: 'acme/shop',
      token: 't0ken',
      may: 'read',
      files: new Map([[`${baseSha}:assay.yaml`, Buffer.from('version: 1\n')]]),
    });
    await lock(locked(wrongPin));
    await job.write({ 'assay.yaml': lax });
    const step = await job.run({
      event: fromFork,
      token: 't0ken',
      with: { policy: './assay.yaml' },
      env: { GITHUB_API_URL: github.apiUrl },
    });
    expect(step.exitCode).toBe(1);
    expect(contentsOf(github)).toEqual([`/api/v3/repos/acme/shop/contents/assay.yaml?ref=${baseSha}`]);
    await github.close();
  });

  test('is read in the clone where that holds the base, and GitHub is not asked', async () => {
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@acme.example', ...args], {
        cwd: job.workspace,
        encoding: 'utf8',
      }).trim();
    await lock(locked(wrongPin));
    await job.write({ 'assay.yaml': 'version: 1\n' });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'base');
    await job.write({ 'assay.yaml': lax });
    const step = await job.run({ event: against(git('rev-parse', 'HEAD')), with: { policy: 'assay.yaml' } });
    expect(step.exitCode).toBe(1);
  });

  test('that the base does not have is a usage error, and the change’s own does not take its place', async () => {
    const github = await startGitHub({ repository: 'acme/shop', token: 't0ken' });
    await lock(locked(wrongPin));
    await job.write({ 'assay.yaml': lax });
    const step = await job.run({
      event: mergeGroup,
      token: 't0ken',
      with: { policy: 'assay.yaml' },
      env: { GITHUB_API_URL: github.apiUrl },
    });
    expect(step.exitCode).toBe(2);
    expect(step.errors).toEqual([expect.stringContaining('the policy of the base cannot be read')]);
    await github.close();
  });

  test('holds for the trusted root as well', async () => {
    const root = { mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1' };
    const files = new Map([[`${baseSha}:root.json`, Buffer.from(JSON.stringify(root))]]);
    const github = await startGitHub({ repository: 'acme/shop', token: 't0ken', may: 'read', files });
    await lock(locked());
    const step = await job.run({
      event: fromFork,
      token: 't0ken',
      with: { 'trusted-root': 'root.json' },
      env: { GITHUB_API_URL: github.apiUrl },
    });
    expect(contentsOf(github)).toEqual([`/api/v3/repos/acme/shop/contents/root.json?ref=${baseSha}`]);
    expect(step.errors.join()).not.toContain('cannot be read');
    await github.close();
  });

  test('may be the workspace’s where the workflow says so', async () => {
    await lock(locked());
    await job.write({ 'assay.yaml': 'version: 1\n' });
    const step = await job.run({ event: fromBranch, with: { policy: 'assay.yaml', 'policy-from': 'workspace' } });
    expect(step.exitCode).toBe(0);
  });

  test('would be none if the change brought its own evidence', async () => {
    await lock(locked());
    const elsewhere = join(job.outside, 'evidence.tar');
    expect(await job.run({ with: { record: elsewhere } })).toMatchObject({ exitCode: 0 });
    await job.write({ 'evidence.tar': await readFile(elsewhere) });
    const inside = await job.run({ event: fromFork, with: { offline: 'evidence.tar' } });
    expect(inside).toMatchObject({ exitCode: 2, errors: [expect.stringContaining('evidence from the workspace')] });
    expect(await job.run({ event: fromFork, with: { offline: elsewhere } })).toMatchObject({ exitCode: 0 });
    const said = { offline: 'evidence.tar', 'policy-from': 'workspace' };
    expect(await job.run({ event: fromFork, with: said })).toMatchObject({ exitCode: 0 });
  });

  test('cannot be given up with `unprotected`', async () => {
    await lock(locked());
    const step = await job.run({ event: fromFork, with: { unprotected: 'true' } });
    expect(step.exitCode).toBe(2);
  });
});

describe('a recorded run', () => {
  const wrong = () => lock(locked(wrongPin));
  const elsewhere = () => join(job.outside, 'evidence.tar');

  test('is repeated, with its lockfiles and nothing asked', async () => {
    await wrong();
    const recorded = await job.run({ with: { record: elsewhere(), json: 'then.json' } });
    const before = registry.requests.length;
    await lock(locked());
    const repeated = await job.run({ with: { replay: elsewhere(), json: 'now.json' } });
    expect([recorded.exitCode, repeated.exitCode]).toEqual([1, 1]);
    expect(registry.requests.length).toBe(before);
    const [then, now] = await Promise.all(
      ['then.json', 'now.json'].map((name) => readFile(join(job.workspace, name), 'utf8')),
    );
    expect(now).toBe(then);
  });

  test.each([
    { policy: 'assay.yaml' },
    { paths: '.' },
    { at: '2026-01-01T00:00:00Z' },
    { depth: 'pins' },
    { record: 'x' },
  ])('has its own: %j', async (more) => {
    await wrong();
    const step = await job.run({ with: { replay: elsewhere(), ...more } });
    expect(step).toMatchObject({ exitCode: 2, errors: [expect.stringContaining('exclude each other')] });
  });

  test('of the workspace repeats nothing about a change', async () => {
    await lock(locked());
    await job.run({ with: { record: 'evidence.tar' } });
    const step = await job.run({ event: fromFork, with: { replay: 'evidence.tar' } });
    expect(step).toMatchObject({ exitCode: 2, errors: [expect.stringContaining('evidence from the workspace')] });
  });
});

describe('a policy that has gone stale', () => {
  const stale = `version: 1
waivers:
  - {purl: 'pkg:npm/gone@1.0.0', check: pin-strength, reason: r, owner: o, created: 2020-01-01, expires: 2020-02-01}
`;

  test('is an error under `strict-policy`, after everything was written', async () => {
    await lock(locked());
    await job.write({ 'assay.yaml': stale });
    const files = { json: 'r.json', sarif: 'r.sarif', html: 'r.html', sbom: 'bom.json' };
    const step = await job.run({ with: { policy: 'assay.yaml', 'strict-policy': 'true', ...files } });
    expect(step).toMatchObject({ exitCode: 2, errors: [expect.stringContaining('run without `strict-policy`')] });
    expect(step.summary).toContain('left-pad');
    expect([...step.outputs]).toEqual(
      expect.arrayContaining([
        ['exit-code', '2'],
        ['sarif', 'r.sarif'],
        ['sbom', 'bom.json'],
      ]),
    );
    for (const file of Object.values(files))
      expect((await readFile(join(job.workspace, file))).length).toBeGreaterThan(0);
  });
});

describe('the log', () => {
  test('holds less, more, or everything about one package', async () => {
    await lock(locked());
    const length = async (given: Step['with']) => (await job.run({ with: given ?? {} })).stdout.length;
    const [quiet, normal, verbose] = [
      await length({ quiet: 'true' }),
      await length({}),
      await length({ verbose: 'true' }),
    ];
    expect(quiet).toBeLessThan(normal);
    expect(normal).toBeLessThan(verbose);
    const explained = await job.run({ with: { explain: 'left-pad' } });
    expect(explained.stdout).toContain('pin-strength');
    const misspelled = await job.run({ with: { explain: 'left-pda' } });
    expect(misspelled).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Did you mean') as string });
  });
});

describe('surroundings that are broken', () => {
  test('no summary file, no output file: the verdict stays, and a note says so', async () => {
    await lock(locked());
    const step = await job.run({ env: { GITHUB_STEP_SUMMARY: undefined, GITHUB_OUTPUT: undefined } });
    expect(step.exitCode).toBe(0);
    const notes = step.commands.filter(({ name }) => name === 'notice').map(({ data }) => data);
    expect(notes).toEqual(
      expect.arrayContaining([
        expect.stringContaining('GITHUB_STEP_SUMMARY is not set'),
        expect.stringContaining('GITHUB_OUTPUT is not set'),
      ]),
    );
  });

  test('a summary that cannot be written changes no verdict', async () => {
    await lock(locked(wrongPin));
    await chmod(job.outside, 0o500);
    const step = await job.run({ env: { GITHUB_STEP_SUMMARY: join(job.outside, 'file/x') } });
    expect(step.exitCode).toBe(1);
    expect(step.stdout).toContain('There is no job summary');
  });

  test('a log that is gone is no failed package', async () => {
    await lock(locked());
    const bundle = fileURLToPath(new URL('../dist/index.cjs', import.meta.url));
    const child = spawn(process.execPath, [bundle], {
      cwd: job.workspace,
      env: { PATH: process.env['PATH'], INPUT_DEPTH: 'pins' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    const errors = text(child.stderr);
    const [exitCode] = (await once(child, 'exit')) as [number | null];
    expect({ exitCode, errors: await errors }).toEqual({ exitCode: 70, errors: '' });
  });

  test('an event that cannot be read is a usage error on a pull request', async () => {
    await lock(locked());
    const step = await job.run({ event: { name: 'pull_request', payload: { pull_request: {} } } });
    expect(step).toMatchObject({ exitCode: 2, errors: [expect.stringContaining('payload')] });
  });
});

describe('names that packages choose', () => {
  const hostile = [
    ...naughtyStrings.filter((text) => text.isWellFormed()),
    'x\n::add-mask::left',
    '::stop-commands::x',
    '##[add-mask]pad',
    'x%0A::error::y',
    'a\r::warning::b',
  ];
  const places: readonly [string, (text: string) => object][] = [
    ['a name', (name) => ({ name, version: '1.0.0', resolved: `${registry.url}x.tgz`, integrity: 'sha1-AAAA' })],
    ['a version', (version) => ({ version, resolved: `${registry.url}x.tgz`, integrity: 'sha1-AAAA' })],
    ['a URL', (resolved) => ({ version: '1.0.0', resolved, integrity: 'sha1-AAAA' })],
    ['a digest', (integrity) => ({ version: '1.0.0', resolved: `${registry.url}x.tgz`, integrity })],
  ];
  test.each(places)('make no command, no output and no markup as %s, whatever they are', async (_, entry) => {
    const packages = Object.fromEntries(hostile.map((text, index) => [`node_modules/p${String(index)}`, entry(text)]));
    const lockfile = {
      name: 'shop',
      version: '1.0.0',
      lockfileVersion: 3,
      packages: { '': { name: 'shop' }, ...packages },
    };
    await job.write({ 'package-lock.json': JSON.stringify(lockfile, null, 2) });
    const step = await job.run({ with: { depth: 'pins', markdown: 'report.md' } });
    expect([1, 3]).toContain(step.exitCode);
    expect(Number(step.outputs.get('packages'))).toBeGreaterThan(300);
    const allowed = new Set(['error', 'warning', 'notice']);
    expect(step.commands.filter(({ name }) => !allowed.has(name))).toEqual([]);
    for (const kind of allowed)
      expect(step.commands.filter(({ name }) => name === kind).length).toBeLessThanOrEqual(10);
    expect(markdownProblems(step.summary)).toEqual([]);
    expect(Buffer.byteLength(step.summary)).toBeLessThan(1024 * 1024);
    expect([...step.outputs.keys()].every((name) => /^[a-z-]+$/.test(name))).toBe(true);
  });

  test('a token is masked before anything else is printed, and stands in no output', async () => {
    await lock(locked());
    const step = await job.run({ token: 'canary-0123456789', with: { json: 'report.json' } });
    expect(step.stdout.startsWith('::add-mask::canary-0123456789\n')).toBe(true);
    expect(step.stdout.split('canary').length).toBe(2);
    expect(step.summary).not.toContain('canary');
  });
});
