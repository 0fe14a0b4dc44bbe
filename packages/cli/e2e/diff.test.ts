import { execFileSync } from 'node:child_process';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrustDiff } from '@assay/model';
import {
  githubIdentity,
  mintPackage,
  mintPackageLock,
  mintRegistryKeys,
  mintSigstore,
  npmAttestations,
  signPackage,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type LoopbackRegistry,
  type MintedPackage,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installPackedCli } from './packed-cli.js';

const at = '2026-11-22T00:00:00Z';
const keys = mintRegistryKeys([{ start: '2025-01-13T00:00:00.000Z' }]);
const sigstore = mintSigstore();
const license = { license: 'MIT' };
const pad = (version: string, packageJson: object = {}) =>
  mintPackage({ name: 'left-pad', version, packageJson: { ...license, ...packageJson } });
const published = {
  one: pad('1.0.0'),
  patch: pad('1.0.1'),
  unproven: pad('1.0.2'),
  stolen: pad('1.0.3'),
  script: pad('1.0.4', { scripts: { postinstall: 'node steal.js' } }),
  swapped: pad('1.0.0', { description: 'other bytes' }),
  lookalike: mintPackage({ name: '1eft-pad', version: '1.0.0', packageJson: license }),
} as const;

const hasGit = (() => {
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

let cli: Awaited<ReturnType<typeof installPackedCli>>;
let registry: LoopbackRegistry;
let home: TemporaryFolder;
let repository: TemporaryFolder;

describe.skipIf(!hasGit)('a pull request', () => {
  beforeAll(async () => {
    cli = await installPackedCli();
    home = await temporaryFolder();
    registry = await startRegistry();
    const by = (name: string, id: string, version: string) =>
      githubIdentity({ repository: name, repositoryId: id, ownerId: id, ref: `refs/tags/v${version}` });
    const attested = (minted: MintedPackage, identity: ReturnType<typeof by>) => {
      const attestations = npmAttestations(minted, { sigstore, registry: keys, registryUrl: registry.url, identity });
      return { ...signPackage(minted, keys), attestations };
    };
    const acme = (minted: MintedPackage) => attested(minted, by('acme/pad', '42', minted.version));
    const { one, patch, unproven, stolen, script, lookalike } = published;
    registry.serve({
      npm: [
        ...[one, patch, script].map(acme),
        ...[unproven, lookalike].map((minted) => signPackage(minted, keys)),
        attested(stolen, by('mallory/pad', '666', '1.0.3')),
      ],
    });
    await mkdir(temporary());
    await writeFiles(home.path, { 'root.json': JSON.stringify(sigstore.trustedRoot()) });
  });
  afterAll(async () => {
    await cli.remove();
    await registry.close();
    await home.remove();
    await repository.remove();
  });
  beforeEach(async () => {
    repository = await temporaryFolder();
    git('init', '--quiet', '--initial-branch', 'main');
    await writeFiles(repository.path, { ...lock(published.one), 'assay.yaml': policy() });
    commit();
  });

  function git(...args: string[]): string {
    const env = {
      PATH: process.env['PATH'] ?? '',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_AUTHOR_NAME: 'Ada',
      GIT_AUTHOR_EMAIL: 'ada@acme.example',
      GIT_COMMITTER_NAME: 'Ada',
      GIT_COMMITTER_EMAIL: 'ada@acme.example',
    };
    return execFileSync('git', args, { cwd: repository.path, env }).toString();
  }

  function commit(): void {
    git('add', '--all');
    git('commit', '--quiet', '-m', 'x');
  }

  function policy(more = ''): string {
    const stated = keys.keys.map(({ keyId, key }) => {
      return `      - { id: ${JSON.stringify(keyId)}, key: ${Buffer.from(key.spki).toString('base64')} }`;
    });
    const head = ['version: 1', 'registries:', '  - ecosystem: npm', `    url: ${registry.url}`, '    insecure: true'];
    return `${[...head, '    keys:', ...stated].join('\n')}\n${more}`;
  }

  function lock(...packages: readonly MintedPackage[]): Readonly<Record<string, string>> {
    const entries = packages.map((minted) => ({ kind: 'registry', package: minted }) as const);
    return mintPackageLock({ registry: registry.url, entries }).files as Readonly<Record<string, string>>;
  }

  function run(...args: string[]) {
    const trusted = ['--trusted-root', join(home.path, 'root.json'), '--at', at, '--no-store'];
    return cli.run(['diff', ...args, ...trusted], {
      cwd: repository.path,
      env: { HOME: home.path, TMPDIR: temporary() },
    });
  }

  function temporary(): string {
    return join(home.path, 'tmp');
  }

  async function diff(...args: string[]) {
    const { status, stdout, stderr } = await run(...args, '--policy-from-base', 'assay.yaml', '--format', 'json');
    if (stdout === '') throw new Error(stderr);
    const { diff: found } = JSON.parse(stdout) as { readonly diff: TrustDiff };
    const codes = found.changes.map(({ severity, code }) => `${severity} ${code}`);
    return { status, codes, found };
  }

  test('that changes nothing, or updates to what the same publisher signed, passes', async () => {
    expect(await diff('main')).toMatchObject({ status: 0, codes: [], found: { incomplete: [] } });
    await writeFiles(repository.path, lock(published.patch));
    const { status, codes, found } = await diff('main');
    expect(found.incomplete).toEqual([]);
    expect({ status, codes }).toEqual({ status: 0, codes: ['info version-upgraded'] });
    expect(found.changes[0]?.places).toEqual([{ lockfile: 'package-lock.json', line: 14, side: 'head' }]);
    expect(found.base).toMatchObject({ name: 'main', commit: git('rev-parse', 'main').trim() });
  });

  test.each([
    ['swaps a pin', 'swapped', 'alarm pins-changed'],
    ['drops provenance within a line', 'unproven', 'alarm provenance-dropped'],
    ['takes what somebody else published', 'stolen', 'alarm publisher-changed'],
    ['brings an install script', 'script', 'alarm install-script-added'],
  ] as const)('that %s is an alarm', async (_what, name, alarm) => {
    await writeFiles(repository.path, lock(published[name]));
    const { status, codes } = await diff('main');
    expect(codes).toContain(alarm);
    expect(status).toBe(1);
  });

  test('that adds a lookalike, or moves a package to another registry, is an alarm', async () => {
    await writeFiles(repository.path, lock(published.one, published.lookalike));
    expect((await diff('main')).codes).toContain('alarm lookalike-added');
    const text = lock(published.patch)['package-lock.json'] ?? '';
    const moved = text.replaceAll(registry.url, 'https://evil.example/');
    await writeFile(join(repository.path, 'package-lock.json'), moved);
    const { status, codes } = await diff('main');
    expect(codes).toEqual(expect.arrayContaining(['alarm registry-changed', 'alarm finding-refuted']));
    expect(status).toBe(1);
  });

  test('that renames its lockfile, or drops it, does not get away with it', async () => {
    await mkdir(join(repository.path, 'web'));
    await rename(join(repository.path, 'package-lock.json'), join(repository.path, 'web/package-lock.json'));
    await writeFiles(join(repository.path, 'web'), lock(published.swapped));
    const named = await diff('main', '--path', '.', '--path', 'web');
    expect(named.codes).toEqual(expect.arrayContaining(['alarm pins-changed', 'alarm lockfile-removed']));
    await rm(join(repository.path, 'web'), { recursive: true });
    const gone = await diff('main');
    expect(gone.codes).toEqual(['alarm lockfile-removed', 'attention package-unlocked']);
    expect(gone.status).toBe(1);
  });

  test('that adds a waiver for itself is judged without it, and the waiver is told', async () => {
    await writeFiles(repository.path, lock(published.swapped));
    const waiver = [
      'waivers:',
      "  - purl: 'pkg:npm/left-pad@1.0.0'",
      '    check: artifact-digest',
      '    reason: trust me',
      '    owner: mallory@evil.example',
      "    created: '2026-11-01'",
      "    expires: '2026-12-01'",
    ];
    await writeFile(join(repository.path, 'assay.yaml'), policy(`${waiver.join('\n')}\n`));
    const { status, codes, found } = await diff('main');
    expect(codes).toEqual(
      expect.arrayContaining(['alarm pins-changed', 'attention policy-proposed', 'attention waiver-added']),
    );
    expect(found.head.decision).toBe('fail');
    expect(status).toBe(1);
    const without = await run('main', '--policy-from-base', 'other.yaml');
    expect(without).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('holds no policy other.yaml') as unknown,
    });
  });

  test('between two revisions is read from git, leaves nothing behind, and is told as one comment', async () => {
    git('checkout', '--quiet', '-b', 'feature');
    await writeFiles(repository.path, lock(published.stolen));
    commit();
    git('checkout', '--quiet', 'main');
    const { status, stdout } = await run(
      'main',
      'feature',
      '--policy-from-base',
      'assay.yaml',
      '--format',
      'markdown',
      '--key',
      'web',
    );
    expect(status).toBe(1);
    expect(stdout).toMatch(/^<!-- assay-trust-diff:web -->\n## ✗ FAIL: /);
    expect(stdout).toContain('mallory/pad');
    expect(stdout).not.toContain(temporary());
    expect((await readdir(temporary())).filter((name) => /^assay-(?:revision|empty)-/.test(name))).toEqual([]);
  });

  test('whose base is not here, or named like an option, is a usage error that says what to do', async () => {
    const missing = await run('origin/next');
    expect(missing).toMatchObject({ status: 2, stdout: '' });
    expect(missing.stderr).toContain('git fetch origin next --depth 1');
    const option = await run('--', '--upload-pack=touch pwned');
    expect(option).toMatchObject({ status: 2, stdout: '' });
    expect(await readdir(repository.path)).not.toContain('pwned');
  });

  test('whose registry does not answer is incomplete, not unchanged', async () => {
    await writeFiles(repository.path, lock(published.patch));
    const empty = { PATH: process.env['PATH'] ?? '', HOME: home.path };
    const offline = join(home.path, 'none.evidence');
    const recorded = ['verify', '.', '--policy', 'assay.yaml', '--record', offline, '--at', at, '--no-store'];
    await cli.run(recorded, { cwd: repository.path, env: empty });
    const { status, codes, found } = await diff('main', '--offline', offline);
    expect(status).toBe(3);
    expect(found.incomplete.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['base-unverified', 'not-compared']),
    );
    expect(codes).toContain('info version-upgraded');
  });
});
