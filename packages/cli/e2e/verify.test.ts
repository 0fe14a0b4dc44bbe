import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  gzip,
  mintGemRelease,
  mintGemfileLock,
  mintOldPnpmLock,
  mintPackage,
  mintPackageLock,
  mintPnpmLock,
  mintTarball,
  rawTgz,
  runClient,
  sri,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type LoopbackRegistry,
  type MintedProject,
  type NpmLockEntry,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installPackedCli } from './packed-cli.js';

const good = mintPackage({ name: 'left-pad', version: '1.3.0' });
const scoped = mintPackage({ name: '@acme/tool', version: '2.0.0' });
const other = mintPackage({ name: 'right-pad', version: '1.0.0' });

let cli: Awaited<ReturnType<typeof installPackedCli>>;
let registry: LoopbackRegistry;
let project: TemporaryFolder;
let home: TemporaryFolder;

beforeAll(async () => {
  cli = await installPackedCli();
});
afterAll(() => cli.remove());
beforeEach(async () => {
  registry = await startRegistry({ npm: [good, scoped, other] });
  project = await temporaryFolder();
  home = await temporaryFolder();
  await writeFile(join(home.path, '.npmrc'), `registry=${registry.url}\n`);
});
afterEach(async () => {
  await registry.close();
  await project.remove();
  await home.remove();
});

function assay(...args: string[]) {
  return cli.run(args, { cwd: project.path, env: { HOME: home.path } });
}

interface Told {
  readonly exitCode: number | null;
  /** `check/code` of everything that is not proven or not applicable. */
  readonly reasons: readonly string[];
  readonly stdout: string;
  readonly stderr: string;
}

async function verify(minted: MintedProject, ...args: string[]): Promise<Told> {
  await writeFiles(project.path, minted.files);
  const { status, stdout, stderr } = await assay('verify', '--format', 'json', ...args);
  const reasons = stdout === '' ? [] : reasonsOf(stdout);
  return { exitCode: status, reasons, stdout, stderr };
}

/** What is minted here is signed by nobody; who signed has tests of its own, and so have checks that only prefer. */
const testedElsewhere: ReadonlySet<string> = new Set([
  ...['registry-signature', 'provenance', 'publisher', 'gem-signature'],
  ...['install-scripts', 'yanked'],
]);

function reasonsOf(json: string): readonly string[] {
  const { report } = JSON.parse(json) as { report: { findings: { check: string; code: string; outcome: string }[] } };
  const bad = report.findings.filter(
    ({ check, outcome }) => !testedElsewhere.has(check) && outcome !== 'proven' && outcome !== 'not-applicable',
  );
  return [...new Set(bad.map(({ check, code }) => `${check}/${code}`))].sort();
}

function lock(...entries: NpmLockEntry[]): MintedProject {
  return mintPackageLock({ registry: registry.url, entries });
}

const locked = (from: Omit<Extract<NpmLockEntry, { kind: 'registry' | 'bundled' }>, 'kind' | 'package'> = {}) =>
  ({ kind: 'registry', package: good, ...from }) as const;

