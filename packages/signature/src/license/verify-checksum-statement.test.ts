import { constants, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { AssayError, digestOf } from '@assay/model';
import { githubIdentity, keyNamed, mintSigstore, type SignOptions } from '@assay/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { licenseChecksumCodes } from '../codes/license-checksum-codes.js';
import { preAuthEncoding } from '../dsse/pre-auth-encoding.js';
import { parseManagedKey } from '../sigstore/managed-key.js';
import { readTrustedRoot } from '../sigstore/read-trusted-root.js';
import { checksumBundleOpener } from './open-checksum-bundle.js';
import { renderChecksumStatement, type ChecksumStatement } from './checksum-statement.js';
import { sealStatement } from './seal-statement.js';
import { checksumKeyProblem } from './statement-signature.js';
import { keySigner } from './statement-signer.js';
import { verifyChecksumStatement, type ChecksumQuestion } from './verify-checksum-statement.js';

const at = '2026-06-01T00:00:00Z';
const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const privatePem = (key: KeyObject) => String(key.export({ format: 'pem', type: 'pkcs8' }));
const publicPem = (key: KeyObject) => String(key.export({ format: 'pem', type: 'spki' }));

const pairs = {
  ed25519: generateKeyPairSync('ed25519'),
  p256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  p384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  rsa: generateKeyPairSync('rsa', { modulusLength: 3072 }),
};
type Kind = keyof typeof pairs;
const kinds = Object.keys(pairs) as readonly Kind[];

const digests = [digestOf('sha256', 'gem'), digestOf('sha512', 'gem')];
const stated: ChecksumStatement = {
  file: 'pro-license-AB12.gem',
  digests,
  package: 'pkg:gem/pro-license@AB12',
  licenseId: 'AB12',
  vendor: 'Vendor Ltd',
  createdAt: '2026-05-01T12:00:00Z',
};
const question: ChecksumQuestion = {
  file: { name: stated.file, digests },
  package: stated.package,
  licenseId: 'AB12',
  vendor: 'Vendor Ltd',
  signers: { keys: kinds.map((kind) => publicPem(pairs[kind].publicKey)) },
  at,
};
const seal = (statement = stated, kind: Kind = 'ed25519') =>
  sealStatement(renderChecksumStatement(statement), keySigner(privatePem(pairs[kind].privateKey)));
const judge = (document: Uint8Array, change: Partial<ChecksumQuestion> = {}) =>
  verifyChecksumStatement(document, { ...question, ...change });

/** Signs a payload of any content, as the vendor would. */
function sealRaw(
  payload: Uint8Array,
  payloadType = 'application/vnd.in-toto+json',
  envelope: Record<string, unknown> = {},
) {
  const sig = sign(null, preAuthEncoding(payloadType, payload), pairs.ed25519.privateKey).toString('base64');
  const json = { payload: Buffer.from(payload).toString('base64'), payloadType, signatures: [{ sig }], ...envelope };
  return bytesOf(JSON.stringify(json));
}
type Json = Record<string, unknown>;
interface StatementJson extends Json {
  subject: { name?: unknown; digest?: unknown }[];
  predicate: Json;
}
function sealChanged(change: (json: StatementJson) => void) {
  const json = JSON.parse(textOf(renderChecksumStatement(stated))) as StatementJson;
  change(json);
  return sealRaw(bytesOf(JSON.stringify(json)));
}

describe('an envelope that must not be believed', () => {
  it.each(kinds)('with any single bit changed is not proven (%s)', async (kind) => {
    const document = await seal(stated, kind);
    const only = { signers: { keys: [publicPem(pairs[kind].publicKey)] } };
    const keyid = textOf(document).indexOf('"keyid"');
    const ignored = { from: keyid, to: keyid + '"keyid":""'.length + 64 };
    for (let bit = 0; bit < document.length * 8; bit += kind === 'ed25519' ? 1 : 7) {
      const changed = Uint8Array.from(document);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      const isHint = bit >> 3 >= ignored.from && bit >> 3 < ignored.to;
      const isLineEnd = bit >> 3 === document.length - 1;
      const { outcome } = judge(changed, only);
      if (!isHint && !isLineEnd) expect(outcome, `bit ${bit}`).toBe('refuted');
    }
  });

  it('by another key is a forgery, whatever its key id says', async () => {
    const stranger = generateKeyPairSync('ed25519');
    const { keyId } = keySigner(privatePem(pairs.ed25519.privateKey));
    const signer = keySigner(privatePem(stranger.privateKey));
    const document = await sealStatement(renderChecksumStatement(stated), { ...signer, keyId });
    expect(judge(document)).toMatchObject({ outcome: 'refuted', code: 'license-checksum-foreign-signer' });
    expect(judge(document)).not.toHaveProperty('statement');
  });

  it('of another payload type is refused although it is signed', () => {
    const payload = renderChecksumStatement(stated);
    for (const type of ['application/json', 'application/vnd.in-toto+json ', 'application/vnd.in-toto+JSON', '']) {
      expect(judge(sealRaw(payload, type)).code).toBe('license-checksum-document-malformed');
      expect(judge(sealRaw(payload, type, { payloadType: 'application/vnd.in-toto+json' })).code).toBe(
        'license-checksum-foreign-signer',
      );
    }
    expect(judge(sealRaw(payload)).code).toBe('license-checksum-stated');
  });

  it('whose signature is over the payload alone, or over its base64, is refused', () => {
    const payload = renderChecksumStatement(stated);
    for (const over of [payload, bytesOf(Buffer.from(payload).toString('base64'))]) {
      const sig = sign(null, over, pairs.ed25519.privateKey).toString('base64');
      expect(judge(sealRaw(payload, undefined, { signatures: [{ sig }] })).code).toBe(
        'license-checksum-foreign-signer',
      );
    }
  });

  const good = sign(
    null,
    preAuthEncoding('application/vnd.in-toto+json', renderChecksumStatement(stated)),
    pairs.ed25519.privateKey,
  ).toString('base64');
  it.each<[string, Json]>([
    ['no signature', { signatures: [] }],
    ['two signatures', { signatures: [{ sig: good }, { sig: good }] }],
    ['a good signature after a bad one', { signatures: [{ sig: 'AAAA' }, { sig: good }] }],
    ['a signature that is no object', { signatures: [good] }],
    ['signatures that are no list', { signatures: { sig: good } }],
    ['an empty signature', { signatures: [{ sig: '' }] }],
    ['no sig', { signatures: [{ signature: good }] }],
    [
      'a signature in the URL alphabet',
      { signatures: [{ sig: good.replace('=', '').replaceAll('+', '-').replaceAll('/', '_') }] },
    ],
    ['a signature that is not canonical', { signatures: [{ sig: `${good}\n` }] }],
    ['no payload', { payload: undefined }],
    ['an empty payload', { payload: '' }],
    ['a payload that is not canonical', { payload: 'AB==' }],
    ['a payload that is an object', { payload: stated }],
    ['no payload type', { payloadType: undefined }],
  ])('with %s is malformed', (_, change) => {
    expect(judge(sealRaw(renderChecksumStatement(stated), undefined, change)).code).toBe(
      'license-checksum-document-malformed',
    );
  });

  it.each([
    ['nothing', ''],
    ['a digest', digests[0]?.value ?? ''],
    ['a list', '[]'],
    ['a duplicate member', '{"payload":"","payload":""}'],
    ['an unsigned statement', textOf(renderChecksumStatement(stated))],
    ['two documents', '{}{}'],
  ])('that is %s is malformed', (_, text) => {
    expect(judge(bytesOf(text))).toMatchObject({ outcome: 'refuted', code: 'license-checksum-document-malformed' });
  });

  it('of any JSON never throws and is never proven', () => {
    const envelope = fc.record(
      {
        payload: fc.base64String(),
        payloadType: fc.constant('application/vnd.in-toto+json'),
        signatures: fc.array(fc.record({ sig: fc.base64String() })),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(envelope, fc.jsonValue()), (json) => {
        expect(judge(bytesOf(JSON.stringify(json))).outcome).toBe('refuted');
      }),
    );
  });

  it('with RSA as PKCS #1 v1.5, or with another salt, is refused', () => {
    const payload = renderChecksumStatement(stated);
    const signed = preAuthEncoding('application/vnd.in-toto+json', payload);
    const key = pairs.rsa.privateKey;
    const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING };
    const signatures = [
      sign('sha256', signed, key),
      sign('sha256', signed, { ...pss, saltLength: 0 }),
      sign('sha512', signed, { ...pss, saltLength: 32 }),
    ];
    for (const signature of signatures) {
      const document = sealRaw(payload, undefined, { signatures: [{ sig: signature.toString('base64') }] });
      expect(judge(document).code).toBe('license-checksum-foreign-signer');
    }
  });
});

