import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  githubIdentity,
  mintGemfileLock,
  mintGemRelease,
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
  type MintedGem,
  type MintedPackage,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVerifier } from './create-verifier.js';
import type { VerifierOptions } from './options.js';

const at = '2026-11-22T00:00:00Z';
const bare = mintPackage({ name: '@acme/tool', version: '1.0.0' });
const week = 'releaseAge: { minimum: 7d }';

let registry: LoopbackRegistry;
let home: TemporaryFolder;
let project: TemporaryFolder;

beforeEach(async () => {
  registry = await startRegistry();
  home = await temporaryFolder();
  project = await temporaryFolder();
});
afterEach(async () => {
  await registry.close();
  await home.remove();
  await project.remove();
});

interface Given extends VerifierOptions {
  readonly keys?: string;
}

async function verify(policy: string, { keys = '', ...given }: Given = {}) {
  const registries = ['npm', 'rubygems'].map(
    (ecosystem) =>
      `  - { ecosystem: ${ecosystem}, url: '${registry.url}', insecure: true${ecosystem === 'npm' ? keys : ''} }\n`,
  );
  const text = `version: 1\nregistries:\n${registries.join('')}${policy}\n`;
  const options = { env: { HOME: home.path }, at, store: null, depth: 'registry' as const, ...given };
  const { report } = await createVerifier({ policy: { file: 'assay.yaml', text }, ...options }).verify([project.path]);
  const found = report.findings.filter(({ check }) => check === 'release-age');
  return { report, codes: found.map(({ code }) => code), details: found.map(({ detail }) => detail) };
}

async function lockPackage(served: MintedPackage): Promise<void> {
  registry.serve({ npm: [served] });
  const entries = [{ kind: 'registry', package: bare }] as const;
  await writeFiles(project.path, mintPackageLock({ registry: registry.url, entries }).files);
}

async function lockGems(...gems: readonly MintedGem[]): Promise<void> {
  registry.serve({ gems });
  const sources = [{ kind: 'registry', remote: registry.url, gems }] as const;
  await writeFiles(project.path, mintGemfileLock({ sources }).files);
}

const asked = () => registry.requests.map(({ path }) => path);

describe('a minimum age', () => {
  test.each([
    ['2026-11-20T00:00:00.000Z', 'too-young', 1],
    ['2026-11-15T00:00:00.000Z', 'age-unauthenticated', 0],
    ['2027-01-01T00:00:00.000Z', 'published-in-future', 1],
    ['1970-01-01T00:00:00.000Z', 'publish-time-impossible', 1],
    ['yesterday', 'publish-time-malformed', 3],
    [null, 'publish-time-missing', 1],
  ] as const)('of a package that was published at %s: %s', async (publishedAt, code, exitCode) => {
    await lockPackage(publishedAt === null ? { ...bare, untimed: true } : { ...bare, publishedAt });
    const { codes, report } = await verify(week);
    expect(codes).toEqual([code]);
    expect(report.exitCode).toBe(exitCode);
  });

  test('costs one document for each name, and nothing where the policy asks for none', async () => {
    await lockPackage(bare);
    expect((await verify('')).codes).toEqual(['no-minimum-age']);
    expect(asked()).toEqual(['/@acme%2ftool/1.0.0']);
    await verify(week);
    expect(asked().slice(1)).toEqual(['/@acme%2ftool/1.0.0', '/@acme%2ftool']);
  });

  test('is not asked of packages that may be younger, and costs nothing there', async () => {
    await lockPackage({ ...bare, publishedAt: '2026-11-21T00:00:00Z' });
    const { codes, report } = await verify("releaseAge: { minimum: 7d, except: ['pkg:npm/@acme/*'] }");
    expect(codes).toEqual(['age-excepted']);
    expect(report).toMatchObject({ exitCode: 0 });
    expect(asked()).toEqual(['/@acme%2ftool/1.0.0']);
  });

  test('says of an exception that matches nothing that it is idle', async () => {
    await lockPackage(bare);
    const { report } = await verify('releaseAge: { minimum: 7d, except: [pkg:npm/tool] }');
    expect(report.warnings.join(' ')).toContain('`releaseAge.except` for pkg:npm/tool@* (line 5) matches no locked');
  });

  test('may not rest on the registry’s word where the policy hardens that', async () => {
    await lockPackage(bare);
    const { report } = await verify(`${week}\nrules: [{ harden: { release-age: [age-unauthenticated] } }]`);
    expect(report.exitCode).toBe(1);
  });

  test('counts from the time that is judged at: a replay says what it said then', async () => {
    await lockPackage({ ...bare, publishedAt: '2026-11-20T00:00:00.000Z' });
    const record = join(home.path, 'evidence.tar');
    const { report, codes } = await verify(week, { record });
    const before = registry.requests.length;
    expect((await verify('', { replay: record, at: '2030-01-01T00:00:00Z' })).report).toEqual(report);
    expect(codes).toEqual(['too-young']);
    expect((await verify(week, { offline: record, at: '2030-01-01T00:00:00Z' })).codes).toEqual([
      'age-unauthenticated',
    ]);
    expect(registry.requests).toHaveLength(before);
  });

  test('of what is not there is unverified', async () => {
    await lockPackage(bare);
    registry.setFault(({ path }) => path.endsWith('tool'), { kind: 'status', status: 403 });
    const { codes, report } = await verify(week);
    expect(codes).toEqual(['denied']);
    expect(report.exitCode).toBe(3);
  });
});

