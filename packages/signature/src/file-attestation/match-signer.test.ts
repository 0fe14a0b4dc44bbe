import { digestOf, type Signer } from '@assay/model';
import { keyNamed } from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import { parseManagedKey, type ManagedKey } from '../sigstore/managed-key.js';
import { expectedSignerText, identityType, signerText } from './expected-signer.js';
import { matchIdentity, matchKey } from './match-signer.js';

function keyOf(name: string): ManagedKey {
  const key = parseManagedKey(keyNamed(name).publicPem);
  if (!key.ok) throw new Error(key.detail);
  return key.value;
}

const key = keyOf('expected');
const digest = digestOf('sha256', 'certificate');
const byKey = (value: string, alg: 'sha256' | 'sha512' = 'sha256'): Signer => ({
  kind: 'managed-key',
  key: { alg, value, covers: 'document' },
});
const identity: Signer = {
  kind: 'identity',
  san: { type: 'email', value: 'a@b.example' },
  issuer: 'https://issuer.example',
  claims: {},
  certificate: digest,
};
const registry: Signer = { kind: 'registry-key', keyId: 'SHA256:x' };
const certificate: Signer = { kind: 'certificate', subject: 'CN=a', chain: [digest] };

describe('a key', () => {
  it('is matched by its own digest alone', () => {
    expect(matchKey({ by: 'key', key }, byKey(key.fingerprint)).match).toBe(true);
    for (const other of [byKey(keyOf('other').fingerprint), byKey(''), byKey(key.fingerprint, 'sha512')]) {
      expect(matchKey({ by: 'key', key }, other)).toMatchObject({ match: false, code: 'signer-mismatch' });
    }
  });

  it('is matched by no signer of another kind', () => {
    for (const signer of [identity, registry, certificate]) {
      const differences = [{ field: 'kind', expected: 'managed-key', actual: signer.kind }];
      expect(matchKey({ by: 'key', key }, signer)).toMatchObject({ match: false, differences });
    }
  });
});

describe('an identity', () => {
  const expected = { by: 'identity', identity: 'a@b.example', issuer: 'https://issuer.example' } as const;

  it('is matched by name, type and issuer', () => {
    expect(matchIdentity(expected, identity).match).toBe(true);
    const uri: Signer = { ...identity, san: { type: 'uri', value: 'a@b.example' } };
    expect(matchIdentity(expected, uri)).toMatchObject({ match: false, differences: [{ field: 'identity-type' }] });
  });

  it('is matched by no signer of another kind', () => {
    for (const signer of [byKey(key.fingerprint), registry, certificate]) {
      const differences = [{ field: 'kind', expected: 'identity', actual: signer.kind }];
      expect(matchIdentity(expected, signer)).toMatchObject({ match: false, differences });
    }
  });

  it.each([
    ['https://github.com/a/b', 'uri'],
    ['mailto:a@b.example', 'uri'],
    ['a@b.example', 'email'],
    ['someone!host.example', 'other-name'],
    ['1https://a@b', 'email'],
  ])('%s is of type %s', (text, type) => {
    expect(identityType(text)).toBe(type);
  });
});

describe('words for signers', () => {
  it('say who it is', () => {
    expect([identity, byKey('aa'), registry, certificate].map(signerText)).toEqual([
      '"a@b.example", vouched for by "https://issuer.example"',
      'the key sha256:aa',
      'the registry key "SHA256:x"',
      'the certificate of "CN=a"',
    ]);
  });

  it('say who is expected: fields that are asked for, never the key itself', () => {
    expect(expectedSignerText({ by: 'key', key })).toEqual({ by: 'key', text: `sha256:${key.fingerprint}` });
    const fingerprint = key.fingerprint;
    const named = { kind: 'managed-key', fingerprint, key: keyNamed('expected').publicPem } as const;
    const workflow = { kind: 'github', repository: 'a/b', triggers: ['push', 'release'] } as const;
    const { text } = expectedSignerText({ by: 'publisher', publishers: [named, workflow] });
    expect(text).toBe(`managed-key, fingerprint ${fingerprint} or github, repository a/b, triggers push|release`);
  });
});