describe('a project in order', () => {
  test('passes with exit code 0, locked by npm', async () => {
    const told = await verify(lock(locked(), { kind: 'registry', package: scoped }));
    expect(told).toMatchObject({ exitCode: 0, reasons: [], stderr: '' });
  });

  test.each(['package-lock.json', 'npm-shrinkwrap.json'] as const)(
    'passes with exit code 0 at all depths, locked by npm 6 in %s',
    async (fileName) => {
      const inner = mintPackage({ name: 'inner', version: '0.1.0' });
      const entries: NpmLockEntry[] = [
        locked({ at: 'node_modules/alias' }),
        locked(),
        { kind: 'registry', package: scoped, scope: 'dev' },
        { kind: 'archive', package: inner, path: 'libs/inner.tgz' },
      ];
      const minted = mintPackageLock({ registry: registry.url, entries, lockfileVersion: 1, fileName });
      for (const depth of ['pins', 'registry', 'artifacts']) {
        expect(await verify(minted, '--depth', depth)).toMatchObject({ exitCode: 0, reasons: [] });
      }
      const wrong = mintPackageLock({
        registry: registry.url,
        entries: [locked({ integrity: sri('sha512', new Uint8Array([1])) })],
        lockfileVersion: 1,
        fileName,
      });
      expect(await verify(wrong)).toMatchObject({
        exitCode: 1,
        reasons: ['artifact-digest/artifact-digest-mismatch', 'registry-digest/registry-digest-mismatch'],
      });
    },
  );

  describe('with npm-shrinkwrap.json beside package-lock.json, which npm then ignores', () => {
    const bad = (fileName: 'npm-shrinkwrap.json' | 'package-lock.json') =>
      mintPackageLock({
        registry: registry.url,
        entries: [locked({ integrity: sri('sha512', new Uint8Array([1])) })],
        fileName,
      });
    const fine = (fileName: 'npm-shrinkwrap.json' | 'package-lock.json') =>
      mintPackageLock({ registry: registry.url, entries: [locked()], fileName });
    const both = (one: MintedProject, two: MintedProject): MintedProject => ({
      ...one,
      files: { ...two.files, ...one.files },
    });

    test('a clean package-lock.json does not stand in for a bad shrinkwrap, nor a bad one make a clean one fail', async () => {
      const refused = await verify(both(bad('npm-shrinkwrap.json'), fine('package-lock.json')));
      expect(refused.exitCode).toBe(1);
      const passed = await verify(both(fine('npm-shrinkwrap.json'), bad('package-lock.json')));
      expect(passed).toMatchObject({ exitCode: 0, reasons: [] });
      expect(passed.stdout).toContain('lockfile-passed-over');
      expect(passed.stdout).toContain('package-lock.json');
    });

    test('naming the one that npm ignores verifies nothing', async () => {
      const told = await verify(both(fine('package-lock.json'), bad('npm-shrinkwrap.json')), 'package-lock.json');
      expect(told.exitCode).toBe(3);
      expect(told.stdout).toContain('lockfile-not-preferred');
    });
  });

  test('passes with exit code 0, locked by pnpm', async () => {
    const minted = mintPnpmLock({ entries: [{ kind: 'registry', package: good }] });
    expect(await verify(minted)).toMatchObject({ exitCode: 0, reasons: [] });
  });

  test.each(['5.4', '6.0'] as const)('passes with exit code 0, locked by an old pnpm (%s)', async (lockfileVersion) => {
    const entries = [
      { kind: 'registry', package: good },
      { kind: 'registry', package: scoped, alias: 'tool', group: 'devDependencies' },
    ] as const;
    expect(await verify(mintOldPnpmLock({ lockfileVersion, entries }))).toMatchObject({ exitCode: 0, reasons: [] });
    const evil = [{ ...entries[0], integrity: other.integrity }, entries[1]];
    expect(await verify(mintOldPnpmLock({ lockfileVersion, entries: evil }))).toMatchObject({ exitCode: 1 });
  });

  test('passes with exit code 0, locked by Bundler with checksums', async () => {
    const rack = mintGemRelease({ name: 'rack', version: '3.0.8' });
    registry.serve({ gems: [rack] });
    const minted = mintGemfileLock({ sources: [{ kind: 'registry', remote: registry.url, gems: [rack] }] });
    await writeFile(
      join(project.path, 'policy.yaml'),
      `version: 1\nregistries:\n  - { ecosystem: rubygems, url: '${registry.url}', insecure: true }\n`,
    );
    expect(await verify(minted, '--policy', 'policy.yaml')).toMatchObject({ exitCode: 0, reasons: [] });
  });

  test('gives the same bytes twice, whether archives come from the registry or the store', async () => {
    const minted = lock(locked());
    const first = await verify(minted, '--at', '2026-01-01T00:00:00Z');
    const second = await verify(minted, '--at', '2026-01-01T00:00:00Z');
    expect(second.stdout).toBe(first.stdout);
    expect(registry.requests.filter(({ path }) => path.endsWith('.tgz'))).toHaveLength(1);
  });
});

