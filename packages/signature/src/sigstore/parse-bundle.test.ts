import { DocMap } from '@assay/documents';
import type { JsonValue } from '@assay/model';
import { mintSigstore } from '@assay/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseBundle } from './parse-bundle.js';

const sigstore = mintSigstore();
const message = sigstore.sign().text;
const envelope = sigstore.sign({ as: 'dsse', bundle: '0.2' }).text;

type Json = Record<string, JsonValue>;

/** The code for the message bundle after a change. */
function after(change: (bundle: Json, entry: Json, proof: Json) => void, text = message): string {
  const bundle = JSON.parse(text) as Json;
  const material = bundle['verificationMaterial'] as Json;
  const [entry] = material['tlogEntries'] as Json[];
  change(bundle, entry!, entry!['inclusionProof'] as Json);
  return codeOf(Buffer.from(JSON.stringify(bundle)));
}

function codeOf(source: Parameters<typeof parseBundle>[0]): string {
  const parsed = parseBundle(source);
  return parsed.ok ? 'parsed' : parsed.code;
}

const material = (bundle: Json) => bundle['verificationMaterial'] as Json;

describe('bundles that are not bundles', () => {
  test.each([
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a text', '"bundle"'],
    ['no media type', '{}'],
    ['trailing text', `${message} x`],
    ['a byte order mark', `\uFEFF${message}`],
    ['a key that stands twice', message.replace('{"mediaType"', '{"mediaType":"x","mediaType"')],
    ['deep nesting', `{"mediaType":${'['.repeat(100)}${']'.repeat(100)}}`],
    ['a lone surrogate', message.replace('"mediaType"', '"\\ud800":1,"mediaType"')],
  ])('%s is malformed', (_, text) => {
    expect(codeOf(Buffer.from(text))).toBe('bundle-malformed');
  });

  test('more bytes than any bundle has are refused before they are read', () => {
    expect(codeOf(new Uint8Array(16 * 1024 * 1024 + 1))).toBe('bundle-too-large');
  });

  test('certificates and timestamps are as small as real ones, before anyone reads ASN.1 in them', () => {
    const of = (length: number) => ({ rawBytes: Buffer.alloc(length, 0x30).toString('base64') });
    const leaf = (length: number) =>
      after((bundle) => {
        material(bundle)['certificate'] = of(length);
      });
    expect(leaf(65_536)).toBe('parsed');
    expect(leaf(65_537)).toBe('bundle-malformed');
    const chain = (length: number) =>
      after((bundle) => {
        material(bundle)['x509CertificateChain'] = { certificates: [of(100), of(length)] };
      }, envelope);
    expect(chain(65_536)).toBe('parsed');
    expect(chain(65_537)).toBe('bundle-malformed');
    const timestamp = (length: number) =>
      after((bundle) => {
        const signedTimestamp = of(length).rawBytes;
        material(bundle)['timestampVerificationData'] = { rfc3161Timestamps: [{ signedTimestamp }] };
      });
    expect(timestamp(65_536)).toBe('parsed');
    expect(timestamp(65_537)).toBe('bundle-malformed');
  });

  test('cosign’s own bundle is told as such', () => {
    const old = { base64Signature: 'AQ==', cert: 'AQID', rekorBundle: { SignedEntryTimestamp: 'AQ==', Payload: {} } };
    expect(codeOf(Buffer.from(JSON.stringify(old)))).toBe('bundle-of-old-cosign');
    expect(after((bundle) => Object.assign(bundle, old))).toBe('bundle-malformed');
  });

  test('bytes that are not UTF-8 are malformed', () => {
    const bytes = Buffer.from(message);
    bytes[20] = 0xff;
    expect(codeOf(bytes)).toBe('bundle-malformed');
  });

  test('no bytes make the parser throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => codeOf(bytes) !== 'parsed'));
    fc.assert(fc.property(fc.json(), (text) => codeOf(Buffer.from(text)) !== 'parsed'));
  });

  test('no value at any place makes the parser throw', () => {
    const values = [null, 0, -1, 1.5, 2 ** 53, true, '', 'x', [], {}, [[]], { rawBytes: 1 }] as const;
    const walk = (value: JsonValue | undefined, put: (changed: JsonValue) => JsonValue): void => {
      for (const other of values) parseBundle(put(other));
      if (typeof value !== 'object' || value === null) return;
      for (const [key, member] of Object.entries(value) as [string, JsonValue][]) {
        walk(member, (changed) => put(Array.isArray(value) ? [changed] : { ...(value as Json), [key]: changed }));
      }
    };
    for (const text of [message, envelope]) walk(JSON.parse(text) as JsonValue, (changed) => changed);
  });
});