describe('a signed statement', () => {
  it.each<[string, (json: StatementJson) => void]>([
    ['of an older form', (json) => (json['_type'] = 'https://in-toto.io/Statement/v0.1')],
    ['of no form', (json) => (json['_type'] = 'Statement')],
    ['of another type', (json) => (json['predicateType'] = 'https://slsa.dev/provenance/v1')],
    [
      'of the next version of its type',
      (json) => (json['predicateType'] = 'https://assay.example/license-checksum/v2'),
    ],
    ['about two files', (json) => json.subject.push({ name: 'x', digest: { sha256: 'a'.repeat(64) } })],
    ['about no file', (json) => (json.subject = [])],
    ['about a file without a name', (json) => delete json.subject[0]!.name],
    ['about a file in a folder', (json) => (json.subject[0]!.name = `../${stated.file}`)],
    ['about a file in a folder of Windows', (json) => (json.subject[0]!.name = `x\\${stated.file}`)],
    ['about a file with a name of control characters', (json) => (json.subject[0]!.name = `${stated.file}\u001b`)],
    ['with no digest', (json) => (json.subject[0]!.digest = {})],
    ['with MD5 and SHA-1 alone', (json) => (json.subject[0]!.digest = { md5: 'a'.repeat(32), sha1: 'a'.repeat(40) })],
    ['with an uppercase digest', (json) => (json.subject[0]!.digest = { sha256: digests[0]!.value.toUpperCase() })],
    ['without a package', (json) => delete json.predicate['package']],
    ['about a package that is no purl', (json) => (json.predicate['package'] = 'pro-license')],
    ['without a licence', (json) => (json.predicate['licenseId'] = '')],
    ['with a licence of white space', (json) => (json.predicate['licenseId'] = ' ')],
    ['without a vendor', (json) => (json.predicate['vendor'] = null)],
    ['with a vendor written backwards', (json) => (json.predicate['vendor'] = '\u202edtL')],
    ['without a time', (json) => delete json.predicate['createdAt']],
    ['with a time of another zone', (json) => (json.predicate['createdAt'] = '2026-05-01T12:00:00+02:00')],
    ['with a content digest that is none', (json) => (json.predicate['contentDigest'] = { sha256: 'x' })],
    [
      'with a content digest that is uppercase',
      (json) => (json.predicate['contentDigest'] = { sha256: 'A'.repeat(64) }),
    ],
    [
      'with a content digest of another algorithm',
      (json) => (json.predicate['contentDigest'] = { sha512: digests[1]!.value }),
    ],
    ['that replaces a text', (json) => (json.predicate['supersedes'] = digests[0]!.value)],
    ['that replaces itself', (json) => (json.predicate['supersedes'] = { sha256: digests[0]!.value })],
    ['with a name that is too long', (json) => (json.predicate['vendor'] = 'x'.repeat(1001))],
  ])('%s is not a checksum statement', (_, change) => {
    expect(judge(sealChanged(change))).toMatchObject({ outcome: 'refuted', code: 'license-checksum-other-statement' });
  });

  it('that is not JSON is not a checksum statement', () => {
    expect(judge(sealRaw(bytesOf('gem'))).code).toBe('license-checksum-other-statement');
  });

  it('about other content is a mismatch, if only in one of its strong digests', async () => {
    const other = digestOf('sha512', 'other');
    const document = await seal();
    for (const own of [
      [digestOf('sha256', 'other')],
      [digests[0]!, other],
      [other, digests[0]!],
      [digestOf('sha384', 'gem')],
    ]) {
      expect(judge(document, { file: { name: stated.file, digests: own } })).toMatchObject({
        outcome: 'refuted',
        code: 'license-checksum-content-mismatch',
        statement: { licenseId: 'AB12' },
      });
    }
  });

  it('with weak digests beside a strong one is compared by the strong one alone', () => {
    const weak = { md5: 'a'.repeat(32), sha1: 'a'.repeat(40) };
    const document = sealChanged((json) => (json.subject[0]!.digest = { ...weak, sha256: digests[0]!.value }));
    const own = [...digests, { alg: 'sha1', value: 'b'.repeat(40), covers: 'artifact' } as const];
    expect(judge(document, { file: { name: stated.file, digests: own } }).outcome).toBe('proven');
    const other = [digestOf('sha256', 'x'), { alg: 'sha1', value: 'a'.repeat(40), covers: 'artifact' } as const];
    expect(judge(document, { file: { name: stated.file, digests: other } }).outcome).toBe('refuted');
  });

  it('that replaces an older file says so of the older one', async () => {
    const old = digestOf('sha256', 'old');
    const document = await seal({ ...stated, supersedes: old, contentDigest: digestOf('sha256', 'content') });
    expect(judge(document).statement).toEqual({
      ...stated,
      supersedes: old,
      contentDigest: digestOf('sha256', 'content'),
    });
    expect(judge(document, { file: { name: stated.file, digests: [old] } })).toMatchObject({
      outcome: 'refuted',
      code: 'license-checksum-superseded',
    });
  });

  it.each<[string, Partial<ChecksumQuestion>, string]>([
    ['another name', { file: { name: 'pro-license-AB13.gem', digests } }, 'license-checksum-name-mismatch'],
    ['another version', { package: 'pkg:gem/pro-license@AB13' }, 'license-checksum-other-license'],
    ['another ecosystem', { package: 'pkg:npm/pro-license@AB12' }, 'license-checksum-other-license'],
    ['another licence', { licenseId: 'ab12' }, 'license-checksum-other-license'],
    ['another vendor', { vendor: 'Vendor' }, 'license-checksum-other-license'],
    ['an earlier time', { at: '2026-05-01T11:59:59Z' }, 'license-checksum-not-yet-made'],
  ])('does not count where it is asked about %s', async (_, change, code) => {
    expect(judge(await seal(), change)).toMatchObject({ outcome: 'refuted', code });
  });

  it.each(kinds)('by a pinned key proves the file (%s)', async (kind) => {
    const verdict = judge(await seal(stated, kind), { signers: { keys: [publicPem(pairs[kind].publicKey)] } });
    const { keyId } = keySigner(privatePem(pairs[kind].privateKey));
    expect(verdict).toEqual({
      ...licenseChecksumCodes['license-checksum-stated'],
      code: 'license-checksum-stated',
      detail: `It was signed by the key sha256:${keyId}.`,
      signedBy: `the key sha256:${keyId}`,
      statement: stated,
    });
    expect(judge(await seal(stated, kind), { at: stated.createdAt }).outcome).toBe('proven');
  });

  it('may be about any licence of any vendor where none is named', async () => {
    const { licenseId: _, vendor: __, ...open } = question;
    const document = await seal({ ...stated, licenseId: 'other', vendor: 'Örtel & Söhne' });
    expect(verifyChecksumStatement(document, open)).toMatchObject({ outcome: 'proven' });
  });

  it('may have members that this version does not know, in envelope, statement and predicate', () => {
    const document = JSON.parse(
      textOf(
        sealChanged((json) => {
          json['more'] = 1;
          json.predicate['more'] = [];
        }),
      ),
    ) as Json;
    expect(judge(bytesOf(JSON.stringify({ ...document, more: {} }))).outcome).toBe('proven');
  });
});

