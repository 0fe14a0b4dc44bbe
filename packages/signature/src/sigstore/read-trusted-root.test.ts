import { generateKeyPairSync } from 'node:crypto';
import { digestOf, type JsonValue } from '@assay/model';
import { mintSigstore } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { parseBundle } from './parse-bundle.js';
import { readTrustedRoot } from './read-trusted-root.js';
import { verifyBundle } from './verify-bundle.js';

const sigstore = mintSigstore();
const original = sigstore.trustedRoot() as unknown as Json;

type Json = Record<string, JsonValue>;

/** The code for the root after a change to it, its first log, that log's key, and its first authority. */
function after(change: (root: Json, log: Json, key: Json, authority: Json) => void): string {
  const root = structuredClone(original);
  const [log] = root['tlogs'] as Json[];
  const [authority] = root['certificateAuthorities'] as Json[];
  change(root, log!, log!['publicKey'] as Json, authority!);
  const read = readTrustedRoot(Buffer.from(JSON.stringify(root)));
  return read.ok ? 'read' : read.code;
}

function spki(type: 'rsa' | 'ec' | 'ed448', size = 0): string {
  const pair =
    type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: size })
      : type === 'ec'
        ? generateKeyPairSync('ec', { namedCurve: 'secp256k1' })
        : generateKeyPairSync('ed448');
  return pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
}