describe('media types', () => {
  test.each([
    'application/vnd.dev.sigstore.bundle+json;version=0.4',
    'application/vnd.dev.sigstore.bundle+json; version=0.3',
    'application/vnd.dev.sigstore.bundle+json;version=0.30',
    'application/vnd.dev.sigstore.bundle.v0.9+json',
    'application/vnd.dev.sigstore.bundle.v0.3+json ',
    'Application/vnd.dev.sigstore.bundle.v0.3+json',
    'application/vnd.dev.sigstore.bundle+json',
  ])('%s is no version that is known', (mediaType) => {
    expect(after((bundle) => (bundle['mediaType'] = mediaType))).toBe('bundle-version-unsupported');
  });
});

describe('what must be one', () => {
  test('exactly one content, one key material, one signature', () => {
    expect(after((bundle) => delete bundle['messageSignature'])).toBe('bundle-malformed');
    expect(after((bundle) => (bundle['dsseEnvelope'] = {}))).toBe('bundle-malformed');
    expect(after((bundle) => delete material(bundle)['certificate'])).toBe('bundle-malformed');
    expect(after((bundle) => (material(bundle)['publicKey'] = { hint: 'x' }))).toBe('bundle-malformed');
    const signatures = (change: (list: Json[]) => JsonValue) => (bundle: Json) => {
      const content = bundle['dsseEnvelope'] as Json;
      content['signatures'] = change(content['signatures'] as Json[]);
    };
    expect(
      after(
        signatures((list) => list),
        envelope,
      ),
    ).toBe('parsed');
    expect(
      after(
        signatures((list) => [...list, ...list]),
        envelope,
      ),
    ).toBe('bundle-malformed');
    expect(
      after(
        signatures(() => []),
        envelope,
      ),
    ).toBe('bundle-malformed');
  });

  test('a certificate stands alone from version 0.3 on, and in a chain before', () => {
    const alone = 'application/vnd.dev.sigstore.bundle.v0.3+json';
    const chained = 'application/vnd.dev.sigstore.bundle+json;version=0.2';
    expect(after((bundle) => (bundle['mediaType'] = chained))).toBe('bundle-malformed');
    expect(after((bundle) => (bundle['mediaType'] = alone), envelope)).toBe('bundle-malformed');
  });

  test('the hint of a managed key and the key id of the envelope are the same', () => {
    const key = (hint: string, keyid: string) => (bundle: Json) => {
      const inner = material(bundle);
      delete inner['x509CertificateChain'];
      inner['publicKey'] = { hint };
      const [signature] = (bundle['dsseEnvelope'] as Json)['signatures'] as Json[];
      signature!['keyid'] = keyid;
    };
    expect(after(key('a', 'a'), envelope)).toBe('parsed');
    expect(after(key('a', ''), envelope)).toBe('parsed');
    expect(after(key('a', 'b'), envelope)).toBe('bundle-malformed');
  });
});

