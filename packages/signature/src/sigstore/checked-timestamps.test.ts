import { keyNamed, mintSigstore, type Change } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { derChildren, parseDer, type DerElement } from '../encoding/der.js';
import { bundleParts } from './bundle-parts.js';
import { parseBundle } from './parse-bundle.js';
import { readTrustedRoot } from './read-trusted-root.js';
import { checkTimestamps } from './timestamps.js';
import { trustedRootParts, type TrustedAuthority } from './trusted-root-parts.js';

const sigstore = mintSigstore({ curve: 'p256' });

function read(change: Change = {}) {
  const { text, trustedRoot } = sigstore.sign({ log: 'v2', timestamps: 2, change });
  const root = readTrustedRoot(Buffer.from(JSON.stringify(trustedRoot)));
  const bundle = parseBundle(Buffer.from(text));
  const trusted = root.ok ? trustedRootParts(root.value) : undefined;
  const parts = bundle.ok ? bundleParts(bundle.value) : undefined;
  const [first, second] = parts?.timestamps ?? [];
  if (trusted === undefined || parts === undefined || first === undefined || second === undefined) {
    throw new Error('not read');
  }
  return { trusted, parts, first, second };
}

const { trusted, parts, first, second } = read();
const [authority] = trusted.timestampAuthorities;
if (authority === undefined) throw new Error('no authority');

/** The code, or how many timestamps count, by these authorities. */
function judge(timestamps: readonly Uint8Array[], timestampAuthorities: readonly TrustedAuthority[] = [authority!]) {
  const found = checkTimestamps({ ...parts, timestamps }, { ...trusted, timestampAuthorities });
  return 'code' in found ? found.code : String(found.value.length);
}

function encode(tag: number, content: Uint8Array): Buffer {
  const { length } = content;
  const long = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...long), content]);
}

/** The element with another one, or none, at this place in the tree below it. */
function rewritten(
  { tag, content }: DerElement,
  path: readonly number[],
  change: (old: DerElement) => Uint8Array,
): Buffer {
  const [at, ...below] = path;
  const children = derChildren({ tag, content, encoded: content }).map((child, i) => {
    if (i !== at) return child.encoded;
    return below.length === 0 ? change(child) : rewritten(child, below, change);
  });
  return encode(tag, Buffer.concat(children));
}

const signedData = [1, 1, 0];
const at = (path: readonly number[], change: (old: DerElement) => Uint8Array) =>
  rewritten(parseDer(first), [...signedData, ...path], change);

