import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AssayError, digestOf } from '@assay/model';
import {
  githubIdentity,
  keyNamed,
  mintSigstore,
  pypiAttestationOf,
  pypiPublishStatement,
  temporaryFolder,
  type SignOptions,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyAttestation } from './verify-attestation.js';
import type { AttestationVerifierOptions, ExpectedSignerInput } from './verify-attestation-options.js';

const sigstore = mintSigstore();
const owner = githubIdentity();
const artifact = 'what was built';
const byOwner = { identity: owner.san.value, issuer: owner.issuer };

let folder: TemporaryFolder;
const at = (name: string) => join(folder.path, name);
const put = (name: string, content: unknown) =>
  writeFile(at(name), typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content));
const signed = (options: SignOptions = {}) => sigstore.sign({ artifact, identity: owner, ...options });

beforeEach(async () => {
  folder = await temporaryFolder();
  await put('tool.bin', artifact);
  await put('root.json', sigstore.trustedRoot());
});
afterEach(() => folder.remove());

async function verify(
  files: readonly string[],
  change: Partial<AttestationVerifierOptions> & { bundles?: string[] } = {},
) {
  const { bundles = [], ...options } = change;
  const { report } = await verifyAttestation({
    expected: byOwner,
    trustedRoot: at('root.json'),
    at: '2026-01-01T00:00:00Z',
    env: { HOME: folder.path },
    ...options,
    files: files.map((file) => (file.includes(':') ? file : at(file))),
    bundles: bundles.map(at),
  });
  return report;
}

const codes = ({ files }: Awaited<ReturnType<typeof verify>>) => files.map(({ code }) => code);

describe('a file', () => {
  it('without attestations beside it is not attested, with exit code 3 (CVE-2025-25204)', async () => {
    const report = await verify(['tool.bin']);
    expect([report.exitCode, ...codes(report)]).toEqual([3, 'no-attestation']);
  });

  it.each(['.sigstore.json', '.sigstore', '.attestation', '.provenance'])(
    'is proven by %s beside it',
    async (ending) => {
      await put(`tool.bin${ending}`, signed().text);
      const report = await verify(['tool.bin']);
      expect([report.exitCode, ...codes(report)]).toEqual([0, 'file-attested']);
    },
  );

  it('counts every attestation beside it: a good one does not make up for a bad one', async () => {
    await put('tool.bin.sigstore.json', signed().text);
    await put('tool.bin.sigstore', signed({ identity: githubIdentity({ repository: 'evil/repo' }) }).text);
    const report = await verify(['tool.bin']);
    expect([report.exitCode, ...codes(report)]).toEqual([1, 'signer-mismatch']);
  });

  it('of PyPI is told by its name', async () => {
    const name = 'tool-1.0-py3-none-any.whl';
    const attestation = pypiAttestationOf(
      signed({ statement: pypiPublishStatement({ name, bytes: artifact }) }).bundle,
    );
    await put(name, artifact);
    await put(`${name}.publish.attestation`, attestation);
    await put('renamed-1.0-py3-none-any.whl', artifact);
    expect(codes(await verify([name]))).toEqual(['file-attested']);
    const report = await verify(['renamed-1.0-py3-none-any.whl'], { bundles: [`${name}.publish.attestation`] });
    expect(codes(report)).toEqual(['pypi-subject-name-mismatch']);
  });

  it('may be larger than what is held in memory', async () => {
    const large = new Uint8Array(17 * 1024 * 1024).fill(7);
    await put('large.bin', large);
    await put('large.bin.sigstore.json', signed({ artifact: large }).text);
    const report = await verify(['large.bin']);
    expect(codes(report)).toEqual(['file-attested']);
    large[12_345_678] = 8;
    await put('large.bin', large);
    expect(codes(await verify(['large.bin']))).toEqual(['artifact-mismatch']);
  });

  it('may be reached through a link', async () => {
    await put('tool.bin.sigstore.json', signed().text);
    await mkdir(at('else'));
    await symlink(at('tool.bin'), at('else/link.bin'));
    await symlink(at('tool.bin.sigstore.json'), at('else/link.bin.sigstore.json'));
    expect(codes(await verify(['else/link.bin']))).toEqual(['file-attested']);
  });

  it.each([
    ['is missing', 'nothing.bin'],
    ['is a folder', '.'],
  ])('that %s is a mistake of usage', async (_, name) => {
    await expect(verify([name])).rejects.toMatchObject({ code: 'ERR_USAGE' });
  });
});

