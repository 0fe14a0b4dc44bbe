import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  githubIdentity,
  mintPackage,
  mintPackageLock,
  mintRegistryKeys,
  mintSigstore,
  npmSubject,
  npmAttestations,
  signPackage,
  startRegistry,
  statement,
  temporaryFolder,
  writeFiles,
  type LoopbackRegistry,
  type MintedPackage,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVerifier } from './create-verifier.js';
import type { VerifierOptions } from './options.js';

const at = '2026-11-22T00:00:00Z';
const keys = mintRegistryKeys([{ end: '2025-01-29T00:00:00.000Z' }, { start: '2025-01-13T00:00:00.000Z' }]);
const [ended] = keys.keys;
const sigstore = mintSigstore();
const bare = mintPackage({ name: '@acme/tool', version: '1.0.0' });
const identity = githubIdentity({ repository: 'acme/tool', repositoryId: '42', ownerId: '7', ref: 'refs/tags/v1.0.0' });

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

/** The policy that names the loopback registry with its keys, and whatever a test adds. */
function policyOf(more: string, stated = keys): NonNullable<VerifierOptions['policy']> {
  return { file: 'assay.yaml', text: ['version: 1', 'registries:', ...registryLines(stated), more, ''].join('\n') };
}

function registryLines(stated = keys): readonly string[] {
  const list = stated.keys.map(({ keyId, key, end }) => {
    const until = end === null ? '' : `, until: ${JSON.stringify(end)}`;
    return `      - { id: ${JSON.stringify(keyId)}, key: ${Buffer.from(key.spki).toString('base64')}${until} }`;
  });
  return ['  - ecosystem: npm', `    url: ${registry.url}`, '    insecure: true', '    keys:', ...list];
}

async function verify(served: MintedPackage, options: VerifierOptions & { readonly more?: string } = {}) {
  const { more = '', ...given } = options;
  registry.serve({ npm: [served] });
  const lock = mintPackageLock({ registry: registry.url, entries: [{ kind: 'registry', package: bare }] });
  await writeFiles(project.path, lock.files);
  const verifier = createVerifier({
    env: { HOME: home.path },
    at,
    store: null,
    policy: policyOf(more),
    trustedRoot: join(home.path, 'trusted_root.json'),
    ...given,
  });
  return verifier.verify([project.path]);
}

async function codesOf(served: MintedPackage, options: Parameters<typeof verify>[1] = {}) {
  const { report } = await verify(served, options);
  const found = new Map(report.findings.map(({ check, code }) => [check, code]));
  const code = (check: string) => found.get(check);
  return {
    exitCode: report.exitCode,
    signature: code('registry-signature'),
    provenance: code('provenance'),
    publisher: code('publisher'),
  };
}

const attested = (more: Partial<Parameters<typeof npmAttestations>[1]> = {}): MintedPackage => ({
  ...signPackage(bare, keys),
  attestations: npmAttestations(bare, { sigstore, registry: keys, registryUrl: registry.url, identity, ...more }),
});

/** The roots that come with Assay, which know nothing of the instance that signs here. */
const withShippedRoots = { trustedRoot: undefined as unknown as string };

const expecting = (fields: string) =>
  `publishers: [{ purl: 'pkg:npm/@acme/tool', allow: [{ kind: github, repository: acme/tool, ${fields} }] }]`;