describe('a minimum age of gems', () => {
  test('is read in the list of versions, where the compact index says nothing of it', async () => {
    const gem = mintGemRelease({ name: 'acme', version: '1.0.0', publishedAt: '2026-11-20T00:00:00.000Z' });
    await lockGems(gem);
    const { codes, report } = await verify(week);
    expect(codes).toEqual(['too-young']);
    expect(report.exitCode).toBe(1);
    const paths = asked().filter((path) => !path.includes('attestations'));
    expect(paths).toEqual(['/info/acme', '/api/v1/versions/acme.json']);
  });

  test('costs nothing where none is asked for', async () => {
    await lockGems(mintGemRelease({ name: 'acme', version: '1.0.0' }));
    await verify('');
    expect(asked().filter((path) => !path.includes('attestations'))).toEqual(['/info/acme']);
  });

  test('is that of the youngest locked file', async () => {
    const plain = mintGemRelease({ name: 'acme', version: '1.0.0', publishedAt: '2024-11-20T00:00:00.000Z' });
    const java = { name: 'acme', version: '1.0.0', platform: 'java', publishedAt: '2026-11-20T00:00:00.000Z' };
    await lockGems(plain, mintGemRelease(java));
    expect(new Set((await verify(week)).codes)).toEqual(new Set(['too-young']));
  });

  test('is not known where the list does not say it', async () => {
    await lockGems(mintGemRelease({ name: 'acme', version: '1.0.0', publishedAt: null }));
    expect((await verify(week)).codes).toEqual(['publish-time-missing']);
  });
});

describe('what was signed', () => {
  const keys = mintRegistryKeys([{}]);
  const sigstore = mintSigstore();
  const identity = githubIdentity({
    repository: 'acme/tool',
    repositoryId: '42',
    ownerId: '7',
    ref: 'refs/tags/v1.0.0',
  });

  async function ageOf(publishedAt: string, provenanceAt: string, publishAt: string) {
    const attesting = { sigstore, registry: keys, registryUrl: registry.url, identity };
    const attestations = npmAttestations(bare, {
      ...attesting,
      publish: { signedAt: publishAt },
      provenance: { signedAt: provenanceAt },
    });
    await lockPackage({ ...signPackage(bare, keys), attestations, publishedAt });
    const trustedRoot = join(home.path, 'trusted_root.json');
    await writeFile(trustedRoot, JSON.stringify(sigstore.trustedRoot()));
    const stated = keys.keys.map(({ keyId, key }) => {
      return `{ id: ${JSON.stringify(keyId)}, key: ${Buffer.from(key.spki).toString('base64')} }`;
    });
    return verify(week, { trustedRoot, keys: `, keys: [${stated.join(', ')}]` });
  }

  const old = '2024-08-19T12:00:00Z';

  test('by the registry when it published proves the age', async () => {
    const { codes, details } = await ageOf('2024-08-19T12:01:00.000Z', old, '2024-08-19T12:01:05Z');
    expect({ codes, details }).toMatchObject({ codes: ['age-attested'] });
  });

  test('by the publisher long before makes nothing older', async () => {
    const { codes } = await ageOf('2026-11-20T00:00:00.000Z', old, '2026-11-20T00:00:00Z');
    expect(codes).toEqual(['too-young']);
  });

  test('contradicts a registry that states an earlier time', async () => {
    const { codes, report } = await ageOf('2023-01-01T00:00:00.000Z', old, '2024-08-19T12:01:05Z');
    expect(codes).toEqual(['publish-time-contradicted']);
    expect(report.exitCode).toBe(1);
  });
});