describe('integers', () => {
  const accepted: readonly JsonValue[] = ['0', '1', '9223372036854775807', 7, 0];
  const refused: readonly JsonValue[] = [
    '-1',
    '+1',
    '01',
    ' 1',
    '1 ',
    '',
    '1.0',
    '0x1',
    '1e3',
    '9223372036854775808',
    '99999999999999999999',
    -1,
    1.5,
    true,
    [],
    {},
  ];

  test.each(accepted)('%j is an index', (value) => {
    expect(after((_, entry) => (entry['logIndex'] = value))).toBe('parsed');
    expect(after((_, __, proof) => (proof['treeSize'] = value))).toBe('parsed');
  });

  test.each(refused)('%j is none', (value) => {
    expect(after((_, entry) => (entry['logIndex'] = value))).toBe('bundle-malformed');
    expect(after((_, __, proof) => (proof['logIndex'] = value))).toBe('bundle-malformed');
    expect(after((_, entry) => (entry['integratedTime'] = value))).toBe('bundle-malformed');
  });

  test('an index of zero may be left out, as protobuf does; a time may not lie beyond the year 9999', () => {
    expect(after((_, entry) => delete entry['logIndex'])).toBe('parsed');
    expect(after((_, entry) => (entry['integratedTime'] = '253402300800'))).toBe('bundle-malformed');
  });
});

describe('base64', () => {
  test.each([
    ['white space', (text: string) => `${text.slice(0, 8)}\n${text.slice(8)}`],
    ['a space at the end', (text: string) => `${text} `],
    ['the URL alphabet', (text: string) => `${text.slice(0, 4)}-_-_${text.slice(8)}`],
    ['no padding', (text: string) => `${text.slice(0, 4)}AA`],
    ['bits that are left over', () => 'AB=='],
    ['nothing', () => ''],
  ])('%s is not canonical', (_, change) => {
    const mutate = (bundle: Json) => {
      const content = bundle['messageSignature'] as Json;
      content['signature'] = change(content['signature'] as string);
    };
    expect(after(mutate)).toBe('bundle-malformed');
  });
});

describe('members', () => {
  test('one that nobody knows is refused at every level', () => {
    const add = (where: (bundle: Json, entry: Json, proof: Json) => Json) =>
      after((...parts) => (where(...parts)['extra'] = 1));
    expect(add((bundle) => bundle)).toBe('bundle-malformed');
    expect(add((bundle) => material(bundle))).toBe('bundle-malformed');
    expect(add((bundle) => material(bundle)['certificate'] as Json)).toBe('bundle-malformed');
    expect(add((bundle) => bundle['messageSignature'] as Json)).toBe('bundle-malformed');
    expect(add((_, entry) => entry)).toBe('bundle-malformed');
    expect(add((_, entry) => entry['kindVersion'] as Json)).toBe('bundle-malformed');
    expect(add((_, __, proof) => proof)).toBe('bundle-malformed');
  });

  test('names in snake case are not the names', () => {
    expect(codeOf(Buffer.from(message.replace('"mediaType"', '"media_type"')))).toBe('bundle-malformed');
  });

  test('__proto__ is a name like any other, and unknown', () => {
    expect(codeOf(Buffer.from(message.replace('{"mediaType"', '{"__proto__":{},"mediaType"')))).toBe(
      'bundle-malformed',
    );
  });

  test('null is absent, as protobuf says', () => {
    expect(after((bundle) => (material(bundle)['timestampVerificationData'] = null))).toBe('parsed');
    expect(after((_, entry) => (entry['inclusionProof'] = null))).toBe('parsed');
    expect(after((_, entry) => (entry['logId'] = null))).toBe('bundle-malformed');
  });

  test('a list has an end', () => {
    expect(after((bundle, entry) => (material(bundle)['tlogEntries'] = Array<Json>(33).fill(entry)))).toBe(
      'bundle-malformed',
    );
    expect(after((_, __, proof) => (proof['hashes'] = Array<string>(65).fill('A'.repeat(43) + '=')))).toBe(
      'bundle-malformed',
    );
  });
});

test('bytes, JSON values and documents that were read already are the same bundle', () => {
  expect(codeOf(JSON.parse(message) as JsonValue)).toBe('parsed');
  expect(codeOf(new DocMap(1))).toBe('bundle-malformed');
  const parsed = parseBundle(Buffer.from(envelope));
  expect(parsed.ok && parsed.value).toMatchObject({
    version: '0.2',
    content: 'dsse-envelope',
    material: 'certificate',
    payloadType: 'application/vnd.in-toto+json',
  });
});