describe('trusted roots', () => {
  test('a well-formed one is read, with its name, digest and end', () => {
    const bytes = Buffer.from(JSON.stringify(original));
    const read = readTrustedRoot(bytes, { name: 'mine', expires: '2027-01-01T00:00:00Z' });
    expect(read.ok && read.value).toEqual({
      name: 'mine',
      digest: digestOf('sha256', bytes),
      expires: '2027-01-01T00:00:00Z',
    });
    expect(readTrustedRoot(bytes, { expires: 'soon' }).ok).toBe(false);
  });

  test.each([
    'application/vnd.dev.sigstore.trustedroot+json;version=0.2',
    'application/vnd.dev.sigstore.trustedroot.v0.3+json',
    'application/vnd.dev.sigstore.bundle.v0.3+json',
    7,
  ])('the media type %j is refused', (mediaType) => {
    expect(after((root) => (root['mediaType'] = mediaType))).toBe('trusted-root-malformed');
  });

  test('a member that nobody knows is refused: misspelt, a limit would be none', () => {
    expect(after((root) => (root['extra'] = 1))).toBe('trusted-root-malformed');
    expect(after((_, log) => (log['extra'] = 1))).toBe('trusted-root-malformed');
    expect(after((_, __, key) => (key['validfor'] = {}))).toBe('trusted-root-malformed');
    expect(after((_, __, ___, authority) => (authority['extra'] = 1))).toBe('trusted-root-malformed');
  });

  test('a log or an authority without a start of its validity is refused', () => {
    expect(after((_, __, key) => delete key['validFor'])).toBe('trusted-root-malformed');
    expect(after((_, __, key) => (key['validFor'] = {}))).toBe('trusted-root-malformed');
    expect(after((_, __, ___, authority) => delete authority['validFor'])).toBe('trusted-root-malformed');
    expect(after((_, __, ___, authority) => (authority['validFor'] = { end: '2030-01-01T00:00:00Z' }))).toBe(
      'trusted-root-malformed',
    );
  });

  test.each([
    '2022',
    '2022-01-01',
    '2022-01-01T00:00:00',
    '2022-01-01T00:00:00+01:00',
    '2022-13-01T00:00:00Z',
    ' 2022-01-01T00:00:00Z',
    1,
  ])('%j is no time', (start) => {
    expect(after((_, __, key) => (key['validFor'] = { start }))).toBe('trusted-root-malformed');
  });

  test('a key that is not of its declared algorithm is refused', () => {
    expect(after((_, __, key) => (key['keyDetails'] = 'PKIX_ED25519'))).toBe('trusted-root-malformed');
    expect(after((_, __, key) => (key['keyDetails'] = 'PKIX_ECDSA_P384_SHA_384'))).toBe('trusted-root-malformed');
    expect(after((_, __, key) => (key['rawBytes'] = spki('ec')))).toBe('trusted-root-malformed');
    expect(after((_, __, key) => (key['rawBytes'] = spki('ed448')))).toBe('trusted-root-malformed');
    const declare = (details: string) => (_: Json, __: Json, key: Json) => {
      key['keyDetails'] = details;
      key['rawBytes'] = spki('rsa', 2048);
    };
    expect(after(declare('PKIX_RSA_PKCS1V15_2048_SHA256'))).toBe('read');
    expect(after(declare('PKIX_RSA_PKCS1V15_4096_SHA256'))).toBe('trusted-root-malformed');
  });

  test('RSA below 2048 bits and Ed25519 keys of low order are refused', () => {
    const declare = (details: string, rawBytes: string) => (_: Json, __: Json, key: Json) => {
      key['keyDetails'] = details;
      key['rawBytes'] = rawBytes;
    };
    expect(after(declare('PKIX_RSA_PKCS1V5', spki('rsa', 1024)))).toBe('trusted-root-key-weak');
    const lowOrder = [
      '0000000000000000000000000000000000000000000000000000000000000000',
      '0100000000000000000000000000000000000000000000000000000000000000',
      'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
      'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    ];
    for (const point of lowOrder) {
      const key = Buffer.from(`302a300506032b6570032100${point}`, 'hex').toString('base64');
      expect(after(declare('PKIX_ED25519', key))).toMatch(/^trusted-root-(key-weak|malformed)$/);
    }
  });

  test('key ids of checkpoints and operators exist from version 0.2 on', () => {
    const id = { keyId: 'AAAAAA==' };
    expect(after((_, log) => (log['checkpointKeyId'] = id))).toBe('trusted-root-malformed');
    expect(after((_, log) => (log['operator'] = 'example.com'))).toBe('trusted-root-malformed');
    const newer = 'application/vnd.dev.sigstore.trustedroot.v0.2+json';
    const both = (root: Json, log: Json) => {
      root['mediaType'] = newer;
      log['checkpointKeyId'] = id;
      log['operator'] = 'example.com';
    };
    expect(after(both)).toBe('read');
  });
});

describe('what a root demands', () => {
  /** The code under a root that was changed; the artefact's digest alone is at hand. */
  function verifyAfter(change: (root: Json) => void, options: Parameters<typeof sigstore.sign>[0] = {}): string {
    const signed = sigstore.sign(options);
    const changed = structuredClone(original);
    change(changed);
    const root = readTrustedRoot(Buffer.from(JSON.stringify(changed)));
    const bundle = parseBundle(Buffer.from(signed.text));
    if (!root.ok || !bundle.ok) throw new Error('not read');
    const artifact = { digests: [digestOf('sha256', signed.artifact)] };
    const verified = verifyBundle({ bundle: bundle.value, artifact, roots: [root.value], at: '2026-01-01T00:00:00Z' });
    return verified.ok ? 'accepted' : verified.code;
  }
  const timestamped = { log: 'none', timestamps: 1 } as const;

  test('an instance with timestamps alone needs no log entry', () => {
    const gitHubLike = (root: Json) => {
      root['tlogs'] = [];
      root['ctlogs'] = [];
    };
    expect(verifyAfter(gitHubLike, timestamped)).toBe('sct-log-unknown');
    expect(verifyAfter(gitHubLike, { ...timestamped, mistake: 'sct-missing' })).toBe('accepted');
  });

  test('a bundle of an instance with logs does not pass with its entries stripped, nor under a root stripped of its logs', () => {
    expect(verifyAfter(() => undefined, timestamped)).toBe('log-entry-missing');
    expect(verifyAfter((root) => (root['tlogs'] = []), timestamped)).toBe('log-entry-missing');
    expect(verifyAfter((root) => (root['ctlogs'] = []), timestamped)).toBe('log-entry-missing');
  });

  test('a log whose algorithm is unknown vouches for nothing and lowers nothing', () => {
    const unknown = (member: string) => (root: Json) => {
      for (const log of root[member] as Json[]) (log['publicKey'] as Json)['keyDetails'] = 'ML_DSA_65';
    };
    expect(verifyAfter(unknown('tlogs'))).toBe('log-unknown');
    expect(verifyAfter(unknown('tlogs'), timestamped)).toBe('log-entry-missing');
    expect(verifyAfter(unknown('ctlogs'))).toBe('sct-log-unknown');
    expect(verifyAfter(unknown('ctlogs'), { mistake: 'sct-missing' })).toBe('sct-missing');
  });
});

describe('several roots', () => {
  const signed = sigstore.sign();
  const rootOf = (json: unknown, expires?: string) => {
    const read = readTrustedRoot(Buffer.from(JSON.stringify(json)), expires === undefined ? {} : { expires });
    if (!read.ok) throw new Error(read.detail);
    return read.value;
  };
  const right = rootOf(original);
  const other = rootOf(mintSigstore({ name: 'other.example' }).trustedRoot());
  const verify = (
    roots: readonly ReturnType<typeof rootOf>[],
    at = '2026-01-01T00:00:00Z',
    bytes: string | Uint8Array = 'x',
  ) => {
    const bundle = parseBundle(Buffer.from(signed.text));
    if (!bundle.ok) throw new Error('not parsed');
    const verified = verifyBundle({
      bundle: bundle.value,
      artifact: { digests: [digestOf('sha256', bytes)] },
      roots,
      at,
    });
    return verified.ok ? 'accepted' : verified.code;
  };

  test('the refusal of the root that knows the bundle is given, in any order', () => {
    expect(verify([other])).toBe('certificate-authority-unknown');
    expect(verify([right, other])).toBe('artifact-mismatch');
    expect(verify([other, right])).toBe('artifact-mismatch');
    expect(verify([])).toBe('trusted-root-missing');
  });

  test('that no authority is the issuer is said of every root that was asked', () => {
    const third = mintSigstore({ name: 'third.example' }).trustedRoot();
    const named = (name: string, json: unknown) => {
      const read = readTrustedRoot(Buffer.from(JSON.stringify(json)), { name });
      if (!read.ok) throw new Error(read.detail);
      return read.value;
    };
    const bundle = parseBundle(Buffer.from(signed.text));
    if (!bundle.ok) throw new Error('not parsed');
    const roots = [named('second', mintSigstore({ name: 'other.example' }).trustedRoot()), named('third', third)];
    const at = '2026-01-01T00:00:00Z';
    const artifact = { digests: [digestOf('sha256', 'x')] };
    const detail = 'No authority in second, third bears the name of the issuer.';
    expect(verifyBundle({ bundle: bundle.value, artifact, roots, at })).toEqual({
      ok: false,
      code: 'certificate-authority-unknown',
      detail,
      trail: [{ step: 'certificate-authority-unknown', result: 'failed', detail }],
    });
  });

  test('a root that knows the authority and not the log says more than one that knows neither, in any order', () => {
    const { tlogs: _, ...rest } = original;
    const sameNames = rootOf({ ...rest, tlogs: mintSigstore({ name: 'other.example' }).trustedRoot().tlogs });
    const judge = (...roots: readonly ReturnType<typeof rootOf>[]) => verify(roots, undefined, signed.artifact);
    expect(judge(sameNames, other)).toBe('log-unknown');
    expect(judge(other, sameNames)).toBe('log-unknown');
    expect(judge(other, sameNames, right)).toBe('accepted');
  });

  test('an expired root proves nothing: could not verify; its last moment still counts', () => {
    const ending = rootOf(original, '2026-01-01T00:00:00Z');
    expect(verify([ending])).toBe('artifact-mismatch');
    expect(verify([ending], '2026-01-01T00:00:01Z')).toBe('trusted-root-expired');
  });

  test('misuse throws: a bundle, a root or a time that is none', () => {
    const bundle = parseBundle(Buffer.from(signed.text));
    if (!bundle.ok) throw new Error('not parsed');
    const check = { bundle: bundle.value, artifact: { digests: [] }, roots: [right], at: '2026-01-01T00:00:00Z' };
    expect(() => verifyBundle({ ...check, at: 'now' })).toThrow();
    expect(() => verifyBundle({ ...check, bundle: { ...bundle.value } })).toThrow();
    expect(() => verifyBundle({ ...check, roots: [{ ...right }] })).toThrow();
  });
});