describe('registry signatures in a run', () => {
  test('by a current key over the pinned bytes prove', async () => {
    expect(await codesOf(signPackage(bare, keys))).toMatchObject({
      exitCode: 0,
      signature: 'registry-signature-valid',
    });
  });

  test('by an ended key prove what was published before, on the registry’s word, unless the policy hardens that', async () => {
    const old = { ...signPackage(bare, keys, { with: [ended!] }), publishedAt: '2024-01-01T00:00:00.000Z' };
    expect(await codesOf(old)).toMatchObject({ exitCode: 0, signature: 'time-unauthenticated' });
    const more =
      'rules: [{ checks: { registry-signature: require }, harden: { registry-signature: [time-unauthenticated] } }]';
    expect(await codesOf(old, { more })).toMatchObject({ exitCode: 1, signature: 'time-unauthenticated' });
  });

  test('the package’s whole document is asked for only where its publish time matters', async () => {
    await verify(signPackage(bare, keys), { depth: 'registry' });
    expect(registry.requests.map(({ path }) => path)).toEqual(['/@acme%2ftool/1.0.0']);
  });

  test('by an ended key over what was published later fail', async () => {
    const later = { ...signPackage(bare, keys, { with: [ended!] }), publishedAt: '2025-06-01T00:00:00.000Z' };
    expect(await codesOf(later)).toMatchObject({ exitCode: 1, signature: 'key-ended' });
  });

  test('whose time only the registry states prove a publisher by that word, which the policy may harden', async () => {
    const publishers = (fields: string) =>
      `publishers: [{ purl: 'pkg:npm/@acme/tool', allow: [{ kind: registry-key${fields} }] }]\n`;
    const harden = 'rules: [{ harden: { registry-signature: [time-unauthenticated] } }]';
    const old = { ...signPackage(bare, keys, { with: [ended!] }), publishedAt: '2024-01-01T00:00:00.000Z' };
    for (const fields of ['', ', until: 2024-06-01']) {
      expect(await codesOf(old, { more: publishers(fields) })).toMatchObject({
        exitCode: 0,
        publisher: 'publisher-time-unauthenticated',
      });
      expect(await codesOf(old, { more: publishers(fields) + harden })).toMatchObject({
        exitCode: 1,
        publisher: 'publisher-time-unauthenticated',
      });
    }
    expect(await codesOf(signPackage(bare, keys), { more: publishers('') + harden })).toMatchObject({
      exitCode: 0,
      publisher: 'publisher-expected',
    });
  });

  test('are read from the whole package document where the registry has no address for one version', async () => {
    for (const status of [404, 405]) {
      registry.setFault(({ path }) => /^\/@acme(?:\/|%2f)tool\/1\.0\.0$/i.test(path), { kind: 'status', status });
      const record = join(home.path, `evidence-${String(status)}.tar`);
      const { report } = await verify(signPackage(bare, keys), { record });
      const proven = report.findings.filter(({ outcome }) => outcome === 'proven').map(({ check }) => check);
      expect(proven).toEqual(expect.arrayContaining(['registry-digest', 'registry-signature']));
      expect(report.exitCode).toBe(0);
      const before = registry.requests.length;
      const replayed = await createVerifier({ env: { HOME: home.path }, replay: record }).verify();
      expect(replayed.report).toEqual(report);
      expect(registry.requests).toHaveLength(before);
    }
    registry.setFault(({ path }) => /^\/@acme(?:\/|%2f)tool/i.test(path), { kind: 'status', status: 404 });
    const { report } = await verify(signPackage(bare, keys));
    expect(report.findings.find(({ check }) => check === 'registry-digest')).toMatchObject({ code: 'not-found' });
  });

  test('by a current key prove a publisher that counts for some days, by the registry’s word for when it was published', async () => {
    const more = (days: string) =>
      `publishers: [{ purl: 'pkg:npm/@acme/tool', allow: [{ kind: registry-key, ${days} }] }]`;
    const served = { ...signPackage(bare, keys), publishedAt: '2026-01-01T00:00:00.000Z' };
    const expected = { exitCode: 0, publisher: 'publisher-time-unauthenticated' };
    expect(await codesOf(served, { more: more('since: 2025-06-01') })).toMatchObject(expected);
    const ignoring = `${more('until: 2026-06-01')}\nrules: [{ checks: { registry-signature: ignore } }]`;
    expect(await codesOf(served, { more: ignoring })).toMatchObject(expected);
    expect(await codesOf(served, { more: more('until: 2025-06-01') })).toMatchObject({
      exitCode: 1,
      publisher: 'publisher-outside-dates',
    });
    expect(registry.requests.filter(({ path }) => path.endsWith('tool'))).toHaveLength(3);
  });

  test('over another version, name or digest fail', async () => {
    for (const lie of [
      { version: '1.0.1' },
      { name: '@acme/tools' },
      { integrity: mintPackage({ name: 'x', version: '1.0.0' }).integrity },
    ]) {
      expect(await codesOf(signPackage(bare, keys, lie))).toMatchObject({
        exitCode: 1,
        signature: 'signature-invalid',
      });
    }
  });

  test('over the bytes that the registry serves, and not those that are pinned, fail', async () => {
    const other = mintPackage({ name: '@acme/tool', version: '1.0.0', files: { 'evil.js': 'boom' } });
    expect(await codesOf(signPackage(other, keys))).toMatchObject({ exitCode: 1, signature: 'signed-other-bytes' });
  });

  test('that are stripped fail where the policy states the registry’s keys, and are a warning where it does not', async () => {
    expect(await codesOf(bare)).toMatchObject({ exitCode: 1, signature: 'signature-missing' });
    const more = 'rules: [{ checks: { registry-signature: prefer } }]';
    expect(await codesOf(bare, { more })).toMatchObject({ exitCode: 0, signature: 'signature-missing' });
    const text = `version: 1\nregistries: [{ ecosystem: npm, url: '${registry.url}', insecure: true }]\n`;
    const policy = { file: 'assay.yaml', text };
    expect(await codesOf(bare, { policy })).toMatchObject({ exitCode: 0, signature: 'signature-missing' });
  });

  test('by a key that nobody named prove nothing', async () => {
    const stranger = mintRegistryKeys([{ name: 'a stranger’s key' }]);
    expect(await codesOf(signPackage(bare, stranger))).toMatchObject({ exitCode: 3, signature: 'key-unknown' });
  });

  test('are not judged by keys of the registry itself', async () => {
    const stranger = mintRegistryKeys([{ name: 'a stranger’s key' }]);
    registry.serve({ npmKeys: stranger.registryForm() });
    expect(await codesOf(signPackage(bare, stranger))).toMatchObject({ signature: 'key-unknown' });
  });
});

