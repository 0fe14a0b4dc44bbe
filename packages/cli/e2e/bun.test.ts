import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  mintBunLock,
  mintPackage,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type BunLockEntry,
  type LoopbackRegistry,
  type MintedProject,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installPackedCli } from './packed-cli.js';

const pad = mintPackage({ name: 'left-pad', version: '1.3.0', packageJson: { dependencies: { dot: '^1.0.0' } } });
const dot = mintPackage({ name: 'dot', version: '1.0.0' });
const tool = mintPackage({ name: '@acme/tool', version: '2.0.0', packageJson: { bin: { tool: 'cli.js' } } });
const vendored = mintPackage({ name: 'vendored', version: '0.1.0' });
const member = mintPackage({ name: 'member', version: '0.0.1', packageJson: { dependencies: { dot: '^1.0.0' } } });

let cli: Awaited<ReturnType<typeof installPackedCli>>;
let registry: LoopbackRegistry;
let project: TemporaryFolder;
let home: TemporaryFolder;

beforeAll(async () => {
  cli = await installPackedCli();
});
afterAll(() => cli.remove());
beforeEach(async () => {
  registry = await startRegistry({ npm: [pad, dot, tool] });
  project = await temporaryFolder();
  home = await temporaryFolder();
  await writeFile(join(home.path, '.npmrc'), `registry=${registry.url}\n`);
});
afterEach(async () => {
  await registry.close();
  await project.remove();
  await home.remove();
});

const testedElsewhere: ReadonlySet<string> = new Set([
  ...['registry-signature', 'provenance', 'publisher', 'gem-signature'],
  ...['install-scripts', 'yanked', 'source-confusion'],
]);

interface Told {
  readonly exitCode: number | null;
  /** `check/code` of everything that is not proven or not applicable. */
  readonly reasons: readonly string[];
  readonly stdout: string;
}

interface Finding {
  readonly check: string;
  readonly code: string;
  readonly outcome: string;
}

async function verify(minted: MintedProject, ...args: string[]): Promise<Told> {
  await writeFiles(project.path, minted.files);
  const env = { HOME: home.path };
  const { status, stdout, stderr } = await cli.run(['verify', '--format', 'json', ...args], { cwd: project.path, env });
  expect(stderr).toBe('');
  const { report } = JSON.parse(stdout) as { report: { findings: readonly Finding[] } };
  const bad = report.findings.filter(
    ({ check, outcome }) => !testedElsewhere.has(check) && outcome !== 'proven' && outcome !== 'not-applicable',
  );
  const reasons = [...new Set(bad.map(({ check, code }) => `${check}/${code}`))].sort();
  return { exitCode: status, reasons, stdout };
}

const entries: readonly BunLockEntry[] = [
  { kind: 'registry', package: pad },
  { kind: 'registry', package: dot, group: null },
  { kind: 'registry', package: tool, group: 'devDependencies' },
  { kind: 'registry', package: pad, at: 'alias' },
  { kind: 'archive', package: vendored, path: 'libs/vendored.tgz' },
  { kind: 'member', package: member, folder: 'packages/member' },
];

describe('a project locked by bun', () => {
  test.each([0, 1, 2, 3] as const)('in version %i passes with exit code 0 at full depth', async (lockfileVersion) => {
    const minted = mintBunLock({ entries, lockfileVersion, sections: { trustedDependencies: ['dot'] } });
    expect(await verify(minted)).toMatchObject({ exitCode: 0, reasons: [] });
    const asked = registry.requests.map(({ path }) => path);
    expect(asked.filter((path) => path.endsWith('.tgz')).sort()).toEqual([
      '/@acme/tool/-/tool-2.0.0.tgz',
      '/dot/-/dot-1.0.0.tgz',
      '/left-pad/-/left-pad-1.3.0.tgz',
    ]);
  });

  test('passes where bun wrote the URL of a private registry', async () => {
    const url = `${registry.url}left-pad/-/left-pad-1.3.0.tgz`;
    const minted = mintBunLock({ entries: [{ kind: 'registry', package: pad, url }, entries[1]!] });
    expect(await verify(minted)).toMatchObject({ exitCode: 0, reasons: [] });
  });

  test('at depths registry and pins no archive is fetched', async () => {
    const minted = mintBunLock({ entries });
    expect(await verify(minted, '--depth', 'registry')).toMatchObject({ exitCode: 0, reasons: [] });
    expect(registry.requests.filter(({ path }) => path.endsWith('.tgz'))).toEqual([]);
    const before = registry.requests.length;
    expect(await verify(minted, '--depth', 'pins')).toMatchObject({ exitCode: 0, reasons: [] });
    expect(registry.requests).toHaveLength(before);
  });
});

