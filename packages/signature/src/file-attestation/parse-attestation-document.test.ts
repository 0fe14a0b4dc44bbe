import { digestOf } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { attestationCodeInfo } from './attestation-code-info.js';
import { isAboutOthers } from './attestation-claim.js';
import { parseAttestationDocument } from './parse-attestation-document.js';

const payload = (predicateType: string, artifact = 'artifact') =>
  Buffer.from(
    JSON.stringify({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'a', digest: { sha256: digestOf('sha256', artifact).value } }],
      predicateType,
      predicate: {},
    }),
  ).toString('base64');

const mediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const bundle = (predicateType = 'https://slsa.dev/provenance/v1') => ({
  mediaType,
  verificationMaterial: {},
  dsseEnvelope: { payload: payload(predicateType), payloadType: 'application/vnd.in-toto+json', signatures: [] },
});
const message = {
  mediaType,
  messageSignature: {
    messageDigest: {
      algorithm: 'SHA2_256',
      digest: Buffer.from(digestOf('sha256', 'artifact').value, 'hex').toString('base64'),
    },
    signature: 'AQ==',
  },
};
const pep740 = {
  version: 1,
  verification_material: { certificate: 'AQID', transparency_entries: [{}] },
  envelope: { statement: payload('https://docs.pypi.org/attestations/publish/v1'), signature: 'AQ==' },
};
const cosignBundle = {
  base64Signature: 'AQ==',
  cert: 'AQID',
  rekorBundle: { SignedEntryTimestamp: 'AQ==', Payload: { body: 'AQ==', integratedTime: 1, logIndex: 1, logID: 'aa' } },
};
const provenance = {
  version: 1,
  attestation_bundles: [{ publisher: { kind: 'Google', email: 'a@b.example' }, attestations: [pep740, pep740] }],
};

const read = (text: string) => parseAttestationDocument('x', new TextEncoder().encode(text));
const readJson = (value: unknown) => read(JSON.stringify(value));

describe('a document with attestations', () => {
  it.each([
    ['a bundle', JSON.stringify(bundle()), ['sigstore-bundle']],
    ['a bundle in many lines', JSON.stringify(bundle(), null, 2), ['sigstore-bundle']],
    ['a message signature', JSON.stringify(message), ['sigstore-bundle']],
    ['JSON lines', `${JSON.stringify(bundle())}\n${JSON.stringify(message)}\n`, ['sigstore-bundle', 'sigstore-bundle']],
    [
      'JSON lines with empty ones',
      `${JSON.stringify(bundle())}\r\n\n${JSON.stringify(message)}`,
      ['sigstore-bundle', 'sigstore-bundle'],
    ],
    [
      'npm',
      JSON.stringify({ attestations: [{ predicateType: 'x', bundle: bundle() }, { bundle: bundle() }] }),
      ['sigstore-bundle', 'sigstore-bundle'],
    ],
    [
      'GitHub',
      JSON.stringify({ attestations: [{ bundle: bundle(), repository_id: 1, bundle_url: 'x' }] }),
      ['sigstore-bundle'],
    ],
    ['RubyGems', JSON.stringify([bundle(), message]), ['sigstore-bundle', 'sigstore-bundle']],
    ['a PEP 740 attestation', JSON.stringify(pep740), ['pep740']],
    ['a PEP 740 provenance object', JSON.stringify(provenance), ['pep740', 'pep740']],
    ['a bare envelope', '{"payload":"x","payloadType":"y","signatures":[]}', ['dsse-envelope']],
    [
      'JSON lines of envelopes',
      '{"payload":"x","payloadType":"y","signatures":[]}\n{"payload":"x","payloadType":"y","signatures":[]}\n',
      ['dsse-envelope', 'dsse-envelope'],
    ],
    [
      'JSON lines of both',
      `${JSON.stringify(bundle())}\n{"payload":"x","payloadType":"y","signatures":[]}\n`,
      ['sigstore-bundle', 'dsse-envelope'],
    ],
    ['no attestations at npm', '{"attestations":[]}', []],
    ['no attestations at RubyGems', '[]', []],
    ['no attestations at PyPI', '{"version":1,"attestation_bundles":[]}', []],
  ])('is read: %s', (_, text, formats) => {
    const { attestations, problem } = read(text);
    expect(problem).toBeUndefined();
    expect(attestations.map(({ format }) => format)).toEqual(formats);
  });

  it.each([
    ['nothing', '', 'attestation-document-malformed'],
    ['white space', ' \n ', 'attestation-document-malformed'],
    [
      'a line that is a bundle and an envelope',
      `${JSON.stringify(bundle())}\n${JSON.stringify({ ...bundle(), payloadType: 'y' })}\n`,
      'attestation-document-malformed',
    ],
    ['text', 'hello', 'attestation-document-malformed'],
    ['HTML', '<!doctype html>\n<p>sign in</p>\n', 'attestation-document-malformed'],
    ['a bundle that is cut', JSON.stringify(bundle()).slice(0, -1), 'attestation-document-malformed'],
    ['a bundle with text behind', `${JSON.stringify(bundle())} x`, 'attestation-document-malformed'],
    ['a bundle with a member twice', '{"mediaType":"a","mediaType":"b"}', 'attestation-document-malformed'],
    ['lines of which one is broken', `${JSON.stringify(bundle())}\n{\n`, 'attestation-document-malformed'],
    ['lines of which one is no bundle', `${JSON.stringify(bundle())}\n{"payload":"x"}\n`, 'attestation-format-unknown'],
    ['a number', '1', 'attestation-format-unknown'],
    ['a list of texts', '["a"]', 'attestation-format-unknown'],
    [
      'GitHub without the bundle itself',
      '{"attestations":[{"bundle":null,"bundle_url":"x"}]}',
      'attestation-format-unknown',
    ],
    ['attestations that are no list', '{"attestations":{}}', 'attestation-format-unknown'],
    ['a bundle of cosign’s own', JSON.stringify(cosignBundle), 'bundle-of-old-cosign'],
    ['a signature of cosign’s own without a log', '{"base64Signature":"AQ==","cert":"x"}', 'bundle-of-old-cosign'],
    ['a list with one of cosign’s own', JSON.stringify([bundle(), cosignBundle]), 'bundle-of-old-cosign'],
    [
      'lines with one of cosign’s own',
      `${JSON.stringify(bundle())}\n${JSON.stringify(cosignBundle)}\n`,
      'bundle-of-old-cosign',
    ],
    ['two kinds at once', JSON.stringify({ ...bundle(), ...provenance }), 'attestation-document-malformed'],
    ['two kinds of PEP 740', JSON.stringify({ ...pep740, ...provenance }), 'attestation-document-malformed'],
    ['PEP 740 that is broken', JSON.stringify({ ...pep740, envelope: {} }), 'pypi-attestation-malformed'],
    ['PEP 740 of another version', JSON.stringify({ ...provenance, version: 2 }), 'pypi-version-unsupported'],
  ])('is refused: %s', (_, text, code) => {
    expect(read(text)).toMatchObject({ attestations: [], problem: { code } });
  });

  it('of cosign’s own says how to make a bundle of it, and neither proves nor refutes', () => {
    const { outcome, next } = attestationCodeInfo('bundle-of-old-cosign');
    expect(outcome).toBe('unknown');
    expect(next).toContain('cosign bundle create --artifact FILE --bundle OLD --out NEW');
    expect(next).toContain('--new-bundle-format');
  });

  it('may hold a thousand attestations', () => {
    expect(readJson(Array.from({ length: 1000 }, () => message)).attestations).toHaveLength(1000);
    expect(read(`${JSON.stringify(message)}\n`.repeat(1000)).attestations).toHaveLength(1000);
  });

  it('is refused with more than a thousand attestations', () => {
    expect(readJson(Array.from({ length: 1001 }, () => message)).problem?.code).toBe('attestation-document-malformed');
    const lines = `${JSON.stringify(message)}\n`.repeat(1001);
    expect(read(lines).problem?.code).toBe('attestation-document-malformed');
  });

  it('is refused when its bytes are no UTF-8', () => {
    const bytes = Uint8Array.from([...new TextEncoder().encode('{"mediaType":"'), 0xff, 0x22, 0x7d]);
    expect(parseAttestationDocument('x', bytes).problem?.code).toBe('attestation-document-malformed');
  });
});