describe('who should have signed', () => {
  it('must be named, with keys that are strong', async () => {
    const document = await seal();
    const small = publicPem(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey);
    const p521 = publicPem(generateKeyPairSync('ec', { namedCurve: 'P-521' }).publicKey);
    expect(checksumKeyProblem(small)).toContain('3072');
    expect(checksumKeyProblem(p521)).toContain('P-521');
    expect(checksumKeyProblem('key')).toContain('neither');
    expect(checksumKeyProblem(publicPem(pairs.rsa.publicKey))).toBeNull();
    for (const signers of [{}, { keys: [] }, { keys: [small] }, { keys: [publicPem(pairs.p256.publicKey), p521] }]) {
      expect(() => judge(document, { signers })).toThrow(AssayError);
    }
  });

  it('needs a file with a strong digest, and a time', async () => {
    const document = await seal();
    expect(() => judge(document, { file: { name: 'x', digests: [] } })).toThrow(AssayError);
    expect(() => judge(document, { at: 'now' })).toThrow(AssayError);
  });
});

describe('a statement in a Sigstore bundle', () => {
  const sigstore = mintSigstore();
  const owner = githubIdentity();
  const root = readTrustedRoot(bytesOf(JSON.stringify(sigstore.trustedRoot())), { name: 'minted' });
  if (!root.ok) throw new Error(root.detail);
  const roots = [root.value];
  const expected = { by: 'identity', identity: owner.san.value, issuer: owner.issuer } as const;
  const keyless = { signers: { sigstore: checksumBundleOpener({ expected, roots }) } };

  type Signed = SignOptions['statement'];
  const statement = JSON.parse(textOf(renderChecksumStatement(stated))) as Signed;
  const bundle = (options: SignOptions = {}) =>
    bytesOf(
      JSON.stringify(sigstore.sign({ artifact: 'gem', identity: owner, statement, ...options } as SignOptions).bundle),
    );

  it('by the expected identity proves the file', () => {
    expect(judge(bundle(), keyless)).toMatchObject({
      outcome: 'proven',
      code: 'license-checksum-stated',
      statement: stated,
      signedBy: expect.stringContaining(owner.san.value) as unknown,
    });
  });

  it('by somebody else is refused', () => {
    const other = { by: 'identity', identity: `${owner.san.value}x`, issuer: owner.issuer } as const;
    const verdict = judge(bundle(), { signers: { sigstore: checksumBundleOpener({ expected: other, roots }) } });
    expect(verdict).toMatchObject({ outcome: 'refuted', code: 'signer-mismatch' });
    expect(verdict.text).toMatch(/somebody else/);
    expect(verdict).not.toHaveProperty('statement');
  });

  it('about another file, licence, type or with a broken signature is refused', () => {
    expect(
      judge(bundle(), { ...keyless, file: { name: stated.file, digests: [digestOf('sha256', 'x')] } }).outcome,
    ).toBe('refuted');
    expect(judge(bundle(), { ...keyless, licenseId: 'other' }).code).toBe('license-checksum-other-license');
    const provenance = { ...(statement as object), predicateType: 'https://slsa.dev/provenance/v1' } as Signed;
    expect(judge(bundle({ statement: provenance } as SignOptions), keyless).outcome).toBe('refuted');
    const text = textOf(bundle()).replace(/"sig":"(.)/, (_, first: string) => `"sig":"${first === 'M' ? 'N' : 'M'}`);
    expect(judge(bytesOf(text), keyless).outcome).toBe('refuted');
    expect(judge(bytesOf('{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json"}'), keyless).outcome).toBe(
      'refuted',
    );
  });

  it('that signs the bytes without a statement is no statement', () => {
    const { statement: _, ...options } = { artifact: 'gem', identity: owner, statement };
    const message = bytesOf(JSON.stringify(sigstore.sign(options).bundle));
    expect(judge(message, keyless).outcome).toBe('refuted');
  });

  it('does not count where a key alone is pinned, nor an envelope where an identity alone is', async () => {
    expect(judge(bundle())).toMatchObject({ outcome: 'absent', code: 'license-checksum-signer-unknown' });
    expect(judge(await seal(), keyless)).toMatchObject({ outcome: 'absent', code: 'license-checksum-signer-unknown' });
    expect(judge(await seal(), { signers: { ...keyless.signers, keys: [] } }).outcome).toBe('absent');
    const both = { signers: { ...keyless.signers, ...question.signers } };
    expect(judge(bundle(), both).outcome).toBe('proven');
    expect(judge(await seal(), both).outcome).toBe('proven');
  });

  it('by a managed key proves the file where that key is expected', () => {
    const parsed = parseManagedKey(keyNamed('vendor').publicPem);
    if (!parsed.ok) throw new Error(parsed.detail);
    const byKey = {
      signers: { sigstore: checksumBundleOpener({ expected: { by: 'key', key: parsed.value }, roots }) },
    };
    expect(judge(bundle({ managedKey: { key: keyNamed('vendor') } }), byKey).outcome).toBe('proven');
    expect(judge(bundle(), byKey)).toMatchObject({ outcome: 'refuted', code: 'signer-mismatch' });
  });
});

describe('writing a statement', () => {
  it('gives the same bytes for the same statement', () => {
    const text = textOf(renderChecksumStatement(stated));
    expect(text).toBe(
      `{"_type":"https://in-toto.io/Statement/v1","predicate":{"createdAt":"2026-05-01T12:00:00Z","licenseId":"AB12","package":"pkg:gem/pro-license@AB12","vendor":"Vendor Ltd"},"predicateType":"https://assay.example/license-checksum/v1","subject":[{"digest":{"sha256":"${digests[0]!.value}","sha512":"${digests[1]!.value}"},"name":"pro-license-AB12.gem"}]}`,
    );
    expect(textOf(renderChecksumStatement({ ...stated, digests: digests.toReversed() }))).toBe(text);
  });

  it.each<[string, Partial<ChecksumStatement>]>([
    ['SHA-256 alone', { digests: [digests[0]!] }],
    ['a third digest', { digests: [...digests, digestOf('sha384', 'gem')] }],
    ['a folder', { file: 'a/b' }],
    ['no licence', { licenseId: '' }],
    ['a lone surrogate', { vendor: '\ud800' }],
    ['a content digest by SHA-512', { contentDigest: digests[1]! }],
    ['itself as the one that it replaces', { supersedes: digests[0]! }],
  ])('with %s is refused', (_, change) => {
    expect(() => renderChecksumStatement({ ...stated, ...change })).toThrow(AssayError);
  });

  it.each([
    'gem',
    '{}',
    JSON.stringify({ _type: 'https://in-toto.io/Statement/v1', subject: [{ digest: {} }], predicateType: 'x' }),
  ])('signs nothing else than checksum statements: %s', async (text) => {
    await expect(sealStatement(bytesOf(text), keySigner(privatePem(pairs.p256.privateKey)))).rejects.toThrow(
      AssayError,
    );
  });

  it('takes a signer that answers later', async () => {
    const signer = keySigner(privatePem(pairs.p384.privateKey));
    const later = { keyId: 'hsm:7', sign: (bytes: Uint8Array) => Promise.resolve(signer.sign(bytes)) };
    const document = await sealStatement(renderChecksumStatement(stated), later);
    expect(textOf(document)).toMatch(
      /^\{"payload":"[^"]+","payloadType":"application\/vnd.in-toto\+json","signatures":\[\{"keyid":"hsm:7","sig":"[^"]+"\}\]\}\n$/,
    );
    expect(judge(document).outcome).toBe('proven');
  });
});

describe('a signing key', () => {
  const secret = privatePem(pairs.ed25519.privateKey);

  it.each([
    ['nothing', ''],
    ['a public key', publicPem(pairs.ed25519.publicKey)],
    ['a key cut short', secret.slice(0, 80)],
    [
      'a key with a passphrase',
      String(pairs.ed25519.privateKey.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'x' })),
    ],
    ['RSA of 2048 bits', privatePem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)],
    [
      'RSA with the exponent three',
      privatePem(generateKeyPairSync('rsa', { modulusLength: 3072, publicExponent: 3 }).privateKey),
    ],
    ['P-521', privatePem(generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey)],
    ['X25519', privatePem(generateKeyPairSync('x25519').privateKey)],
  ])('that is %s is refused without being quoted', (_, pem) => {
    const attempt = () => keySigner(pem);
    expect(attempt).toThrow(AssayError);
    try {
      attempt();
    } catch (error) {
      const { message, hint, cause } = error as AssayError;
      expect(cause).toBeUndefined();
      for (const line of pem.split('\n').filter((text) => text.length > 20 && !text.startsWith('-'))) {
        expect(`${message} ${hint ?? ''}`).not.toContain(line);
      }
    }
  });

  it('may be in the older forms of OpenSSL', () => {
    expect(keySigner(String(pairs.p256.privateKey.export({ format: 'pem', type: 'sec1' }))).keyId).toMatch(
      /^[0-9a-f]{64}$/,
    );
    expect(keySigner(String(pairs.rsa.privateKey.export({ format: 'pem', type: 'pkcs1' }))).keyId).toMatch(
      /^[0-9a-f]{64}$/,
    );
  });
});

describe('the codes of checksums', () => {
  it('all say what to do, but the one that proves', () => {
    for (const [code, { outcome, text, next }] of Object.entries(licenseChecksumCodes)) {
      expect(code).toMatch(/^license-checksum-[a-z-]+$/);
      expect(text).toMatch(/\.$/);
      expect(next === '', code).toBe(outcome === 'proven');
    }
  });
});
