import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
  type TemporaryFolder,
} from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVerifier } from './create-verifier.js';

const keys = mintRegistryKeys();
const sigstore = mintSigstore();
const bare = mintPackage({ name: '@acme/tool', version: '1.0.0' });

let registry: LoopbackRegistry;
let home: TemporaryFolder;
let project: TemporaryFolder;

beforeEach(async () => {
  registry = await startRegistry();
  home = await temporaryFolder();
  project = await temporaryFolder();
  await writeFile(join(home.path, 'trusted_root.json'), JSON.stringify(sigstore.trustedRoot()));
});
afterEach(async () => {
  await registry.close();
  await home.remove();
  await project.remove();
});

interface Case {
  /** How the lockfile spells the version. */
  readonly locked: string;
  readonly repository?: string;
  readonly tag?: string;
  /** Beside the purl. */
  readonly fields?: string;
  readonly purl?: string;
}

async function verify({ locked, repository = 'acme/tool', tag = 'v1.0.0', fields = '', purl }: Case) {
  const identity = githubIdentity({ repository, ref: `refs/tags/${tag}` });
  const attestations = npmAttestations(bare, { sigstore, registry: keys, registryUrl: registry.url, identity });
  registry.serve({ npm: [{ ...signPackage(bare, keys), attestations }] });
  const { text } = mintPackageLock({ registry: registry.url, entries: [{ kind: 'registry', package: bare }] });
  const [line] = keys.keys.map(
    ({ keyId, key }) => `{ id: '${keyId}', key: ${Buffer.from(key.spki).toString('base64')} }`,
  );
  const spelled = text.replace(
    /("node_modules\/@acme\/tool": \{\s*"version": )"1\.0\.0"/,
    `$1${JSON.stringify(locked)}`,
  );
  await writeFiles(project.path, { 'package-lock.json': spelled });
  const policy = [
    'version: 1',
    `registries: [{ ecosystem: npm, url: '${registry.url}', insecure: true, keys: [${line ?? ''}] }]`,
    `publishers: [{ purl: '${purl ?? 'pkg:npm/@acme/tool@1.0.0'}', kind: github, repository: acme/tool${fields} }]`,
  ];
  const { report, inventory } = await createVerifier({
    env: { HOME: home.path },
    at: '2026-11-22T00:00:00Z',
    store: null,
    policy: { file: 'assay.yaml', text: `${policy.join('\n')}\n` },
    trustedRoot: join(home.path, 'trusted_root.json'),
  }).verify([project.path]);
  const code = report.findings.find(({ check }) => check === 'publisher')?.code;
  return { exitCode: report.exitCode, code, version: inventory.subjects[0]?.version };
}

describe('a version in another spelling than the registry’s', () => {
  test.each(['v1.0.0', '=1.0.0', ' 1.0.0', '1.0.0+x', '1.0.0'])(
    'does not slip past the publishers of that version: %j',
    async (locked) => {
      expect(await verify({ locked, repository: 'evil/tool' })).toEqual({
        exitCode: 1,
        code: 'publisher-repository-mismatch',
        version: locked,
      });
      expect(await verify({ locked })).toMatchObject({ exitCode: 0, code: 'publisher-expected' });
    },
  );

  test.each(['pkg:npm/@acme/tool@v1.0.0', 'pkg:npm/@acme/*@v1.0.0', 'pkg:*/@acme/tool@v1.0.0'])(
    'stands in the policy: %s holds for it',
    async (purl) => {
      expect(await verify({ locked: '1.0.0', repository: 'evil/tool', purl })).toMatchObject({
        exitCode: 1,
        code: 'publisher-repository-mismatch',
      });
    },
  );

  const fields = ", ref: 'refs/tags/v{version}'";

  test.each([
    ['1.0.0', 'v1.0.0'],
    ['v1.0.0', 'v1.0.0'],
    ['1.0.0+build.7', 'v1.0.0+build.7'],
    ['1.0.0+build.7', 'v1.0.0'],
  ])('%j is built from the tag %s', async (locked, tag) => {
    expect(await verify({ locked, tag, fields })).toMatchObject({ exitCode: 0, code: 'publisher-expected' });
  });

  test.each([
    ['1.0.0', 'v1.0.0+build.7'],
    ['1.0.0+build.8', 'v1.0.0+build.7'],
    ['v1.0.0', 'vv1.0.0'],
    ['1.0.0+*', 'v1.0.0+x'],
    ['=1.0.0+x', 'v=1.0.0+x'],
  ])('%j is not built from the tag %s', async (locked, tag) => {
    const { exitCode, code } = await verify({ locked, tag, fields });
    expect([exitCode, code]).not.toEqual([0, 'publisher-expected']);
  });

  test('lies in the ranges in which its normal form lies', async () => {
    const about = { purl: 'pkg:npm/@acme/tool', fields: ", versions: '1.0.0'" };
    expect(await verify({ ...about, locked: 'v1.0.0+x' })).toMatchObject({ code: 'publisher-expected' });
  });
});