describe('a digest', () => {
  const digest = `sha256:${digestOf('sha256', artifact).value}`;

  it('is verified with the documents that are named', async () => {
    await put('bundle.json', signed().text);
    for (const given of [
      digest,
      digest.toUpperCase().replace('SHA256', 'sha256'),
      `sha512:${digestOf('sha512', artifact).value}`,
    ]) {
      const expected = given.startsWith('sha512') ? 'artifact-digest-missing' : 'file-attested';
      expect(codes(await verify([given], { bundles: ['bundle.json'] }))).toEqual([expected]);
    }
  });

  it('is not what a file of that name makes of it', async () => {
    await put('bundle.json', signed().text);
    const other = `sha256:${digestOf('sha256', Buffer.from('unsigned')).value}`;
    await put(other, artifact);
    await put(digest, artifact);
    const before = process.cwd();
    process.chdir(folder.path);
    try {
      await expect(verify([other], { bundles: ['bundle.json'] })).rejects.toMatchObject({ code: 'ERR_USAGE' });
      expect(codes(await verify([`./${other}`], { bundles: ['bundle.json'] }))).toEqual(['file-attested']);
      expect(codes(await verify([digest], { bundles: ['bundle.json'] }))).toEqual(['file-attested']);
    } finally {
      process.chdir(before);
    }
  });

  it('has nothing beside it', async () => {
    expect(codes(await verify([digest]))).toEqual(['no-attestation']);
  });

  it.each([
    'sha256:abc',
    'sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709',
    `md5:${'0'.repeat(32)}`,
    `${digest}0`,
    'sha256:',
  ])('%s is none, so that it is a file, which is not there', async (text) => {
    await expect(verify([text])).rejects.toMatchObject({ code: 'ERR_USAGE' });
  });
});

describe('several files', () => {
  it('are told one by one, and the worst decides', async () => {
    await put('other.bin', 'other');
    await put('lines.jsonl', `${signed().text}\n${signed({ artifact: 'other' }).text}\n`);
    const both = await verify(['tool.bin', 'other.bin'], { bundles: ['lines.jsonl'] });
    expect([both.exitCode, ...codes(both)]).toEqual([0, 'file-attested', 'file-attested']);
    await put('third.bin', 'third');
    const three = await verify(['tool.bin', 'third.bin', 'other.bin'], { bundles: ['lines.jsonl'] });
    expect([three.exitCode, ...codes(three)]).toEqual([1, 'file-attested', 'artifact-mismatch', 'file-attested']);
    const alone = await verify(['tool.bin', 'other.bin']);
    expect(alone.exitCode).toBe(3);
  });

  it('must be at least one', async () => {
    await expect(verify([])).rejects.toMatchObject({ code: 'ERR_USAGE' });
  });
});

describe('the signer', () => {
  it('may be named by a key', async () => {
    await put('key.pem', keyNamed('mine').publicPem);
    await put('bundle.json', signed({ managedKey: { key: keyNamed('mine') } }).text);
    const report = await verify(['tool.bin'], { expected: { keyFile: at('key.pem') }, bundles: ['bundle.json'] });
    expect([report.exitCode, report.expected.by]).toEqual([0, 'key']);
  });

  it.each<[string, unknown]>([
    ['no way at all', {}],
    ['two ways', { ...byOwner, publishers: [{ kind: 'github', repository: 'a/b' }] }],
    ['an empty identity', { identity: '', issuer: 'x' }],
    ['an empty issuer', { identity: 'x', issuer: '' }],
    ['no publisher', { publishers: [] }],
  ])('cannot be named in %s', async (_, expected) => {
    await expect(verify(['tool.bin'], { expected: expected as ExpectedSignerInput })).rejects.toBeInstanceOf(
      AssayError,
    );
  });

  it.each(['', 'hello', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n'])(
    'cannot be the key %j',
    async (pem) => {
      await put('key.pem', pem);
      await expect(verify(['tool.bin'], { expected: { keyFile: at('key.pem') } })).rejects.toMatchObject({
        code: 'ERR_USAGE',
      });
    },
  );
});

describe('trust', () => {
  it('is the root that is named, and no other', async () => {
    await put('tool.bin.sigstore.json', signed().text);
    await put('root.json', mintSigstore({ name: 'other.example' }).trustedRoot());
    const report = await verify(['tool.bin']);
    expect([report.exitCode, report.trustedRoots.length]).toEqual([3, 1]);
  });

  it('is what ships where none is named, and a root that lies around is not found', async () => {
    await put('tool.bin.sigstore.json', signed().text);
    await put('trusted_root.json', sigstore.trustedRoot());
    const { report } = await verifyAttestation({
      expected: byOwner,
      env: { HOME: folder.path },
      files: [at('tool.bin')],
      at: '2026-11-01T00:00:00Z',
    });
    expect(report.trustedRoots.map(({ name }) => name).sort()).toEqual(['github', 'sigstore-public-good']);
    expect(report.exitCode).toBe(3);
  });

  it('cannot be a root that is none', async () => {
    await put('root.json', '{}');
    await expect(verify(['tool.bin'])).rejects.toMatchObject({ code: 'ERR_CONFIG' });
  });
});
