/** Whole runs in checkouts that bring a trust store: a forged root under the name of one that ships. */

import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from '@assay/model';
import {
  githubIdentity,
  mintPackage,
  mintPackageLock,
  mintSigstore,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type LoopbackRegistry,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createVerifier } from './create-verifier.js';
import { importTrustFile, showTrust } from './trust-commands.js';
import { verifyAttestation } from './verify-attestation.js';

const at = '2026-11-22T00:00:00Z';
const forger = mintSigstore();
const forged = JSON.stringify(forger.trustedRoot());
const identity = githubIdentity({ repository: 'acme/tool', repositoryId: '42', ownerId: '7', ref: 'refs/tags/v1.0.0' });

interface Place {
  /** Below the test's folder. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Folders of lockfiles; default: the working folder. */
  readonly lockfiles?: readonly string[];
}

let folder: TemporaryFolder;
let registry: LoopbackRegistry;
const path = (...names: string[]) => join(folder.path, ...names);
const inFolder = ({ env }: Place) =>
  Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value === '' ? '' : path(value)]));

beforeAll(async () => {
  registry = await startRegistry();
});
afterAll(() => registry.close());
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await folder.remove();
});

/** Puts the forged root into the store that this environment names. */
async function plant(env: Place['env']): Promise<void> {
  await writeFiles(folder.path, { 'forged.json': forged, 'nowhere/x': '' });
  const options = { file: path('forged.json'), name: 'sigstore-public-good', at };
  await importTrustFile({ ...options, env: inFolder({ cwd: '', env }), cwd: path('nowhere') });
}

interface Outcome {
  /** The forged root is one of the roots of the run. */
  readonly forged: boolean;
  /** The run says that it left a store alone, and how to name it. */
  readonly told: boolean;
}

function outcomeOf(digests: readonly string[], notes: readonly string[]): Outcome {
  return {
    forged: digests.includes(digestOf('sha256', forged).value),
    told: notes.some((note) => note.includes('was not read') && note.includes('ASSAY_TRUST')),
  };
}

/** Every kind of command that reads trust. */
const commands: Readonly<Record<string, (place: Place) => Promise<Outcome>>> = {
  'assay attestation verify': async (place) => {
    await writeFiles(path(place.cwd), {
      'tool.bin': 'x',
      'tool.bin.sigstore.json': forger.sign({ artifact: 'x', identity }).text,
    });
    vi.spyOn(process, 'cwd').mockReturnValue(path(place.cwd));
    const expected = { identity: identity.san.value, issuer: identity.issuer };
    const files = [path(place.cwd, 'tool.bin')];
    const { report, notes } = await verifyAttestation({ expected, files, env: inFolder(place), at });
    const outcome = outcomeOf(
      report.trustedRoots.map(({ digest }) => digest.value),
      notes,
    );
    expect(report.exitCode).toBe(outcome.forged ? 0 : 3);
    return outcome;
  },
  'assay verify': async (place) => {
    const served = mintPackage({ name: 'tool', version: '1.0.0' });
    registry.serve({ npm: [served] });
    const lock = mintPackageLock({ registry: registry.url, entries: [{ kind: 'registry', package: served }] });
    const projects = (place.lockfiles ?? [place.cwd]).map((name) => path(name));
    await mkdir(path(place.cwd), { recursive: true });
    for (const project of projects) await writeFiles(project, lock.files);
    vi.spyOn(process, 'cwd').mockReturnValue(path(place.cwd));
    const verifier = createVerifier({ env: inFolder(place), at, store: null, unprotected: true });
    const { report, notes } = await verifier.verify(projects);
    return outcomeOf(
      report.trustedRoots.map(({ value }) => value),
      notes,
    );
  },
  'assay trust show': async (place) => {
    await mkdir(path(place.cwd), { recursive: true });
    const { documents, problems } = await showTrust({ env: inFolder(place), cwd: path(place.cwd), at });
    return outcomeOf(
      documents.map(({ document }) => document.digest.value),
      problems.map(({ detail, next }) => `${detail} ${next}`),
    );
  },
};

const left: Outcome = { forged: false, told: true };
const counted: Outcome = { forged: true, told: false };

