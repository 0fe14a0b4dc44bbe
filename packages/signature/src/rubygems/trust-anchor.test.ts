import {
  gemKey,
  gemPartsOf,
  mintGemCertificate,
  mintSignedGem,
  type GemCertificateOptions,
  type MintedGemCertificate,
} from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { readCertChain } from './cert-chain.js';
import { readGemCertificates } from './gem-certificates.js';
import type { GemJudgement } from './gem-signature-input.js';
import { verifyGemSignature } from './verify-gem-signature.js';

const at = '2024-06-01T00:00:00Z';
const long = { notBefore: '2000-01-01T00:00:00Z', notAfter: '2049-01-01T00:00:00Z' } as const;
const early = { notBefore: '2023-01-01T00:00:00Z', notAfter: '2024-02-01T00:00:00Z' } as const;

const caKey = gemKey('ca', 'p256');
const ca = { key: caKey, subject: [['CN', 'ca']], authority: true, usage: [5] } as const;
const leaf = { key: gemKey('leaf', 'p256'), subject: [['CN', 'leaf']] } as const;
const stranger = mintGemCertificate({ key: gemKey('nobody', 'p256'), subject: [['CN', 'nobody']], ...long });

type Given = Partial<Omit<GemJudgement, 'trusted'>>;

function judge(chain: readonly MintedGemCertificate[], trusted: readonly MintedGemCertificate[], given: Given = {}) {
  const read = readGemCertificates(trusted.map(({ pem }) => pem).join(''));
  if (!read.ok) throw new Error(read.detail);
  const { metadata, ...parts } = gemPartsOf(mintSignedGem({ name: 'a', version: '1.0' }, { chain }));
  return verifyGemSignature({
    ...parts,
    certChain: readCertChain(metadata),
    policy: 'assay',
    trusted: read.value,
    at,
    ...given,
  });
}

function codeOf(...args: Parameters<typeof judge>): string {
  const outcome = judge(...args);
  return outcome.ok ? outcome.value.code : outcome.code;
}

function detailOf(...args: Parameters<typeof judge>): string {
  const outcome = judge(...args);
  return outcome.ok ? outcome.value.detail : outcome.detail;
}

describe('a certificate with name and key of a trusted one, made by somebody who has not that key', () => {
  const trusted = mintGemCertificate({ ...ca, ...early, pathLength: 0 });
  const signer = mintGemCertificate({ ...leaf, issuer: trusted, authority: true, usage: [0, 5], ...long });
  const below = mintGemCertificate({ key: gemKey('below', 'p256'), subject: [['CN', 'x']], issuer: signer, ...long });
  const forged = (more: Partial<GemCertificateOptions> = {}) =>
    mintGemCertificate({ ...ca, ...long, issuer: stranger, ...more });

  test.each([undefined, '2023-07-01T00:00:00Z', '2024-05-01T00:00:00Z'])(
    'does not move the end of the trusted one (published %s)',
    (publishedAt) => {
      const given = publishedAt === undefined ? {} : { publishedAt };
      const honest = codeOf([trusted, signer], [trusted], given);
      for (const chain of [
        [forged(), signer],
        [stranger, forged(), signer],
      ]) {
        expect(codeOf(chain, [trusted], given)).toBe(honest);
      }
      expect(honest).not.toBe('gem-signature-valid');
    },
  );

  test('does not lengthen the chain that the trusted one allows', () => {
    const given = { at: '2024-01-01T00:00:00Z' };
    expect(codeOf([trusted, signer, below], [trusted], given)).toBe('certificate-usage');
    expect(codeOf([forged(), signer, below], [trusted], given)).toBe('certificate-usage');
  });

  test('does not make an authority of somebody who is none', () => {
    const person = mintGemCertificate({ ...ca, ...long, authority: false, usage: [0] });
    const issued = mintGemCertificate({ ...leaf, issuer: person, ...long });
    expect(codeOf([forged(), issued], [person])).toBe('certificate-usage');
  });

  test('which names itself as its issuer breaks the chain', () => {
    expect(codeOf([forged({ issuerName: ca.subject }), signer], [trusted])).toBe('chain-broken');
  });

  test('is not named among those that trust rests on', () => {
    const valid = mintGemCertificate({ ...ca, ...long });
    const outcome = judge([forged(), mintGemCertificate({ ...leaf, issuer: valid, ...long })], [valid]);
    expect(outcome.ok && outcome.value.signer.chain.map(({ value }) => value)).toContain(valid.fingerprint);
    expect(outcome.ok && outcome.value.signer.chain.map(({ value }) => value)).not.toContain(forged().fingerprint);
  });
});

