import { generateKeyPairSync } from 'node:crypto';
import { digestOf } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { signEnvelope } from '../dsse/sign-envelope.js';
import { renderBomStatement } from '../in-toto/bom-statement.js';
import { keySigner } from '../license/statement-signer.js';
import { parseManagedKey } from '../sigstore/managed-key.js';
import type { ExpectedSigner } from './expected-signer.js';
import { parseAttestationDocument } from './parse-attestation-document.js';
import { verifyAttestations } from './verify-attestations.js';

const pem = (
  key: { export: (options: { type: 'pkcs8' | 'spki'; format: 'pem' }) => string | Buffer },
  type: 'pkcs8' | 'spki',
) => key.export({ type, format: 'pem' }).toString();
const minted = {
  ed25519: generateKeyPairSync('ed25519'),
  p256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  p384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  rsa: generateKeyPairSync('rsa', { modulusLength: 3072 }),
};
const [own, other] = [minted.p256, generateKeyPairSync('ec', { namedCurve: 'P-256' })];
const artifact = { label: 'package-lock.json', digests: [digestOf('sha256', 'lock')] };
const statement = renderBomStatement('{"bomFormat":"CycloneDX"}', [{ name: 'lock', digests: artifact.digests }]);

function byKey({ publicKey }: typeof own): ExpectedSigner {
  const key = parseManagedKey(pem(publicKey, 'spki'));
  if (!key.ok) throw new Error(key.detail);
  return { by: 'key', key: key.value };
}

function judge(document: string, expected = byKey(own), about = artifact) {
  const read = parseAttestationDocument('bom.dsse.json', new TextEncoder().encode(document));
  return verifyAttestations({ artifact: about, documents: [read], expected, roots: [], at: '2026-01-01T00:00:00Z' });
}

const sealed = async (key = own) =>
  new TextDecoder().decode(await signEnvelope(statement, keySigner(pem(key.privateKey, 'pkcs8'))));

interface Envelope {
  payload: string;
  payloadType: string;
  signatures: { keyid?: string; sig: string }[];
}

async function changed(change: (envelope: Envelope) => void): Promise<string> {
  const envelope = JSON.parse(await sealed()) as Envelope;
  change(envelope);
  return JSON.stringify(envelope);
}

describe('a bare DSSE envelope', () => {
  it.each(Object.entries(minted))(
    'by the expected %s key is proven, and no root, log or clock is claimed',
    async (_, key) => {
      const verdict = judge(await sealed(key), byKey(key));
      expect(verdict.outcome).toBe('proven');
      const [one] = verdict.attestations;
      expect(one).toMatchObject({ format: 'dsse-envelope', verified: { times: [], logEntries: [] } });
      expect(one?.verified).not.toHaveProperty('root');
    },
  );

  it('by another key is refuted, whatever key id it has', async () => {
    expect(judge(await sealed(other))).toMatchObject({ outcome: 'refuted', code: 'envelope-signature-invalid' });
    const mine = JSON.parse(await sealed()) as Envelope;
    const theirs = JSON.parse(await sealed(other)) as Envelope;
    const dressed = JSON.stringify({
      ...theirs,
      signatures: [{ ...theirs.signatures[0], keyid: mine.signatures[0]?.keyid }],
    });
    expect(judge(dressed)).toMatchObject({ outcome: 'refuted', code: 'envelope-signature-invalid' });
  });

  it('about other bytes is refuted', async () => {
    const about = { ...artifact, digests: [digestOf('sha256', 'other')] };
    expect(judge(await sealed(), byKey(own), about)).toMatchObject({ outcome: 'refuted', code: 'subject-mismatch' });
  });

  it('proves nothing to who expects an identity: nothing in it says who signed', async () => {
    const identity: ExpectedSigner = { by: 'identity', identity: 'a@acme.example', issuer: 'https://issuer.example' };
    expect(judge(await sealed(), identity)).toMatchObject({ outcome: 'unknown', code: 'envelope-key-missing' });
  });

  it.each<readonly [string, (envelope: Envelope) => void, string]>([
    ['another payload', (e) => (e.payload = Buffer.from('{}').toString('base64')), 'envelope-signature-invalid'],
    ['another payload type', (e) => (e.payloadType = 'text/plain'), 'envelope-malformed'],
    ['two signatures', (e) => e.signatures.push(...e.signatures), 'envelope-malformed'],
    ['no signature', (e) => (e.signatures = []), 'envelope-malformed'],
    ['an empty signature', (e) => e.signatures.forEach((one) => (one.sig = '')), 'envelope-malformed'],
    ['loose base64', (e) => (e.payload = `${e.payload}\n`), 'envelope-malformed'],
  ])('with %s is refuted', async (_what, change, code) => {
    expect(judge(await changed(change))).toMatchObject({ outcome: 'refuted', code });
  });

  it('that is also a bundle is neither', async () => {
    const both = await changed((envelope) => Object.assign(envelope, { mediaType: 'x' }));
    expect(judge(both)).toMatchObject({ outcome: 'refuted', code: 'attestation-document-malformed' });
  });

  it('cannot be verified with a key that is too weak to sign statements', async () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 2048 });
    expect(judge(await sealed(), byKey(weak))).toMatchObject({
      outcome: 'unknown',
      code: 'key-unsupported',
    });
  });

  it('loses its proof with every changed byte of the payload', async () => {
    const { payload } = JSON.parse(await sealed()) as Envelope;
    const bytes = Buffer.from(payload, 'base64');
    for (let at = 0; at < bytes.length; at++) {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ 1;
      expect(judge(await changed((envelope) => (envelope.payload = copy.toString('base64')))).outcome).not.toBe(
        'proven',
      );
    }
  });
});

describe('a signer from PEM', () => {
  const encrypted = own.privateKey
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'swordfish' })
    .toString();

  it('opens an encrypted key with its passphrase', () => {
    expect(keySigner(encrypted, 'swordfish').keyId).toBe(keySigner(pem(own.privateKey, 'pkcs8')).keyId);
  });

  it.each([undefined, '', 'wrong'])('refuses it with the passphrase %j, and quotes neither', (passphrase) => {
    expect(() => keySigner(encrypted, passphrase)).toThrow(
      /^The signing key is not a private key in PEM (without|that)/,
    );
  });
});
