import { asList, asMap, DocMap, parseJson, type DocValue } from '@assay/documents';
import { describe, expect, it } from 'vitest';
import { parsePep740Attestation, parsePep740Provenance } from './pep740-document.js';

type Json = { readonly [key: string]: unknown };

const attestation = {
  version: 1,
  verification_material: { certificate: 'AQID', transparency_entries: [{ logIndex: '1' }, { logIndex: '2' }] },
  envelope: { statement: 'e30=', signature: 'AQ==' },
};
const publisher = { kind: 'GitHub', repository: 'acme/tool', workflow: 'release.yml', environment: null };
const provenance = { version: 1, attestation_bundles: [{ publisher, attestations: [attestation] }] };

function read(value: unknown): DocValue {
  const parsed = parseJson(new TextEncoder().encode(JSON.stringify(value)), { maxBytes: 1e6 });
  if (!parsed.ok) throw new Error(parsed.problem.detail);
  return parsed.document.value;
}

function codeOf(value: unknown, single = false): string {
  const result = single ? parsePep740Attestation(read(value)) : parsePep740Provenance(read(value));
  return result.ok ? 'ok' : result.code;
}

function plain(value: DocValue): unknown {
  if (value instanceof DocMap)
    return Object.fromEntries([...value.entries()].map(([key, member]) => [key, plain(member)]));
  return Array.isArray(value) ? (value as readonly DocValue[]).map(plain) : value;
}

const material = (change: Json) => ({
  ...attestation,
  verification_material: { ...attestation.verification_material, ...change },
});
const envelope = (change: Json) => ({ ...attestation, envelope: { ...attestation.envelope, ...change } });
const bundle = (change: Json) => ({ version: 1, attestation_bundles: [{ publisher, attestations: [], ...change }] });

describe('a PEP 740 attestation', () => {
  it.each([
    ['no object', []],
    ['no version', { ...attestation, version: undefined }],
    ['a version that is text', { ...attestation, version: '1' }],
    ['no material', { ...attestation, verification_material: null }],
    ['no envelope', { ...attestation, envelope: [] }],
    ['no certificate', material({ certificate: undefined })],
    ['an empty certificate', material({ certificate: '' })],
    ['a certificate in PEM', material({ certificate: '-----BEGIN CERTIFICATE-----' })],
    ['base64 with line breaks', material({ certificate: 'AQ\nID' })],
    ['base64 of the URL alphabet', material({ certificate: '-_-_' })],
    ['base64 that is not canonical', envelope({ signature: 'AR==' })],
    ['base64 without padding', envelope({ signature: 'AQ' })],
    ['a statement that is an object', envelope({ statement: {} })],
    ['no transparency entries', material({ transparency_entries: [] })],
    ['transparency entries that are no list', material({ transparency_entries: { 0: {} } })],
    ['timestamps that are no list', material({ timestamps: 'AQID' })],
    ['timestamps that are no base64', material({ timestamps: ['AQID', '!'] })],
  ])('with %s is malformed', (_, value) => {
    expect(codeOf(value, true)).toBe('pypi-attestation-malformed');
    expect(codeOf(bundle({ attestations: [value] }))).toBe('pypi-attestation-malformed');
  });

  it.each([0, 2, 1.5, -1])('of version %d is not known', (version) => {
    expect(codeOf({ ...attestation, version }, true)).toBe('pypi-version-unsupported');
    expect(codeOf({ ...provenance, version })).toBe('pypi-version-unsupported');
  });

  it('may have members that nobody knows, as the specification says', () => {
    expect(codeOf({ ...material({ extra: 1 }), extra: 1 }, true)).toBe('ok');
  });

  it('is a Sigstore bundle of version 0.3 in another form', () => {
    const result = parsePep740Attestation(read(material({ timestamps: ['AQID'] })));
    if (!result.ok) throw new Error(result.code);
    expect(plain(result.value.bundle)).toEqual({
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: {
        certificate: { rawBytes: 'AQID' },
        tlogEntries: [{ logIndex: '1' }, { logIndex: '2' }],
        timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: 'AQID' }] },
      },
      dsseEnvelope: { payload: 'e30=', payloadType: 'application/vnd.in-toto+json', signatures: [{ sig: 'AQ==' }] },
    });
    const without = parsePep740Attestation(read(attestation));
    expect(
      without.ok && asMap(without.value.bundle.get('verificationMaterial'))?.has('timestampVerificationData'),
    ).toBe(false);
  });

  it('keeps every transparency entry and timestamp: pypi-attestations looks at the first alone', () => {
    const result = parsePep740Attestation(read(material({ timestamps: ['AQID', 'BAUG'] })));
    if (!result.ok) throw new Error(result.code);
    const kept = asMap(result.value.bundle.get('verificationMaterial'));
    expect(asList(kept?.get('tlogEntries'))).toHaveLength(2);
    expect(asList(asMap(kept?.get('timestampVerificationData'))?.get('rfc3161Timestamps'))).toHaveLength(2);
  });
});

