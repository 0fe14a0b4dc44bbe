import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf, type SubjectFacts } from '@assay/model';
import {
  gemKey,
  githubIdentity,
  mintGemCertificate,
  mintGemfileLock,
  mintGemRelease,
  mintPackage,
  mintPackageLock,
  mintRegistryKeys,
  mintSignedGem,
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
import type { VerifierOptions } from './options.js';

const at = '2026-11-22T00:00:00Z';
const keys = mintRegistryKeys([{ start: '2025-01-13T00:00:00.000Z' }]);
const sigstore = mintSigstore();
const license = 'MIT License\n\nCopyright Ä\n';
const tool = mintPackage({
  name: '@acme/tool',
  version: '1.0.0',
  packageJson: {
    license: 'MIT',
    description: 'Does\n it.',
    author: 'Ada <ada@acme.example> (https://acme.example/)',
    repository: { type: 'git', url: 'git+https://user:hunter2@code.example/acme/tool.git', directory: 'packages/tool' },
  },
  files: { LICENSE: license },
});
const identity = githubIdentity({ repository: 'acme/tool', repositoryId: '42', ownerId: '7', ref: 'refs/tags/v1.0.0' });
const certificate = mintGemCertificate({
  key: gemKey('gem', 'p256'),
  subject: [['CN', 'ada']],
  notBefore: '2000-01-01T00:00:00Z',
  notAfter: '2049-01-01T00:00:00Z',
});
const gem = mintGemRelease({
  name: 'acme',
  version: '2.0.0',
  bytes: mintSignedGem(
    { name: 'acme', version: '2.0.0', files: { 'lib/acme.rb': '', 'MIT-LICENSE': license } },
    { chain: [certificate] },
  ),
});

let registry: LoopbackRegistry;
let home: TemporaryFolder;
let project: TemporaryFolder;

beforeEach(async () => {
  registry = await startRegistry();
  home = await temporaryFolder();
  project = await temporaryFolder();
  await writeFile(join(home.path, 'trusted_root.json'), JSON.stringify(sigstore.trustedRoot()));
  const attestations = npmAttestations(tool, { sigstore, registry: keys, registryUrl: registry.url, identity });
  registry.serve({ npm: [{ ...signPackage(tool, keys), attestations }], gems: [gem] });
  const fields = { license: 'MIT' };
  const lock = mintPackageLock({ registry: registry.url, entries: [{ kind: 'registry', package: tool, fields }] });
  const gems = mintGemfileLock({ sources: [{ kind: 'registry', remote: registry.url, gems: [gem] }] });
  await writeFiles(project.path, { ...lock.files, ...gems.files });
});
afterEach(async () => {
  await registry.close();
  await home.remove();
  await project.remove();
});

function policy(): { readonly file: string; readonly text: string } {
  const stated = keys.keys.map(({ keyId, key }) => {
    return `      - { id: ${JSON.stringify(keyId)}, key: ${Buffer.from(key.spki).toString('base64')} }`;
  });
  const lines = [
    'version: 1',
    'registries:',
    ...['  - ecosystem: npm', `    url: ${registry.url}`, '    insecure: true', '    keys:', ...stated],
    `  - { ecosystem: rubygems, url: '${registry.url}', insecure: true }`,
    ...['gems:', '  certificates:', '    - |', certificate.pem.trimEnd().replaceAll(/^/gm, '      ')],
  ];
  return { file: 'assay.yaml', text: `${lines.join('\n')}\n` };
}

async function verify(options: VerifierOptions = {}) {
  const given = { env: { HOME: home.path }, at, store: null, trustedRoot: join(home.path, 'trusted_root.json') };
  return createVerifier({ ...given, policy: policy(), facts: true, ...options }).verify([project.path]);
}

async function factsAbout(purl: string, options: VerifierOptions = {}): Promise<SubjectFacts> {
  const facts = (await verify(options)).facts?.get(purl);
  if (facts === undefined) throw new Error('no facts');
  return facts;
}

const npmPurl = 'pkg:npm/%40acme/tool@1.0.0';
const gemPurl = 'pkg:gem/acme@2.0.0';
const licenseFile = (path: string) => ({
  path,
  sha256: digestOf('sha256', license).value,
  size: Buffer.byteLength(license),
  text: license,
});

describe('facts of a package', () => {
  test('are what lockfile, registry and archive say of it, each for itself, and without credentials', async () => {
    const { descriptions } = await factsAbout(npmPurl);
    const stated = {
      licenses: ['MIT'],
      summary: 'Does it.',
      authors: [{ name: 'Ada', email: 'ada@acme.example', url: 'https://acme.example/' }],
      maintainers: [],
      links: [{ kind: 'vcs', url: 'git+https://code.example/acme/tool.git', directory: 'packages/tool' }],
    };
    expect(descriptions).toEqual([
      { from: 'lockfile', licenses: ['MIT'], authors: [], maintainers: [], links: [] },
      { from: 'registry', ...stated },
      { from: 'archive', ...stated },
    ]);
  });

  test('say what was received, from where, and which licence files it holds', async () => {
    const { registry: asked, received } = await factsAbout(npmPurl);
    expect(asked).toBe(registry.url);
    expect(received).toEqual([
      {
        name: 'tool-1.0.0.tgz',
        url: `${registry.url}@acme/tool/-/tool-1.0.0.tgz`,
        size: tool.bytes.length,
        digests: expect.arrayContaining([{ ...digestOf('sha512', tool.bytes) }]) as unknown,
        licenseFiles: [licenseFile('LICENSE')],
      },
    ]);
    const [file] = (await factsAbout(gemPurl)).received;
    expect(file).toMatchObject({ name: 'acme-2.0.0.gem', licenseFiles: [licenseFile('MIT-LICENSE')] });
  });

  test('say who vouches for it, as far as that was verified', async () => {
    const { vouchers } = await factsAbout(npmPurl);
    const file = 'tool-1.0.0.tgz';
    const digest = { alg: 'sha512', value: digestOf('sha512', tool.bytes).value };
    const log = [expect.objectContaining({ index: expect.any(String) as unknown })] as unknown;
    expect(vouchers.map(({ check }) => check).sort()).toEqual(['provenance', 'provenance', 'registry-signature']);
    const builder = expect.any(String) as unknown;
    expect(vouchers).toContainEqual(
      expect.objectContaining({
        file,
        check: 'provenance',
        signer: expect.objectContaining({ kind: 'identity' }) as unknown,
        predicateType: 'https://slsa.dev/provenance/v1',
        digest: expect.objectContaining(digest) as unknown,
        logEntries: log,
        root: expect.objectContaining({ digest: expect.anything() as unknown }) as unknown,
        build: { builder, buildType: builder },
      }),
    );
    expect(vouchers).toContainEqual(
      expect.objectContaining({
        file,
        check: 'registry-signature',
        signer: expect.objectContaining({ kind: 'registry-key', keyId: keys.keys[0]?.keyId }) as unknown,
        digest: expect.objectContaining(digest) as unknown,
      }),
    );
  });

  test('name the certificate that signed a gem, and none that only a lax policy of RubyGems accepts', async () => {
    const signer = expect.objectContaining({ kind: 'certificate', subject: 'CN=ada' }) as unknown;
    const voucher = { file: 'acme-2.0.0.gem', check: 'gem-signature', signer, times: [], logEntries: [] };
    expect((await factsAbout(gemPurl)).vouchers).toEqual([voucher]);
    const { file, text } = policy();
    for (const [name, vouchers] of [
      ['LowSecurity', []],
      ['HighSecurity', [voucher]],
    ] as const) {
      const lax = { file, text: text.replace('gems:\n', `gems:\n  policy: ${name}\n`) };
      const { report, facts } = await verify({ policy: lax });
      const code = report.findings.find(({ check, subject }) => check === 'gem-signature' && subject === gemPurl)?.code;
      expect(code).toBe('gem-policy-accepts');
      expect(facts?.get(gemPurl)?.vouchers).toEqual(vouchers);
    }
  });

  test('vouch for nothing where a signature does not hold', async () => {
    const other = mintPackage({ name: '@acme/tool', version: '1.0.0' });
    const attestations = npmAttestations(other, { sigstore, registry: keys, registryUrl: registry.url, identity });
    const { dist = {} } = signPackage(other, keys);
    registry.serve({ npm: [{ ...tool, dist, attestations }], gems: [gem] });
    const { report, facts } = await verify();
    expect(report.exitCode).toBe(1);
    expect(facts?.get(npmPurl)?.vouchers).toEqual([]);
  });

  test('without a registry to ask are what its lockfile says', async () => {
    const refused = { file: 'p.yaml', text: 'version: 1\n' };
    expect(await factsAbout(npmPurl, { policy: refused })).toEqual({
      subject: npmPurl,
      descriptions: [{ from: 'lockfile', licenses: ['MIT'], authors: [], maintainers: [], links: [] }],
      received: [],
      vouchers: [],
    });
  });
});

describe('facts of a run', () => {
  test('are not there unless they are asked for, and change no byte of the report', async () => {
    const without = await verify({ facts: false });
    expect(without).not.toHaveProperty('facts');
    expect(JSON.stringify((await verify()).report)).toBe(JSON.stringify(without.report));
  });

  test('are the same live, recorded, offline and replayed, also from a recording that was made without them', async () => {
    const record = join(home.path, 'evidence.tar');
    const live = (await verify({ record })).facts;
    expect(live?.size).toBe(2);
    await verify({ record: join(home.path, 'plain.tar'), facts: false });
    await registry.close();
    registry = await startRegistry();
    for (const file of ['evidence.tar', 'plain.tar']) {
      expect((await verify({ replay: join(home.path, file) })).facts).toEqual(live);
    }
  });

  test('offline are the same', async () => {
    const record = join(home.path, 'evidence.tar');
    const live = (await verify({ record })).facts;
    expect((await verify({ offline: record })).facts).toEqual(live);
  });
});

test('a project is named and described by its own manifest', async () => {
  const { inventory } = await verify();
  const [gems, npm] = inventory.projects ?? [];
  expect(gems).toEqual({ lockfile: join(project.path, 'Gemfile.lock'), path: '.', dependsOn: [gemPurl] });
  expect(npm).toMatchObject({ lockfile: join(project.path, 'package-lock.json'), path: '.', dependsOn: [npmPurl] });
  expect(npm?.name).toBe('minted-project');
});