describe('each thing that can be wrong in it has its own code, and none ends with 0', () => {
  const wrong = `sha512-${Buffer.alloc(64, 7).toString('base64')}`;
  const checks = [
    'archive-safety',
    'artifact-digest',
    'gem-signature',
    'manifest-match',
    'pin-strength',
    'registry-digest',
    'source',
  ];
  const unjudged = checks.filter((check) => !testedElsewhere.has(check)).map((check) => `${check}/unsupported-entry`);
  const cases: Record<
    string,
    { entries: () => readonly BunLockEntry[]; reasons: readonly string[]; exitCode: number }
  > = {
    'another digest': {
      entries: () => [{ kind: 'registry', package: dot, integrity: wrong }],
      reasons: ['artifact-digest/artifact-digest-mismatch', 'registry-digest/registry-digest-mismatch'],
      exitCode: 1,
    },
    'no digest': {
      entries: () => [{ kind: 'registry', package: dot, integrity: null }],
      reasons: ['artifact-digest/no-pin', 'pin-strength/pin-missing', 'registry-digest/no-pin'],
      exitCode: 1,
    },
    'a URL on another host': {
      entries: () => [{ kind: 'registry', package: dot, url: 'https://evil.example/dot/-/dot-1.0.0.tgz' }],
      reasons: [
        'archive-safety/not-asked',
        'artifact-digest/not-asked',
        'manifest-match/not-asked',
        'registry-digest/not-asked',
        'source/registry-not-allowed',
      ],
      exitCode: 1,
    },
    'another package in the place of one': {
      entries: () => [{ kind: 'raw', at: 'evil', value: ['dot@1.0.0', '', {}, dot.integrity] }],
      reasons: ['lock-drift/orphan-package', ...unjudged].sort(),
      exitCode: 3,
    },
    'a dependency that the package does not ask for': {
      entries: () => [{ kind: 'registry', package: dot, info: { dependencies: { evil: '1.0.0' } } }],
      reasons: ['manifest-match/manifest-dependencies-mismatch'],
      exitCode: 1,
    },
    'a command that runs another file': {
      entries: () => [{ kind: 'registry', package: tool, info: { bin: { tool: 'evil.js' } } }],
      reasons: ['manifest-match/manifest-bin-mismatch'],
      exitCode: 1,
    },
    'a folder of commands that the package does not have': {
      entries: () => [{ kind: 'registry', package: dot, info: { binDir: './lib' } }],
      reasons: ['manifest-match/manifest-bin-mismatch'],
      exitCode: 1,
    },
    'a bundle that the archive does not hold': {
      entries: () => [
        { kind: 'registry', package: pad },
        { kind: 'registry', package: dot, at: 'left-pad/dot', info: { bundled: true } },
      ],
      reasons: ['manifest-match/bundled-missing'],
      exitCode: 1,
    },
  };

  test.each(Object.entries(cases))('%s', async (_what, { entries: wrongEntries, reasons, exitCode }) => {
    const told = await verify(mintBunLock({ entries: wrongEntries() }));
    expect({ exitCode: told.exitCode, reasons: told.reasons }).toEqual({ exitCode, reasons });
  });
});