describe('a provenance object', () => {
  it.each([
    ['no object', 'x'],
    ['no version', { ...provenance, version: undefined }],
    ['no bundles', { version: 1 }],
    ['bundles that are no list', { version: 1, attestation_bundles: {} }],
    ['a bundle that is no object', { version: 1, attestation_bundles: [1] }],
    ['a bundle without attestations', bundle({ attestations: undefined })],
    ['a bundle without publisher', bundle({ publisher: undefined })],
    ['a publisher without kind', bundle({ publisher: { ...publisher, kind: undefined } })],
    ['a publisher without repository', bundle({ publisher: { ...publisher, repository: '' } })],
    ['a GitHub publisher without workflow', bundle({ publisher: { ...publisher, workflow: null } })],
    ['a GitLab publisher without workflow_filepath', bundle({ publisher: { ...publisher, kind: 'GitLab' } })],
    ['a Google publisher without e-mail', bundle({ publisher: { kind: 'Google' } })],
    ['a Google publisher with an empty e-mail', bundle({ publisher: { kind: 'Google', email: '' } })],
    ['an environment that is no text', bundle({ publisher: { ...publisher, environment: 1 } })],
    ['too many bundles', { version: 1, attestation_bundles: Array.from({ length: 33 }, () => ({})) }],
    ['too many attestations', bundle({ attestations: Array.from({ length: 33 }, () => attestation) })],
  ])('with %s is malformed', (_, value) => {
    expect(codeOf(value)).toBe('pypi-attestation-malformed');
  });

  it('gives every attestation of every bundle, each with its publisher', () => {
    const google = { publisher: { kind: 'Google', email: 'a@b.example' }, attestations: [attestation] };
    const other = { publisher: { kind: 'ActiveState' }, attestations: [attestation, attestation] };
    const first = provenance.attestation_bundles[0];
    const result = parsePep740Provenance(read({ version: 1, attestation_bundles: [first, google, other] }));
    if (!result.ok) throw new Error(result.code);
    expect(result.value.map((one) => one.publisher?.kind)).toEqual(['github', 'google', 'other', 'other']);
    expect(result.value.every((one) => one.bundle instanceof DocMap)).toBe(true);
  });

  it('has at most 32 bundles of 32 attestations', () => {
    const many = (bundles: number, attestations: number) => ({
      version: 1,
      attestation_bundles: Array.from({ length: bundles }, () => ({
        publisher,
        attestations: Array.from({ length: attestations }, () => attestation),
      })),
    });
    expect([codeOf(many(32, 1)), codeOf(many(1, 32))]).toEqual(['ok', 'ok']);
    expect([codeOf(many(33, 1)), codeOf(many(1, 33))]).toEqual(Array(2).fill('pypi-attestation-malformed'));
  });

  it('may hold no attestation at all', () => {
    expect(parsePep740Provenance(read({ version: 1, attestation_bundles: [] }))).toMatchObject({ ok: true, value: [] });
  });
});
