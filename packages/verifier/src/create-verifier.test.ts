import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  mintGemfileLock,
  mintGemRelease,
  mintPackage,
  mintPackageLock,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type LoopbackRegistry,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVerifier } from './create-verifier.js';
import type { VerifierOptions } from './options.js';
import { readTime } from './read-time.js';
import { version } from './version.js';

const good = mintPackage({ name: 'left-pad', version: '1.3.0' });

let registry: LoopbackRegistry;
let project: TemporaryFolder;
let home: TemporaryFolder;

beforeEach(async () => {
  registry = await startRegistry({ npm: [good] });
  project = await temporaryFolder();
  home = await temporaryFolder();
  await writeFile(join(home.path, '.npmrc'), `registry=${registry.url}\n`);
  await writeFiles(
    project.path,
    mintPackageLock({ registry: registry.url, entries: [{ kind: 'registry', package: good }] }).files,
  );
});
afterEach(async () => {
  await registry.close();
  await project.remove();
  await home.remove();
});

function verify(options: VerifierOptions = {}, paths = [project.path]) {
  return createVerifier({ env: { HOME: home.path }, at: '2026-11-22T00:00:00Z', store: null, ...options }).verify(
    paths,
  );
}

describe('createVerifier', () => {
  test('gives the report of the command line', async () => {
    const { report, inventory, notes } = await verify();
    expect(report).toMatchObject({ decision: 'warn', exitCode: 0, depth: 'artifacts', at: '2026-11-22T00:00:00Z' });
    expect(inventory.subjects.map(({ purl }) => purl)).toEqual(['pkg:npm/left-pad@1.3.0']);
    expect(notes).toEqual([]);
  });

  test('replays a recording to the same report, with the registry gone', async () => {
    const record = join(home.path, 'evidence.tar');
    const { report } = await verify({ record });
    await registry.close();
    expect((await verify({ replay: record })).report).toEqual(report);
    registry = await startRegistry();
  });

  test('replays the recorded policy and time, not today’s', async () => {
    const record = join(home.path, 'evidence.tar');
    const policy = { file: 'assay.yaml', text: 'version: 1\nrules: [{ checks: { manifest-match: ignore } }]\n' };
    const { report } = await verify({ record, policy, depth: 'registry' });
    const replayed = await verify({ replay: record, at: '2030-01-01T00:00:00Z', depth: 'artifacts' });
    expect(replayed.report).toEqual(report);
  });

  test('judges offline at full depth unless told otherwise: a recording cannot lower it', async () => {
    const record = join(home.path, 'evidence.tar');
    await verify({ record, depth: 'registry' });
    expect((await verify({ offline: record })).report).toMatchObject({ depth: 'artifacts', exitCode: 3 });
    expect((await verify({ offline: record, depth: 'registry' })).report).toMatchObject({ exitCode: 0 });
  });

  test('says that a replay was judged by what the recording brings', async () => {
    const record = join(home.path, 'evidence.tar');
    await verify({ record });
    expect((await verify({ replay: record })).notes.join(' ')).toContain('not yours');
  });

  test('offline opens no connection', async () => {
    const record = join(home.path, 'evidence.tar');
    await verify({ record });
    const before = registry.requests.length;
    await verify({ offline: record });
    await verify({ replay: record });
    expect(registry.requests).toHaveLength(before);
  });

  test('a run that fails leaves no evidence file', async () => {
    const record = join(home.path, 'evidence.tar');
    const onSubject = () => {
      throw new Error('the caller’s own mistake');
    };
    await expect(verify({ record, onSubject })).rejects.toThrow('mistake');
    expect(() => readFileSync(record)).toThrow('ENOENT');
  });

  test('never finds a policy in the checkout by itself', async () => {
    await writeFile(
      join(project.path, 'assay.yaml'),
      'version: 1\nallowEmpty: true\nrules: [{ checks: { source: ignore } }]\n',
    );
    const beside = await verify();
    expect(beside.notes.join(' ')).toContain('assay.yaml was not used');
    const own = await verify({ unprotected: true });
    expect(own.report.policyDigest).not.toEqual(beside.report.policyDigest);
    expect(own.report.warnings.join(' ')).toContain('comes with what it judges');
    await rm(join(project.path, 'assay.yaml'));
    expect((await verify()).report.policyDigest).toEqual(beside.report.policyDigest);
  });

  test('trusts what the checkout proposes only when told to, and says so', async () => {
    await writeFile(join(home.path, '.npmrc'), '');
    await writeFile(join(project.path, '.npmrc'), `registry=${registry.url}\n`);
    const guarded = await verify({ depth: 'pins' });
    expect(guarded.report.exitCode).toBe(1);
    const { report } = await verify({ depth: 'pins', unprotected: true });
    expect(report.exitCode).toBe(0);
    expect(report.warnings.join(' ')).toContain('--unprotected');
  });

  test('lets the caller answer for the registry', async () => {
    const { report } = await verify({ source: { get: () => Promise.resolve({ state: 'denied', status: 403 }) } });
    expect(report.exitCode).toBe(3);
    expect(registry.requests).toEqual([]);
  });

  test.each([
    ['a folder without lockfile', { paths: ['nowhere/at/all'] }, 'ERR_USAGE'],
    ['a time that is none', { options: { at: 'now' } }, 'ERR_USAGE'],
    ['a policy that is none', { options: { policy: { file: 'p.yaml', text: 'version: 2\n' } } }, 'ERR_POLICY'],
    ['an evidence file that is none', { options: { replay: import.meta.filename } }, 'ERR_EVIDENCE_FILE'],
    [
      'an own source to record',
      { options: { record: 'x', source: { get: () => Promise.reject(new Error()) } } },
      'ERR_USAGE',
    ],
  ] as const)(
    'refuses %s with a code',
    async (_title, { options = {}, paths }: { options?: VerifierOptions; paths?: readonly string[] }, code) => {
      await expect(verify(options, paths === undefined ? undefined : [...paths])).rejects.toMatchObject({ code });
    },
  );

  test('a folder that holds no lockfile has nothing to verify, and says what was looked for', async () => {
    const { report } = await verify({}, [home.path]);
    expect(report).toMatchObject({ decision: 'unverified', exitCode: 3 });
    expect(report.reason).toContain('package-lock.json');
    await writeFile(join(home.path, 'bun.lockb'), '');
    expect((await verify({}, [home.path])).report.reason).toContain('bun.lockb is there');
  });

  test('an unread lockfile beside a good one leaves the run unverified', async () => {
    await writeFile(join(project.path, 'bun.lockb'), '');
    expect((await verify()).report).toMatchObject({ decision: 'unverified', exitCode: 3 });
    const policy = { file: 'p.yaml', text: 'version: 1\nacceptGaps: [lockfile-not-read]\n' };
    expect((await verify({ policy })).report).toMatchObject({ decision: 'warn', exitCode: 0 });
  });

  test('what lies beside the lockfiles is replayed too', async () => {
    await writeFile(join(project.path, 'bun.lockb'), '');
    const record = join(home.path, 'evidence.tar');
    const { report } = await verify({ record });
    expect(report.exitCode).toBe(3);
    expect((await verify({ replay: record })).report).toEqual(report);
  });

  test('a checkout that leads its client to another lockfile leaves the run unverified', async () => {
    const rack = mintGemRelease({ name: 'rack', version: '3.0.8' });
    registry.serve({ gems: [rack] });
    await rm(join(project.path, 'package-lock.json'));
    const gems = mintGemfileLock({ sources: [{ kind: 'registry', remote: registry.url, gems: [rack] }] });
    await writeFiles(project.path, gems.files);
    const policy = {
      file: 'p.yaml',
      text: `version: 1\nregistries: [{ ecosystem: rubygems, url: '${registry.url}', insecure: true }]\n`,
    };
    expect((await verify({ policy })).report.exitCode).toBe(0);
    await writeFiles(project.path, { '.bundle/config': '---\nBUNDLE_GEMFILE: "Other"\n' });
    expect((await verify({ policy })).report).toMatchObject({ decision: 'unverified', exitCode: 3 });
  });

  test.each<[string, unknown]>([
    ['a depth that does not exist', { depth: 'deep' }],
    ['an option with a typo', { depht: 'pins' }],
    ['an option called like a method of every object', { toString: 1 }],
    ['a policy as a bare text', { policy: 'assay.yaml' }],
    ['two evidence files', { record: 'a', replay: 'b' }],
  ])('refuses %s at once', (_title, options) => {
    expect(() => createVerifier(options as VerifierOptions)).toThrow(expect.objectContaining({ code: 'ERR_USAGE' }));
  });

  test.each([
    ['a text', '/path'],
    ['an object', { paths: [] }],
    ['a list of other things', [1]],
  ])('refuses %s as paths', async (_title, paths) => {
    await expect(createVerifier().verify(paths as unknown as readonly string[])).rejects.toMatchObject({
      code: 'ERR_USAGE',
    });
  });
});

test('times are UTC at full seconds', () => {
  expect(readTime('2026-11-22T12:00:00.123+02:00')).toBe('2026-11-22T10:00:00Z');
  for (const text of [
    '',
    '2026-11-22',
    '2026-13-01T00:00:00Z',
    '2026-11-22T12:00:00',
    'Sun, 22 Nov 2026 00:00:00 GMT',
  ]) {
    expect(() => readTime(text)).toThrow('is not a time');
  }
});

test('the version is that of every package', () => {
  for (const name of ['verifier', 'cli', 'model']) {
    const manifest = JSON.parse(readFileSync(new URL(`../../${name}/package.json`, import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(manifest.version).toBe(version);
  }
  expect(readFileSync(new URL('../../cli/src/version.ts', import.meta.url), 'utf8')).toContain(`'${version}'`);
});
