import { generateKeyPairSync, sign } from 'node:crypto';
import { keyNamed, mintSigstore, type MintedKey, type SignOptions } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { bundleParts } from './bundle-parts.js';
import { parseBundle } from './parse-bundle.js';
import { readTrustedRoot } from './read-trusted-root.js';
import { checkSigningKey } from './signing-key.js';
import { trustedRootParts, type TrustedAuthority } from './trusted-root-parts.js';

const sigstore = mintSigstore({ curve: 'p256' });

function read(options: SignOptions = {}) {
  const { text, trustedRoot } = sigstore.sign(options);
  const root = readTrustedRoot(Buffer.from(JSON.stringify(trustedRoot)));
  const bundle = parseBundle(Buffer.from(text));
  const trusted = root.ok ? trustedRootParts(root.value) : undefined;
  const parts = bundle.ok ? bundleParts(bundle.value) : undefined;
  if (trusted === undefined || parts?.material.kind !== 'certificate') throw new Error('not read');
  return { trusted, parts, leaf: parts.material.leaf };
}

const { trusted, parts, leaf } = read();
const [authority] = trusted.authorities;
const [issuer, root] = authority?.chain ?? [];
if (authority === undefined || issuer === undefined || root === undefined) throw new Error('no authority');

/** The code, or how many authorities there are, for a bundle that brings these certificates. */
function judge(
  chain: readonly Uint8Array[],
  version: '0.1' | '0.2' | '0.3' = '0.2',
  authorities: readonly TrustedAuthority[] = [authority!],
): string {
  const material = { kind: 'certificate', leaf, chain } as const;
  const found = checkSigningKey({ ...parts, version, material }, { ...trusted, authorities }, null);
  if ('code' in found) return found.code;
  return found.value.kind === 'certificate' ? String(found.value.authorities.length) : found.value.kind;
}

describe('certificates that a bundle brings beside its own', () => {
  const unexpected = 'certificate-chain-unexpected';

  test('are those of the trusted chain, in its order, without the root', () => {
    expect(judge([])).toBe('1');
    expect(judge([issuer.der])).toBe('1');
    expect(judge([issuer.der, root.der])).toBe(unexpected);
    expect(judge([issuer.der, root.der], '0.1')).toBe('1');
  });

  test.each(['0.1', '0.2', '0.3'] as const)('are no others: version %s', (version) => {
    const changed = Uint8Array.from(issuer.der);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    expect(judge([changed], version)).toBe(unexpected);
    expect(judge([leaf], version)).toBe(unexpected);
    expect(judge([root.der], version)).toBe(unexpected);
    expect(judge([issuer.der, issuer.der], version)).toBe(unexpected);
    expect(judge([issuer.der, root.der, root.der], version)).toBe(unexpected);
  });

  test('begin at the issuer, however much stands below it in the chain, and follow one of the authorities', () => {
    const deeper = { ...authority, chain: [{ ...issuer, subject: Buffer.of(0x30, 0) }, issuer, root] };
    expect(judge([issuer.der], '0.2', [deeper])).toBe('1');
    const renewed = { ...authority, chain: [{ ...issuer, der: root.der }, root] };
    expect(judge([issuer.der], '0.2', [renewed])).toBe(unexpected);
    expect(judge([issuer.der], '0.2', [renewed, authority])).toBe('2');
  });

  test('lead nowhere where no authority, or none that is fit, bears the name', () => {
    const other = { ...authority, chain: [{ ...issuer, subject: Buffer.of(0x30, 0) }] };
    expect(judge([], '0.2', [])).toBe('certificate-authority-unknown');
    expect(judge([], '0.2', [other])).toBe('certificate-authority-unknown');
    const unfit = (because: 'usage' | 'limits') => ({ ...authority, unfit: { because, detail: '' } });
    expect(judge([], '0.2', [unfit('usage')])).toBe('certificate-usage');
    expect(judge([], '0.2', [unfit('limits')])).toBe('certificate-authority-unfit');
    expect(judge([], '0.2', [unfit('limits'), authority])).toBe('1');
  });
});

test('a certificate for a weak key proves nothing', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const leafKey: MintedKey = {
    ...keyNamed('a signer', 'rsa2048'),
    spki,
    sign: (bytes) => sign('sha256', bytes, privateKey),
  };
  const weak = read({ leafKey });
  const found = checkSigningKey(weak.parts, weak.trusted, null);
  expect('code' in found ? found.code : 'accepted').toBe('key-unsupported');
});