describe('a renewed certificate: one that the trusted key signed, of the same name', () => {
  const newer = { notBefore: '2024-01-01T00:00:00Z', notAfter: '2025-01-01T00:00:00Z' } as const;
  const trusted = mintGemCertificate({ ...leaf, ...early });
  const renewed = mintGemCertificate({ ...leaf, ...newer });

  test.each<[string, Given, string]>([
    ['while both are valid is as good', { at: '2024-01-15T00:00:00Z' }, 'gem-signature-valid'],
    ['after the trusted one ended leaves it open', {}, 'trusted-certificate-ended'],
    [
      'for a gem published after the trusted one ended leaves it open',
      { publishedAt: '2024-05-01T00:00:00Z' },
      'trusted-certificate-ended',
    ],
    [
      'for a gem published before that rests on the registry’s word',
      { publishedAt: '2024-01-15T00:00:00Z' },
      'time-unauthenticated',
    ],
    ['that has ended itself has ended', { at: '2025-06-01T00:00:00Z' }, 'sign-time-unknown'],
    [
      'that had not begun when the gem was published had not begun',
      { publishedAt: '2023-06-01T00:00:00Z' },
      'certificate-not-yet-valid',
    ],
  ])('%s', (_title, given, code) => {
    expect(codeOf([renewed], [trusted], given)).toBe(code);
  });

  test('that is older than the trusted one is as good: the same key is trusted now', () => {
    expect(codeOf([trusted], [renewed], { publishedAt: '2023-06-01T00:00:00Z' })).toBe('time-unauthenticated');
  });

  test('is trusted by the best of several that are trusted', () => {
    const eras = [trusted, mintGemCertificate({ ...leaf, ...newer, serial: 2 })];
    expect(codeOf([renewed], eras)).toBe('gem-signature-valid');
    expect(codeOf([renewed], eras.toReversed())).toBe('gem-signature-valid');
  });

  test('whose trusted one has ended is trusted all the same where a valid root certified it', () => {
    const root = mintGemCertificate({ ...ca, ...long });
    const certified = mintGemCertificate({ ...leaf, ...newer, issuer: root });
    expect(codeOf([root, certified], [trusted, root])).toBe('gem-signature-valid');
    expect(codeOf([root, certified], [trusted])).toBe('trusted-certificate-ended');
  });

  test('of an authority ends with the trusted one', () => {
    const [old, now] = [mintGemCertificate({ ...ca, ...early }), mintGemCertificate({ ...ca, ...long })];
    const signer = mintGemCertificate({ ...leaf, issuer: now, ...long });
    expect(codeOf([now, signer], [old])).toBe('trusted-certificate-ended');
    expect(codeOf([now, signer], [old], { at: '2024-01-15T00:00:00Z' })).toBe('gem-signature-valid');
    expect(detailOf([now, signer], [old])).toContain(old.fingerprint);
    expect(detailOf([now, signer], [old])).toContain(now.fingerprint);
  });

  test('is held to what the trusted one may do, and to what it says itself', () => {
    const only = (value: Uint8Array) => ({ extensions: [{ id: '2.5.29.37', value }] });
    // SEQUENCE of one purpose: TLS servers.
    const servers = only(Uint8Array.of(0x30, 10, 6, 8, 0x2b, 6, 1, 5, 5, 7, 3, 1));
    const [open, closed] = [
      mintGemCertificate({ ...leaf, ...long }),
      mintGemCertificate({ ...leaf, ...long, ...servers }),
    ];
    expect(codeOf([open], [closed])).toBe('certificate-usage');
    expect(codeOf([closed], [open])).toBe('certificate-usage');
    const [none, one] = [0, 1].map((pathLength) => mintGemCertificate({ ...ca, ...long, pathLength }));
    const middle = mintGemCertificate({ ...leaf, issuer: one!, authority: true, usage: [5], ...long });
    const signer = mintGemCertificate({
      key: gemKey('below', 'p256'),
      subject: [['CN', 'x']],
      issuer: middle,
      ...long,
    });
    expect(codeOf([one!, middle, signer], [none!])).toBe('certificate-usage');
    expect(codeOf([one!, middle, signer], [one!])).toBe('gem-signature-valid');
    // The trusted one issued it, whatever else the gem names.
    expect(codeOf([none!, middle, signer], [one!])).toBe('gem-signature-valid');
  });
});