describe('each thing that can be wrong has its own code, and none ends with 0', () => {
  const cases: Record<string, { project: () => MintedProject; reasons: readonly string[]; exitCode: number }> = {
    'a tampered digest': {
      project: () => lock(locked({ integrity: sri('sha512', new TextEncoder().encode('other')) })),
      reasons: ['artifact-digest/artifact-digest-mismatch', 'registry-digest/registry-digest-mismatch'],
      exitCode: 1,
    },
    'a tampered archive': {
      project: () => {
        registry.setFault('/left-pad/-/left-pad-1.3.0.tgz', {
          kind: 'body',
          body: mintTarball({ name: 'left-pad', version: '1.3.0', files: { 'index.js': 'evil()' } }),
        });
        return lock(locked());
      },
      reasons: ['artifact-digest/artifact-digest-mismatch'],
      exitCode: 1,
    },
    'a swapped registry': {
      project: () => lock(locked({ resolved: 'https://evil.example/left-pad/-/left-pad-1.3.0.tgz' })),
      reasons: ['registry-not-allowed', 'not-asked'].flatMap((code) =>
        code === 'not-asked'
          ? ['archive-safety', 'artifact-digest', 'manifest-match', 'registry-digest'].map(
              (check) => `${check}/${code}`,
            )
          : [`source/${code}`],
      ),
      exitCode: 1,
    },
    'a renamed package': {
      project: () => {
        const posing = mintPackage({ ...good, bytes: other.bytes });
        registry.serve({ npm: [posing] });
        return lock({ kind: 'registry', package: posing });
      },
      reasons: ['manifest-match/manifest-name-mismatch', 'manifest-match/manifest-version-mismatch'],
      exitCode: 1,
    },
    'the archive of another package under this name’s entry': {
      project: () => lock(locked({ resolved: `${registry.url}right-pad/-/right-pad-1.0.0.tgz` })),
      reasons: [
        'archive-safety/not-asked',
        'artifact-digest/not-asked',
        'manifest-match/not-asked',
        'registry-digest/not-asked',
        'source/url-mismatch',
      ],
      exitCode: 1,
    },
    'a missing pin': {
      project: () => lock(locked({ integrity: null })),
      reasons: ['artifact-digest/no-pin', 'pin-strength/pin-missing', 'registry-digest/no-pin'],
      exitCode: 1,
    },
    'a weak pin': {
      project: () => lock(locked({ integrity: sri('sha1', good.bytes) })),
      reasons: [
        'artifact-digest/artifact-digest-weak',
        'pin-strength/pin-weak',
        'registry-digest/registry-digest-weak',
      ],
      exitCode: 1,
    },
    'a lying registry': {
      project: () => {
        const dist = { integrity: sri('sha512', other.bytes) };
        registry.serve({ npm: [mintPackage({ name: 'left-pad', version: '1.3.0', dist })] });
        return lock(locked());
      },
      reasons: ['registry-digest/registry-digest-mismatch'],
      exitCode: 1,
    },
    'an archive with a path that leads out': {
      project: () => {
        const bytes = rawTgz([
          { name: 'package/package.json', content: '{"name":"left-pad","version":"1.3.0"}' },
          { name: 'package/../../x', content: 'x' },
        ]);
        const hostile = mintPackage({ name: 'left-pad', version: '1.3.0', bytes });
        registry.serve({ npm: [hostile] });
        return lock({ kind: 'registry', package: hostile });
      },
      reasons: ['archive-safety/name-parent'],
      exitCode: 1,
    },
    'a registry that answers with an error': {
      project: () => {
        registry.setFault(() => true, { kind: 'status', status: 404 });
        return lock(locked());
      },
      reasons: ['archive-safety', 'artifact-digest', 'manifest-match', 'registry-digest'].map(
        (check) => `${check}/not-found`,
      ),
      exitCode: 3,
    },
    'a registry that refuses access': {
      project: () => {
        registry.setFault(() => true, { kind: 'status', status: 403 });
        return lock(locked());
      },
      reasons: ['archive-safety', 'artifact-digest', 'manifest-match', 'registry-digest'].map(
        (check) => `${check}/denied`,
      ),
      exitCode: 3,
    },
    'metadata that is a web page': {
      project: () => {
        registry.setFault('/left-pad/1.3.0', { kind: 'html' });
        return lock(locked());
      },
      reasons: ['registry-digest/unreadable'],
      exitCode: 3,
    },
    'a git dependency': {
      project: () =>
        lock({ kind: 'git', package: other, url: 'git+https://git.example/right-pad.git', commit: 'a'.repeat(40) }),
      reasons: ['archive-safety', 'artifact-digest', 'manifest-match']
        .map((check) => `${check}/git-not-fetched`)
        .concat('source/git-source'),
      exitCode: 1,
    },
    'no package at all': { project: () => lock(), reasons: [], exitCode: 3 },
  };

  for (const [title, { project: make, reasons, exitCode }] of Object.entries(cases)) {
    test(title, async () => {
      const told = await verify(make());
      expect({ exitCode: told.exitCode, reasons: told.reasons }).toEqual({ exitCode, reasons: [...reasons].sort() });
    });
  }

  test('a dead registry', async () => {
    const minted = lock(locked());
    await registry.close();
    const told = await verify(minted);
    expect(told.exitCode).toBe(3);
    expect(told.reasons).toContain('registry-digest/connect-failure');
    registry = await startRegistry();
  });

  test('no request leaves for a registry that only the checkout names', async () => {
    const evil = await startRegistry({ npm: [good], host: 'localhost' });
    await writeFile(
      join(project.path, '.npmrc'),
      `registry=${evil.url}\n//${new URL(evil.url).host}/:_authToken=\${HOME}\n`,
    );
    const told = await verify(lock(locked({ resolved: `${evil.url}left-pad/-/left-pad-1.3.0.tgz` })));
    expect(told.exitCode).toBe(1);
    expect(told.reasons).toContain('source/registry-not-allowed');
    expect(evil.requests).toEqual([]);
    await evil.close();
  });
});