describe('attestations in a run', () => {
  test('prove who built it, and the report names the trusted roots', async () => {
    const { report } = await verify(attested());
    const found = report.findings.find(({ check }) => check === 'provenance');
    expect(found).toMatchObject({ code: 'attestations-valid', outcome: 'proven' });
    expect(found?.detail).toContain('https://github.com/acme/tool at refs/tags/v1.0.0');
    expect(report.trustedRoots.length).toBeGreaterThan(1);
    expect(report.exitCode).toBe(0);
  });

  test('suggest the line that expects their publisher, where none is expected', async () => {
    const { report } = await verify(attested());
    const found = report.findings.find(({ check }) => check === 'publisher');
    expect(found?.code).toBe('no-publisher-expected');
    expect(found?.detail).toContain('repositoryId: "42"');
  });

  test('of the expected publisher pass, by name, ids, workflow, ref of the version', async () => {
    const fields = `repositoryId: 42, ownerId: 7, workflow: .github/workflows/release.yml, ref: 'refs/tags/v{version}'`;
    expect(await codesOf(attested(), { more: expecting(fields) })).toMatchObject({
      exitCode: 0,
      publisher: 'publisher-expected',
    });
  });

  test('of a repository that took over the name fail', async () => {
    expect(await codesOf(attested(), { more: expecting('repositoryId: 43') })).toMatchObject({
      exitCode: 1,
      publisher: 'publisher-repository-id-mismatch',
    });
  });

  test('of the expected publisher hide nobody else’s at the same place of the log', async () => {
    const evil = githubIdentity({ repository: 'evil/tool', repositoryId: '66', ownerId: '6', ref: 'refs/tags/v1.0.0' });
    const good = attested();
    const [, second] = attested({ identity: evil }).attestations ?? [];
    const attestations = [...(good.attestations ?? []), second!];
    const more = expecting('repositoryId: 42');
    for (const list of [attestations, attestations.toReversed()]) {
      const result = await codesOf({ ...good, attestations: list }, { more });
      expect(result).toMatchObject({ exitCode: 1, publisher: 'publisher-repository-mismatch' });
    }
  });

  test('are not asked for where nobody looks at them', async () => {
    const asked = () => registry.requests.filter(({ path }) => path.includes('/attestations/')).length;
    const ignoring = 'rules: [{ checks: { provenance: ignore } }]';
    expect(await codesOf(attested(), { more: ignoring })).toMatchObject({ publisher: 'no-publisher-expected' });
    expect(asked()).toBe(0);
    await codesOf(attested(), { more: `${expecting('repositoryId: 42')}\n${ignoring}` });
    expect(asked()).toBe(1);
  });

  test('that are missing fail where a publisher is expected', async () => {
    expect(await codesOf(signPackage(bare, keys), { more: expecting('repositoryId: 42') })).toMatchObject({
      exitCode: 1,
      publisher: 'publisher-not-shown',
    });
  });

  test('whose signature, log entry or subject is false fail, publisher expected or not', async () => {
    const stranger = mintPackage({ name: '@acme/tool', version: '1.0.0', files: { 'x.js': '' } });
    const moved = { ...signPackage(bare, keys), attestations: attested().attestations! };
    const other = npmAttestations(stranger, { sigstore, registry: keys, registryUrl: registry.url, identity });
    expect(await codesOf({ ...moved, attestations: other })).toMatchObject({ exitCode: 1 });
    expect(await codesOf(attested({ provenance: { mistake: 'sct-missing' } }))).toMatchObject({
      exitCode: 1,
      provenance: 'sct-missing',
    });
  });

  test('that a mirror passes on name the registry that published, which may have the same key', async () => {
    const upstream = 'https://upstream.example';
    const passedOn = attested({ registryUrl: upstream });
    expect(await codesOf(passedOn)).toMatchObject({ exitCode: 0, provenance: 'attestations-valid' });
    const type = 'https://github.com/npm/attestation/tree/main/specs/publish/v0.1';
    const required = `attestations: [{ purl: 'pkg:npm/@acme/tool', predicateTypes: ['${type}'] }]`;
    expect(await codesOf(passedOn, { more: required })).toMatchObject({
      exitCode: 3,
      provenance: 'publish-registry-unconfirmed',
    });
    const lines = registryLines();
    const theirs = lines
      .filter((line) => !line.includes('insecure'))
      .map((line) => line.replace(registry.url, `${upstream}/`));
    const text = ['version: 1', 'registries:', ...lines, ...theirs, required, ''].join('\n');
    const policy = { file: 'assay.yaml', text };
    expect(await codesOf(passedOn, { policy })).toMatchObject({ exitCode: 0, provenance: 'attestations-valid' });
  });

  test('are no witness of a copy inside another package: its publisher is open where one is expected', async () => {
    const files = { 'node_modules/@acme/tool/package.json': JSON.stringify({ name: '@acme/tool', version: '1.0.0' }) };
    const dependencies = { '@acme/tool': '1.0.0' };
    const outer = mintPackage({ name: 'outer', version: '1.0.0', files, packageJson: { dependencies } });
    const lock = {
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { outer: '1.0.0' } },
        'node_modules/outer': {
          version: '1.0.0',
          resolved: `${registry.url}outer/-/outer-1.0.0.tgz`,
          integrity: outer.integrity,
          bundleDependencies: ['@acme/tool'],
          dependencies,
        },
        'node_modules/outer/node_modules/@acme/tool': { version: '1.0.0', inBundle: true },
      },
    };
    registry.serve({ npm: [signPackage(outer, keys), attested()] });
    await writeFiles(project.path, { 'package-lock.json': JSON.stringify(lock) });
    const verifyWith = async (more: string) => {
      const trustedRoot = join(home.path, 'trusted_root.json');
      const options = { env: { HOME: home.path }, at, store: null, policy: policyOf(more), trustedRoot };
      const { report } = await createVerifier(options).verify([project.path]);
      const found = report.findings.find(({ subject, check }) => subject.includes('tool') && check === 'publisher');
      return { exitCode: report.exitCode, code: found?.code };
    };
    expect(await verifyWith('')).toEqual({ exitCode: 0, code: 'bundled' });
    expect(await verifyWith(expecting('repositoryId: 42'))).toEqual({ exitCode: 3, code: 'bundled-without-publisher' });
  });

  test('of the types that the policy requires suffice, and are verified', async () => {
    const requiring = (...types: readonly string[]) =>
      `attestations: [{ purl: 'pkg:npm/@acme/tool', predicateTypes: [${types.map((type) => `'${type}'`).join(', ')}] }]\n`;
    const all = attested();
    const [publish, provenance] = all.attestations ?? [];
    const served = (...attestations: NonNullable<MintedPackage['attestations']>) => ({ ...all, attestations });
    expect(await codesOf(served(publish!), { more: requiring(publish!.predicateType) })).toMatchObject({
      exitCode: 0,
      provenance: 'attestations-valid',
    });

    const bomType = 'https://cyclonedx.org/bom';
    const bomBy = (by: typeof identity) => {
      const options = { subjects: [npmSubject(bare)] };
      const { bundle } = sigstore.sign({
        statement: statement(options, { type: bomType, value: {} }),
        identity: by,
        entryKind: 'intoto',
      });
      return { predicateType: bomType, bundle };
    };
    const bom = bomBy(identity);
    expect(await codesOf(served(bom), { more: requiring(bomType) })).toMatchObject({ exitCode: 0 });
    expect(await codesOf(served(provenance!), { more: requiring(bomType) })).toMatchObject({
      exitCode: 1,
      provenance: 'predicate-type-missing',
    });
    // Its signer must be an expected publisher, and shows by it alone that nobody published.
    const more = requiring(bomType) + expecting('repositoryId: 42');
    const publisherOf = async (...list: NonNullable<MintedPackage['attestations']>) =>
      (await codesOf(served(...list), { more })).publisher;
    expect(await publisherOf(bom, provenance!)).toBe('publisher-expected');
    expect(await publisherOf(bom)).toBe('publisher-not-shown');
    const stranger = bomBy(githubIdentity({ repository: 'evil/tool', ref: 'refs/tags/v1.0.0' }));
    expect(await publisherOf(stranger, provenance!)).toBe('publisher-repository-mismatch');
  });

  test('that do not count are told beside those that do', async () => {
    const odd = { predicateType: 'https://unknown.example/v1', bundle: {} };
    const all = attested();
    const { report } = await verify({ ...all, attestations: [...(all.attestations ?? []), odd] });
    const { code, detail } = report.findings.find(({ check }) => check === 'provenance') ?? {};
    expect(code).toBe('attestations-valid');
    expect(detail).toMatch(/Not counted: 1 more\. Attestations of the type "https:\/\/unknown\.example\/v1" are not/);
  });

  test('stated and not handed out are unknown, not absent', async () => {
    registry.setFault(({ path }) => path.includes('/attestations/'), { kind: 'status', status: 404 });
    expect(await codesOf(attested())).toMatchObject({ provenance: 'attestations-withheld' });
  });

  test('under an expired root leave the run unverified, whatever the policy prefers', async () => {
    expect(await codesOf(attested(), { ...withShippedRoots, at: '2031-01-01T00:00:00Z' })).toMatchObject({
      exitCode: 3,
      provenance: 'trusted-root-expired',
    });
    const more = `${expecting('repositoryId: 42')}\nrules: [{ checks: { provenance: ignore, publisher: prefer } }]`;
    expect(await codesOf(attested(), { ...withShippedRoots, at: '2031-01-01T00:00:00Z', more })).toMatchObject({
      exitCode: 3,
      publisher: 'trusted-root-expired',
    });
  });

  test('of an instance that nobody trusts prove nothing', async () => {
    expect(await codesOf(attested(), withShippedRoots)).toMatchObject({
      exitCode: 0,
      provenance: 'certificate-authority-unknown',
    });
  });

  test('are judged offline and replayed from a recording, with its own trust', async () => {
    const record = join(home.path, 'evidence.tar');
    const { report } = await verify(attested(), { record });
    const before = registry.requests.length;
    expect((await verify(attested(), { offline: record })).report.findings).toEqual(report.findings);
    await writeFile(join(home.path, 'trusted_root.json'), '{}');
    const replayed = await createVerifier({ env: { HOME: home.path }, replay: record }).verify();
    expect(replayed.report).toEqual(report);
    expect(registry.requests).toHaveLength(before);
  });
});