describe('a trusted certificate above one that is not the last', () => {
  test('is found, whatever else the gem names above', () => {
    const [root, cross] = [
      mintGemCertificate({ ...ca, ...long }),
      mintGemCertificate({ ...ca, ...long, issuer: stranger }),
    ];
    const signer = mintGemCertificate({ ...leaf, issuer: root, ...long });
    expect(codeOf([stranger, cross, signer], [root])).toBe('gem-signature-valid');
    expect(codeOf([stranger, cross, signer], [stranger])).toBe('certificate-usage');
    expect(codeOf([stranger, cross, signer], [])).toBe('chain-untrusted');
  });
});

describe('a chain as `gem cert --sign` makes it: every certificate says that it may not issue any', () => {
  const root = mintGemCertificate({ key: caKey, subject: [['CN', 'person']], ...long });
  const signer = mintGemCertificate({ ...leaf, issuer: root, ...long });

  test('is accepted where its first certificate is trusted, and says why', () => {
    for (const given of [{ trusted: [root] }, { trusted: [], fingerprints: [root.fingerprint] }]) {
      const { trusted, ...more } = given;
      expect(codeOf([root, signer], trusted, more)).toBe('gem-signature-valid');
      expect(detailOf([root, signer], trusted, more)).toContain('says that it may not issue certificates');
    }
  });

  test('says nothing of that where the signer itself is trusted, or the issuer is an authority', () => {
    expect(detailOf([root, signer], [signer])).not.toContain('may not issue');
    const authority = mintGemCertificate({ ...ca, ...long });
    const certified = mintGemCertificate({ ...leaf, issuer: authority, ...long });
    expect(detailOf([authority, certified], [authority])).not.toContain('may not issue');
  });

  test('is accepted where the first certificate renews a trusted one', () => {
    const trusted = mintGemCertificate({ key: caKey, subject: [['CN', 'person']], ...long, serial: 2 });
    expect(codeOf([root, signer], [trusted])).toBe('gem-signature-valid');
    expect(detailOf([root, signer], [trusted])).toContain('says that it may not issue certificates');
  });

  test('is refused where the gem does not name the trusted certificate, or names it with another’s signature', () => {
    expect(codeOf([signer], [root])).toBe('certificate-usage');
    const copy = mintGemCertificate({ key: caKey, subject: [['CN', 'person']], ...long, issuer: stranger });
    expect(codeOf([copy, signer], [root])).toBe('certificate-usage');
  });

  test('ends below the trusted certificate: whoever it certified certifies nobody', () => {
    const third = mintGemCertificate({ key: gemKey('below', 'p256'), subject: [['CN', 'x']], issuer: signer, ...long });
    expect(codeOf([root, signer, third], [root])).toBe('certificate-usage');
    const authority = mintGemCertificate({ ...leaf, issuer: root, authority: true, usage: [5], ...long });
    const below = mintGemCertificate({
      key: gemKey('below', 'p256'),
      subject: [['CN', 'x']],
      issuer: authority,
      ...long,
    });
    expect(codeOf([root, authority, below], [root])).toBe('certificate-usage');
  });
});