describe('usage and configuration errors end with 2', () => {
  const cases: Record<string, { args: readonly string[]; says: string }> = {
    'an unknown command': { args: ['verfy'], says: 'no command "verfy"; did you mean `verify`?' },
    'an unknown option': { args: ['verify', '--dept', 'pins'], says: '--dept' },
    'an unknown depth': { args: ['verify', '--depth', 'deep'], says: 'pins, registry, artifacts' },
    'a repeated option': { args: ['verify', '--depth', 'pins', '--depth', 'artifacts'], says: '2 times' },
    'a path that is not there': { args: ['verify', 'nowhere'], says: 'no such file' },
    'a file that is no lockfile': { args: ['verify', 'notes.txt'], says: 'not a lockfile' },
    'a policy with a typo': { args: ['verify', '--policy', 'typo.yaml'], says: 'typo.yaml:2' },
    'a time that is none': { args: ['verify', '--at', 'tomorrow'], says: 'not a time' },
    'recording and replaying at once': {
      args: ['verify', '--record', 'a', '--replay', 'b'],
      says: 'exclude each other',
    },
    'an evidence file that is none': { args: ['verify', '--replay', 'notes.txt'], says: 'notes.txt' },
    'a lockfile that cannot be read': { args: ['verify', 'broken'], says: 'broken/package-lock.json' },
    'no command': { args: [], says: 'assay verify' },
  };

  for (const [title, { args, says }] of Object.entries(cases)) {
    test(title, async () => {
      await writeFiles(project.path, {
        ...lock(locked()).files,
        'notes.txt': 'notes',
        'typo.yaml': 'version: 1\nregistrys: []\n',
        'broken/package-lock.json': '{"lockfileVersion": 3, "packages": {',
      });
      const { status, stderr, stdout } = await assay(...args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toContain(says);
    });
  }

  test('a lockfile of a version that is not known says what to do', async () => {
    await writeFiles(project.path, { 'package-lock.json': '{"name":"x","version":"1.0.0","lockfileVersion":9}' });
    const { status, stderr } = await assay('verify');
    expect(status).toBe(2);
    expect(stderr).toContain('→');
  });
});

describe('recorded evidence', () => {
  test('replays to the same bytes with no registry', async () => {
    const recorded = await verify(lock(locked()), '--record', 'evidence.tar');
    await registry.close();
    const { status, stdout } = await assay('verify', '--format', 'json', '--replay', 'evidence.tar');
    expect({ status, stdout }).toEqual({ status: recorded.exitCode, stdout: recorded.stdout });
    registry = await startRegistry();
  });

  test('judges offline by today’s policy and time', async () => {
    await verify(lock(locked()), '--record', 'evidence.tar');
    await registry.close();
    const { status, stdout } = await assay(
      'verify',
      '--format',
      'json',
      '--offline',
      'evidence.tar',
      '--at',
      '2030-01-01T00:00:00Z',
    );
    expect(status).toBe(0);
    expect(stdout).toContain('"at":"2030-01-01T00:00:00Z"');
    registry = await startRegistry();
  });

  test('does not answer for a lockfile that was changed since', async () => {
    await verify(lock(locked()), '--record', 'evidence.tar');
    await registry.close();
    const changed = await verify(lock({ kind: 'registry', package: other }), '--offline', 'evidence.tar');
    expect(changed.exitCode).toBe(3);
    expect(changed.reasons).toContain('artifact-digest/not-recorded');
    registry = await startRegistry();
  });
});

describe('output', () => {
  test('never holds a secret of the client configuration', async () => {
    const canary = 'canary-7c1f6f2e';
    const { host } = new URL(registry.url);
    await writeFile(join(home.path, '.npmrc'), `registry=${registry.url}\n//${host}/:_authToken=${canary}\n`);
    const told = await verify(lock(locked()), '--record', 'evidence.tar');
    const human = await assay('verify', '--verbose');
    const evidence = await readFile(join(project.path, 'evidence.tar'), 'latin1');
    expect(registry.requests.some(({ headers }) => headers['authorization'] === `Bearer ${canary}`)).toBe(true);
    for (const text of [told.stdout, told.stderr, human.stdout, human.stderr, evidence])
      expect(text).not.toContain(canary);
  });

  test('holds no escape byte when it is no terminal, whatever a package is called', async () => {
    const name = 'evil\u001b]8;;https://evil.example\u0007\u202e\n::add-mask::x';
    await verify(lock({ kind: 'raw', at: `node_modules/${name}`, value: { version: '1.0.0' } }));
    const { status, stdout } = await assay('verify');
    expect(status).toBe(3);
    // eslint-disable-next-line no-control-regex
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(stdout).not.toMatch(/^::/m);
  });

  test('is explained package by package', async () => {
    await verify(lock(locked()));
    const { status, stdout } = await assay('verify', '--explain', 'left-pad@1.3.0');
    expect(status).toBe(0);
    expect(stdout).toContain('artifact-digest: proven (artifact-digest-match)');
  });

  test('tells an unread lockfile beside a read one', async () => {
    const minted = lock(locked());
    const told = await verify({ ...minted, files: { ...minted.files, 'bun.lockb': '' } });
    expect(told.stdout).toContain('lockfile-not-read');
  });

  test('replaces a link that lies under the output’s name, and leaves its target alone', async () => {
    await writeFile(join(home.path, 'victim'), 'precious');
    await writeFiles(project.path, lock(locked()).files);
    await symlink(join(home.path, 'victim'), join(project.path, 'report.json'));
    await assay('verify', '--depth', 'pins', '--format', 'json', '--output', 'report.json');
    expect(await readFile(join(home.path, 'victim'), 'utf8')).toBe('precious');
    expect(await readFile(join(project.path, 'report.json'), 'utf8')).toContain('"decision":"pass"');
  });

  test('goes to a file on request', async () => {
    await verify(lock(locked()));
    const { status, stdout } = await assay('verify', '--format', 'json', '--output', 'report.json');
    expect(status).toBe(0);
    expect(stdout).toContain('PASS');
    expect(JSON.parse(await readFile(join(project.path, 'report.json'), 'utf8'))).toHaveProperty(
      'report.decision',
      'warn',
    );
  });
});

describe('the example program', () => {
  test('lists what a gate wants to know and ends with the report’s exit code', async () => {
    await writeFiles(project.path, lock(locked({ integrity: null })).files);
    const program = fileURLToPath(new URL('../../../examples/library/verify.mjs', import.meta.url));
    const { status, stdout } = await runClient(process.execPath, [program, project.path], { env: { HOME: home.path } });
    expect(status).toBe(1);
    expect(stdout).toContain('left-pad 1.3.0: pin-strength/pin-missing');
  });
});

describe('inspect', () => {
  test('lists a good archive with 0 and a bad one with 1', async () => {
    await writeFiles(project.path, { 'good.tgz': good.bytes, 'bad.tgz': gzip(new TextEncoder().encode('no tar')) });
    expect(await assay('inspect', 'good.tgz')).toMatchObject({ status: 0 });
    const bad = await assay('inspect', 'bad.tgz');
    expect(bad.status).toBe(1);
    expect(bad.stdout).toContain('tar-');
  });
});