describe.each(Object.entries(commands))('%s', (_command, run) => {
  const refused: [string, Place][] = [
    ['the home folder is the checkout', { cwd: 'repo', env: { HOME: 'repo' } }],
    ['the home folder lies in the checkout', { cwd: 'repo', env: { HOME: 'repo/home' } }],
    ['it runs in a subfolder of the checkout that is home', { cwd: 'repo/sub', env: { HOME: 'repo' } }],
    ['XDG_CONFIG_HOME leads into the checkout', { cwd: 'repo', env: { HOME: 'ann', XDG_CONFIG_HOME: 'repo/.config' } }],
    ['… and it runs in a subfolder', { cwd: 'repo/sub', env: { HOME: 'ann', XDG_CONFIG_HOME: 'repo/.config' } }],
    ['a lockfile lies in a subfolder', { cwd: 'repo', lockfiles: ['repo/sub/deep'], env: { HOME: 'repo' } }],
    ['the checkout has no .git, as in an image', { cwd: 'app', lockfiles: ['app/sub'], env: { HOME: 'app' } }],
    ['it runs in the home folder', { cwd: 'ann', env: { HOME: 'ann' } }],
  ];
  test.each(refused)('leaves a trust store alone where %s', async (_, place) => {
    await mkdir(path('repo', '.git'), { recursive: true });
    await plant(place.env);
    expect(await run(place)).toEqual(left);
  });

  test('leaves the store of a checkout alone whose submodule it runs in', async () => {
    await mkdir(path('repo', '.git', 'modules', 'sub'), { recursive: true });
    await writeFiles(path('repo', 'sub'), { '.git': 'gitdir: ../.git/modules/sub\n' });
    const place = { cwd: 'repo/sub', env: { HOME: 'repo' } };
    await plant(place.env);
    expect(await run(place)).toEqual(left);
  });

  test('believes the user’s own store in a project below home, also where dotfiles make that a repository', async () => {
    await mkdir(path('ann', '.git'), { recursive: true });
    await mkdir(path('ann', 'src', 'project', '.git'), { recursive: true });
    const place = { cwd: 'ann/src/project/sub', env: { HOME: 'ann' } };
    await plant(place.env);
    expect(await run(place)).toEqual(counted);
  });

  test('believes the store that ASSAY_TRUST names, also in a home folder that is the checkout', async () => {
    await mkdir(path('app', '.git'), { recursive: true });
    const place = { cwd: 'app/sub', env: { HOME: 'app', ASSAY_TRUST: 'app/.config/assay/trust' } };
    await plant(place.env);
    expect(await run(place)).toEqual(counted);
  });

  test('refuses ASSAY_TRUST that leads into any other checkout, also from a subfolder of it', async () => {
    await mkdir(path('repo', '.git'), { recursive: true });
    const place = { cwd: 'repo/sub', env: { HOME: 'ann', ASSAY_TRUST: 'repo/trust' } };
    await plant(place.env);
    await expect(run(place)).rejects.toMatchObject({ code: 'ERR_CONFIG' });
  });
});

test.each([
  ['a lockfile’s checkout', 'repo', ['repo/sub']],
  ['the checkout that one lockfile’s folder is linked to', 'repo', ['other/project', 'other/link']],
  ['the folder around all lockfiles', 'app', ['app/a', 'app/b']],
])('assay verify leaves the store of %s alone from wherever it runs', async (_, home, lockfiles) => {
  await mkdir(path('repo', '.git'), { recursive: true });
  await mkdir(path('repo', 'sub'));
  await mkdir(path('other'));
  await symlink(path('repo', 'sub'), path('other', 'link'));
  const place = { cwd: 'elsewhere', lockfiles, env: { HOME: home } };
  await plant(place.env);
  expect(await commands['assay verify']?.(place)).toEqual(left);
});

test.each([
  ['repo', 'repo/sub', 'elsewhere'],
  ['app', 'app/sub', 'app'],
])(
  'assay verify takes no client configuration from a home folder %s that holds the lockfile',
  async (home, sub, cwd) => {
    const served = mintPackage({ name: 'tool', version: '1.0.0' });
    registry.serve({ npm: [served] });
    const lock = mintPackageLock({ registry: registry.url, entries: [{ kind: 'registry', package: served }] });
    await mkdir(path('repo', '.git'), { recursive: true });
    await mkdir(path(cwd), { recursive: true });
    await writeFiles(path(sub), lock.files);
    await writeFiles(path(home), { '.npmrc': `registry=${registry.url}\n` });
    const asked = registry.requests.length;
    vi.spyOn(process, 'cwd').mockReturnValue(path(cwd));
    const { report, notes } = await createVerifier({ env: { HOME: path(home) }, at, store: null }).verify([path(sub)]);
    expect(report.exitCode).not.toBe(0);
    expect(notes.join('\n')).toContain('npm’s user configuration lies in the checkout under test');
    expect(registry.requests.slice(asked)).toEqual([]);
  },
);
