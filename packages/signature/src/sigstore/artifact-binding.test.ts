import { digestOf, type Digest, type JsonValue } from '@assay/model';
import { mintSigstore } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { parseBundle, readTrustedRoot, verifyBundle, type ArtifactUnderTest } from '../index.js';

const sigstore = mintSigstore({ curve: 'p256' });
const bytes = Buffer.from('the artefact');
const of = (alg: Digest['alg'], data: Uint8Array | string = bytes) => digestOf(alg, data);

/** The code, or the digest that bound, for a statement about these subjects. */
function judge(subjects: readonly Readonly<Record<string, string>>[], artifact: ArtifactUnderTest): string {
  const statement: JsonValue = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: subjects.map((digest, i) => ({ name: `file ${i}`, digest })),
    predicateType: 'https://example.com/predicate',
    predicate: {},
  };
  const signed = sigstore.sign({ artifact: bytes, statement });
  const root = readTrustedRoot(Buffer.from(JSON.stringify(signed.trustedRoot)));
  const bundle = parseBundle(Buffer.from(signed.text));
  if (!root.ok || !bundle.ok) throw new Error('not read');
  const verified = verifyBundle({ bundle: bundle.value, artifact, roots: [root.value], at: '2026-01-01T00:00:00Z' });
  return verified.ok ? verified.value.subject.alg : verified.code;
}

describe('CVE-2026-31830: an envelope is about the artefact, or proves nothing', () => {
  const sha256 = of('sha256');
  const sha512 = of('sha512');

  test('one subject of several is enough, by its strongest digest', () => {
    expect(judge([{ sha256: of('sha256', 'x').value }, { sha256: sha256.value }], { digests: [sha256] })).toBe(
      'sha256',
    );
    expect(judge([{ sha256: sha256.value, sha512: sha512.value }], { digests: [sha256, sha512] })).toBe('sha512');
    expect(judge([{ sha512: sha512.value, sha256: sha256.value }], { digests: [sha256, sha512] })).toBe('sha512');
  });

  test('every digest of the subject that can be compared must be the same', () => {
    const mixed = { sha256: sha256.value, sha512: of('sha512', 'x').value };
    expect(judge([mixed], { digests: [sha256, sha512] })).toBe('subject-mismatch');
    expect(judge([mixed], { digests: [], bytes })).toBe('subject-mismatch');
    expect(judge([{ sha256: sha256.value, sha1: of('sha1', 'x').value }], { digests: [], bytes })).toBe(
      'subject-mismatch',
    );
  });

  test('digests of two subjects are not put together', () => {
    const subjects = [
      { sha256: sha256.value, sha512: of('sha512', 'x').value },
      { sha512: sha512.value, sha256: of('sha256', 'x').value },
    ];
    expect(judge(subjects, { digests: [sha256, sha512] })).toBe('subject-mismatch');
  });

  test('a weak digest alone decides nothing', () => {
    expect(judge([{ sha1: of('sha1').value }], { digests: [of('sha1')] })).toBe('artifact-digest-missing');
    expect(judge([{ md5: of('md5').value }], { digests: [], bytes })).toBe('artifact-digest-missing');
  });

  test('a digest that is not at hand is not known to differ', () => {
    expect(judge([{ sha512: sha512.value }], { digests: [sha256] })).toBe('artifact-digest-missing');
    expect(judge([{ sha512: sha512.value }], { digests: [sha256], bytes })).toBe('sha512');
    expect(judge([{ sha256: sha256.value }], { digests: [] })).toBe('artifact-digest-missing');
    expect(judge([{}, { sha512: sha512.value }], { digests: [sha256] })).toBe('artifact-digest-missing');
  });

  test('bytes that do not have the digests that were given are refused', () => {
    expect(judge([{ sha256: sha256.value }], { digests: [sha256], bytes: Buffer.from('x') })).toBe('artifact-mismatch');
  });
});

describe('a message signature is about one digest', () => {
  const message = (digest: 'sha256' | 'sha512', artifact: ArtifactUnderTest) => {
    const signed = sigstore.sign({ artifact: bytes, digest });
    const root = readTrustedRoot(Buffer.from(JSON.stringify(signed.trustedRoot)));
    const bundle = parseBundle(Buffer.from(signed.text));
    if (!root.ok || !bundle.ok) throw new Error('not read');
    return verifyBundle({ bundle: bundle.value, artifact, roots: [root.value], at: '2026-01-01T00:00:00Z' });
  };

  test('and says which', () => {
    expect(message('sha256', { digests: [of('sha256')] })).toMatchObject({ value: { subject: of('sha256') } });
    expect(message('sha512', { digests: [], bytes })).toMatchObject({ value: { subject: of('sha512') } });
  });

  test('which is not known to differ where it is not at hand', () => {
    expect(message('sha512', { digests: [of('sha256')] })).toMatchObject({ code: 'artifact-digest-missing' });
    expect(message('sha256', { digests: [] })).toMatchObject({ code: 'artifact-digest-missing' });
    expect(message('sha256', { digests: [of('sha256', 'x')] })).toMatchObject({ code: 'artifact-mismatch' });
  });
});
