import { digestOf, type JsonValue } from '@assay/model';
import { mintSigstore, type SignedBundle } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { parseBundle, readTrustedRoot, verifyBundle } from '../index.js';

/** Every byte of a bundle, changed one at a time. The list of what is accepted stands in the README as well. */
const sigstore = mintSigstore({ curve: 'p256' });

function verifierOf(signed: SignedBundle): (source: Uint8Array | JsonValue) => boolean {
  const root = readTrustedRoot(Buffer.from(JSON.stringify(signed.trustedRoot)));
  if (!root.ok) throw new Error(root.detail);
  const { artifact: bytes } = signed;
  const artifact = { digests: [digestOf('sha256', bytes)], bytes };
  return (source) => {
    const bundle = parseBundle(source);
    if (!bundle.ok) return false;
    return verifyBundle({ bundle: bundle.value, artifact, roots: [root.value], at: '2026-11-26T00:00:00Z' }).ok;
  };
}

/** The name before this position: the member in whose value it lies. */
function memberAt(text: string, at: number): string {
  const colon = text.slice(0, at).lastIndexOf('":');
  return text.slice(text.lastIndexOf('"', colon - 1) + 1, colon);
}

/** Flips one bit of each byte of the text; the members in which that was accepted. */
function flipText(signed: SignedBundle): { readonly positions: number; readonly accepted: readonly string[] } {
  const accepts = verifierOf(signed);
  const bytes = Buffer.from(signed.text);
  const accepted = new Set<string>();
  expect(accepts(bytes)).toBe(true);
  for (const [at, original] of bytes.entries()) {
    bytes[at] = original ^ 0x01;
    if (accepts(bytes)) accepted.add(memberAt(signed.text, at));
    bytes[at] = original;
  }
  return { positions: bytes.length, accepted: [...accepted].sort() };
}

/** All base64 texts in the bundle, each with a way to put another one in its place. */
function* texts(
  value: JsonValue | undefined,
  path: string,
  put: (changed: JsonValue) => JsonValue,
): Generator<{ readonly path: string; readonly bytes: Buffer; readonly put: (changed: JsonValue) => JsonValue }> {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value, 'base64');
    if (value.length > 8 && bytes.toString('base64') === value) yield { path, bytes, put };
  } else if (typeof value === 'object' && value !== null) {
    const isList = Array.isArray(value);
    for (const [key, member] of Object.entries(value) as [string, JsonValue][]) {
      const replaced = (changed: JsonValue): JsonValue =>
        isList
          ? (value as JsonValue[]).map((item, i) => (i === Number(key) ? changed : item))
          : { ...value, [key]: changed };
      yield* texts(member, isList ? path : `${path}.${key}`, (changed) => put(replaced(changed)));
    }
  }
}

/** Flips one bit of each byte behind the base64; where that was accepted. */
function flipBytes(signed: SignedBundle): { readonly positions: number; readonly accepted: readonly string[] } {
  const accepts = verifierOf(signed);
  const accepted: string[] = [];
  let positions = 0;
  for (const { path, bytes, put } of texts(signed.bundle, '', (bundle) => bundle)) {
    for (const [at, original] of bytes.entries()) {
      positions++;
      bytes[at] = original ^ 0x01;
      if (accepts(put(bytes.toString('base64')))) accepted.push(`${path} ${at}`);
      bytes[at] = original;
    }
  }
  return { positions, accepted };
}

/** `PKIStatus` of the response: `granted` becomes `grantedWithMods`. It stands outside of what the authority signs. */
const status = '.verificationMaterial.timestampVerificationData.rfc3161Timestamps.signedTimestamp 8';

/** Some thousand verifications each. */
const timeout = 300_000;

describe('one changed byte', { timeout }, () => {
  test('of the text of a bundle in the first Rekor: none is accepted', () => {
    const { positions, accepted } = flipText(sigstore.sign());
    expect(positions).toBeGreaterThan(5000);
    expect(accepted).toEqual([]);
  });

  test("behind the base64 of an envelope in the second Rekor: none but the status of its timestamp's response", () => {
    const { positions, accepted } = flipBytes(sigstore.sign({ log: 'v2', as: 'dsse' }));
    expect(positions).toBeGreaterThan(5000);
    expect(accepted).toEqual([status]);
  });

  test('behind the base64 of a message with promise, proof and timestamp: none but that', () => {
    const { positions, accepted } = flipBytes(sigstore.sign({ timestamps: 1 }));
    expect(positions).toBeGreaterThan(5000);
    expect(accepted).toEqual([status]);
  });
});

describe('what nothing authenticates', () => {
  test('the key id of an envelope with a certificate, and an integrated time without a promise, change nothing', () => {
    const signed = sigstore.sign({ log: 'v2', as: 'dsse' });
    const accepts = verifierOf(signed);
    const text = (from: string, to: string) => Buffer.from(signed.text.replace(from, to));
    expect(accepts(text('"sig":', '"keyid":"anything","sig":'))).toBe(true);
    expect(accepts(text('"canonicalizedBody":', '"integratedTime":"1","canonicalizedBody":'))).toBe(true);
  });
});