describe('what an attestation claims', () => {
  const own = [digestOf('sha256', 'artifact'), digestOf('sha512', 'artifact')];
  const others = [digestOf('sha256', 'other'), digestOf('sha512', 'other')];
  const claims = (value: unknown) => readJson(value).attestations[0]?.claim ?? { digests: [] };

  it('is the predicate type and the digests of its statement', () => {
    expect(claims(bundle('p')).predicateType).toBe('p');
    expect(isAboutOthers(claims(bundle()), own)).toBe(false);
    expect(isAboutOthers(claims(bundle()), others)).toBe(true);
    expect(isAboutOthers(claims(pep740), others)).toBe(true);
  });

  it('is the stated digest of a message signature, which has no predicate type', () => {
    expect(claims(message).predicateType).toBeNull();
    expect(isAboutOthers(claims(message), own)).toBe(false);
    expect(isAboutOthers(claims(message), others)).toBe(true);
  });

  it.each(['sha256', 'sha384', 'sha512'] as const)('is the digest that a message signature states by %s', (alg) => {
    const { value } = digestOf(alg, 'artifact');
    const stated = { algorithm: `SHA2_${alg.slice(3)}`, digest: Buffer.from(value, 'hex').toString('base64') };
    const signature = { messageDigest: stated, signature: 'AQ==' };
    expect(claims({ mediaType, messageSignature: signature }).digests).toEqual([digestOf(alg, 'artifact')]);
  });

  it('is not about others while one digest is the file’s, or none can be compared', () => {
    const [sha256, sha512] = own.map((digest) => digest);
    expect(isAboutOthers({ digests: [sha256!, others[1]!] }, own)).toBe(false);
    expect(isAboutOthers({ digests: [others[0]!, sha512!] }, own)).toBe(false);
    expect(isAboutOthers({ digests: [digestOf('sha384', 'other')] }, own)).toBe(false);
    expect(isAboutOthers({ digests: [digestOf('sha384', 'other'), others[0]!] }, own)).toBe(true);
  });

  it.each([
    ['no content', { mediaType }],
    ['a payload of another type', { ...bundle(), dsseEnvelope: { payload: payload('p'), payloadType: 'text/plain' } }],
    ['a payload that is no statement', { ...bundle(), dsseEnvelope: { ...bundle().dsseEnvelope, payload: 'e30=' } }],
    ['a payload that is no base64', { ...bundle(), dsseEnvelope: { ...bundle().dsseEnvelope, payload: '!' } }],
    [
      'a message digest of another algorithm',
      { mediaType, messageSignature: { messageDigest: { algorithm: 'MD5', digest: 'AQ==' } } },
    ],
  ])('is nothing with %s, so that it is verified and refused', (_, value) => {
    expect(claims(value)).toEqual({ digests: [] });
    expect(isAboutOthers(claims(value), own)).toBe(false);
  });
});