describe('timestamps of a bundle', () => {
  test('count once each, by one authority and of one time', () => {
    expect(judge([])).toBe('0');
    expect(judge([first, second])).toBe('2');
    expect(judge([first, first])).toBe('timestamp-duplicate');
    expect(judge([first, second, first])).toBe('timestamp-duplicate');
  });

  test('CVE-2026-39984: bring no certificates but those of their authority', () => {
    const certificates = (...all: readonly Uint8Array[]) => at([3], ({ tag }) => encode(tag, Buffer.concat(all)));
    const [signer, ...above] = authority.chain.map(({ der }) => der);
    const stranger = trusted.authorities[0]?.chain[0]?.der;
    if (signer === undefined || stranger === undefined) throw new Error('no certificate');
    expect(judge([certificates(signer)])).toBe('1');
    expect(judge([certificates(signer, ...above)])).toBe('1');
    expect(judge([certificates()])).toBe('1');
    expect(judge([certificates(stranger)])).toBe('timestamp-malformed');
    expect(judge([certificates(signer, stranger)])).toBe('timestamp-malformed');
    expect(judge([certificates(stranger, signer)])).toBe('timestamp-malformed');
  });

  test('are by an authority of that name and serial number, bound to its very certificate', () => {
    const [signer, ...above] = authority.chain;
    if (signer === undefined) throw new Error('no signer');
    const by = (changed: object) => [{ ...authority, chain: [{ ...signer, ...changed }, ...above] }];
    expect(judge([first], [])).toBe('timestamp-authority-unknown');
    expect(judge([first], by({ issuer: Buffer.of(0x30, 0) }))).toBe('timestamp-authority-unknown');
    expect(judge([first], by({ serial: Buffer.of(1) }))).toBe('timestamp-authority-unknown');
    expect(judge([first], by({ der: above[0]?.der }))).toBe('timestamp-invalid');
    expect(judge([first], [...by({ der: above[0]?.der }), authority])).toBe('1');
  });

  test('lie in the validity of the authority and of every certificate of its chain', () => {
    const ended = { start: 0, end: 1 };
    expect(judge([first], [{ ...authority, validFor: ended }])).toBe('timestamp-not-valid');
    expect(judge([first], [{ ...authority, validFor: ended }, authority])).toBe('1');
    for (const i of authority.chain.keys()) {
      const chain = authority.chain.map((one, j) => (i === j ? { ...one, notAfter: 1 } : one));
      expect(judge([first], [{ ...authority, chain }])).toBe('timestamp-not-valid');
    }
  });

  test('are about this signature, and their attributes about their own content', () => {
    const content = { ...parts.content, signature: Buffer.from('x') };
    const other = checkTimestamps({ ...parts, content }, trusted);
    expect(other).toMatchObject({ code: 'timestamp-mismatch' });
    const messageDigest = Buffer.alloc(32);
    const wrong = read({ timestamps: (plans) => plans.map((plan) => ({ ...plan, messageDigest })) });
    expect(checkTimestamps(wrong.parts, wrong.trusted)).toMatchObject({ code: 'timestamp-invalid' });
  });

  test('by an RSA key are verified here', () => {
    const key = keyNamed('a timestamp authority', 'rsa2048');
    const by = (own: typeof key) =>
      read({
        world: (world) => ({ ...world, tsa: { ...world.tsa, signer: { ...world.tsa.signer, key } } }),
        timestamps: (plans) => plans.map((plan) => ({ ...plan, key: own })),
      });
    const [right, wrong] = [by(key), by(keyNamed('a stranger', 'rsa2048'))];
    expect(checkTimestamps(right.parts, right.trusted)).toMatchObject({ value: [{}, {}] });
    expect(checkTimestamps(wrong.parts, wrong.trusted)).toMatchObject({ code: 'timestamp-invalid' });
  });
});

describe('tokens', () => {
  const nothing = (old: DerElement) => encode(old.tag, Buffer.of());
  const twice = ({ tag, content }: DerElement) => encode(tag, Buffer.concat([content, content]));
  const followed = ({ tag, content }: DerElement) => encode(tag, Buffer.concat([content, Buffer.of(5, 0)]));
  const octet = (value: number) => () => Buffer.of(2, 1, value);

  test('as they were made are read', () => {
    expect(judge([at([0], octet(3))])).toBe('1');
    expect(judge([at([4, 0, 0], octet(1))])).toBe('1');
  });

  test.each([
    ['of another version', [0], octet(1)],
    ['without a digest algorithm', [1], nothing],
    ['with two digest algorithms', [1], twice],
    ['without a signer', [4], nothing],
    ['with two signers', [4], twice],
    ['with a signer of another version', [4, 0, 0], octet(3)],
    ['with something after the issuer and serial number', [4, 0, 1], followed],
    ['with two parameters of the digest algorithm', [4, 0, 2], (old) => followed(parseDer(followed(old)))],
    ['without attributes', [4, 0, 3], nothing],
    ['with attributes twice', [4, 0, 3], twice],
    ['with an attribute of no value', [4, 0, 3, 0, 1], nothing],
    ['with an attribute of two values', [4, 0, 3, 0, 1], twice],
    ['with an attribute that goes on', [4, 0, 3, 0], followed],
    ['with a type of something else', [4, 0, 3, 0, 1], () => Buffer.from('310b06092a864886f70d010701', 'hex')],
    ['with attributes of something else', [4, 0, 3, 0, 0], () => Buffer.from('06032a0304', 'hex')],
    ['with a content of another type', [2, 0], () => Buffer.from('06092a864886f70d010701', 'hex')],
    ['with an octet string that goes on', [2, 1], followed],
    ['with something unsigned', [4, 0], followed],
    ['with something after the content', [2], followed],
    ['with something after the signers', [], followed],
  ] as readonly (readonly [string, readonly number[], (old: DerElement) => Buffer])[])(
    '%s are refused',
    (_, path, change) => {
      const token = path.length === 0 ? rewritten(parseDer(first), signedData, followed) : at(path, change);
      expect(judge([token])).toBe('timestamp-malformed');
    },
  );
});
