import { privateEncrypt } from 'node:crypto';
import {
  gemKey,
  gemPartsOf,
  mintGemCertificate,
  mintSignedGem,
  replaceMember,
  signGemMember,
  type GemSigning,
  type MintedGemCertificate,
} from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { readCertChain } from './cert-chain.js';
import { readGemCertificates } from './gem-certificates.js';
import type { GemJudgement } from './gem-signature-input.js';
import { verifyGemSignature } from './verify-gem-signature.js';

const rootKey = gemKey('root', 'p256');
const key = gemKey('maintainer', 'p256');
const authority = { subject: [['CN', 'root']], authority: true, usage: [5], notAfter: '2030-01-01T00:00:00Z' } as const;

const alone = mintGemCertificate({ key });
const root = mintGemCertificate({ key: rootKey, ...authority });
const certified = mintGemCertificate({ key, issuer: root });

type Given = Partial<Omit<GemJudgement, 'trusted'>> & { readonly trusted?: readonly MintedGemCertificate[] };

function trust(certificates: readonly MintedGemCertificate[]) {
  const read = readGemCertificates(certificates.map(({ pem }) => pem).join(''));
  if (!read.ok) throw new Error(read.detail);
  return read.value;
}

function judge(gem: Uint8Array, { trusted = [alone, root], ...given }: Given = {}) {
  const { metadata, ...parts } = gemPartsOf(gem);
  return verifyGemSignature({
    ...parts,
    certChain: readCertChain(metadata),
    policy: 'assay',
    trusted: trust(trusted),
    at: '2024-06-01T00:00:00Z',
    publishedAt: '2024-05-01T00:00:00Z',
    ...given,
  });
}

function codeOf(gem: Uint8Array, given?: Given): string {
  const outcome = judge(gem, given);
  return outcome.ok ? outcome.value.code : outcome.code;
}

const gem = (signing: Partial<GemSigning> = {}) =>
  mintSignedGem({ name: 'a', version: '1.0' }, { chain: [alone], ...signing });

const chainOf = (...chain: readonly MintedGemCertificate[]) => gem({ chain });

/** Only what one change makes of a rightly signed gem. */
const changed = (change: NonNullable<GemSigning['change']>) => gem({ change });

describe('members', () => {
  test('CVE-2018-1000076: two metadata.gz, of which one is signed, are refused', () => {
    const twice = changed((members) => [...members, ...members.filter(({ path }) => path === 'metadata.gz')]);
    expect(codeOf(twice)).toBe('gem-member-duplicate');
  });

  test('two kinds of metadata are refused, even if both are signed', () => {
    const both = changed((members) => [
      ...members,
      { path: 'metadata', content: 'x' },
      { path: 'metadata.sig', content: signGemMember('x', key) },
    ]);
    expect(codeOf(both)).toBe('gem-member-duplicate');
  });

  test('a signature that stands twice is refused', () => {
    const twice = changed((members) => [...members, ...members.filter(({ path }) => path === 'data.tar.gz.sig')]);
    expect(codeOf(twice)).toBe('gem-member-duplicate');
  });

  test.each(['metadata.gz', 'data.tar.gz', 'checksums.yaml.gz'])('%s without signature is refused', (name) => {
    const stripped = changed((members) => members.filter(({ path }) => path !== `${name}.sig`));
    expect(codeOf(stripped)).toBe('gem-member-unsigned');
  });

  test.each(['metadata.gz', 'data.tar.gz', 'checksums.yaml.gz'])('%s with another content is refused', (name) => {
    const other = changed((members) =>
      name === 'metadata.gz'
        ? replaceMember(members, `${name}.sig`, signGemMember('other', key))
        : replaceMember(members, name, 'other'),
    );
    expect(codeOf(other)).toBe('gem-member-signature-invalid');
  });

  test('checksums that were taken out together with their signature are missed', () => {
    const without = changed((members) => members.filter(({ path }) => !path.startsWith('checksums')));
    expect(codeOf(without)).toBe('gem-member-missing');
  });

  test('signatures that were exchanged are refused', () => {
    const swapped = changed((members) => {
      const of = (path: string) => members.find((member) => member.path === path)?.content ?? '';
      const one = replaceMember(members, 'data.tar.gz.sig', of('checksums.yaml.gz.sig'));
      return replaceMember(one, 'checksums.yaml.gz.sig', of('data.tar.gz.sig'));
    });
    expect(codeOf(swapped)).toBe('gem-member-signature-invalid');
  });

  test('a signature of nothing is refused', () => {
    for (const path of ['lib.rb.sig', '.sig', 'data.tar.gz.sig.sig']) {
      const extra = changed((members) => [...members, { path, content: signGemMember('x', key) }]);
      expect(codeOf(extra)).toBe('gem-signature-extra');
    }
  });

  test('a member that RubyGems does not know must be signed like any other', () => {
    const note = { path: 'note.txt', content: 'x' };
    const signature = { path: 'note.txt.sig', content: signGemMember('x', key) };
    expect(codeOf(changed((members) => [...members, note]))).toBe('gem-member-unsigned');
    expect(codeOf(changed((members) => [...members, note, signature]))).toBe('gem-signature-valid');
  });

  test('signed by a key other than the certificate’s are refused', () => {
    expect(codeOf(gem({ key: gemKey('stranger', 'p256') }))).toBe('gem-member-signature-invalid');
    expect(codeOf(gem({ key: gemKey('stranger', 'rsa2048') }))).toBe('gem-member-signature-invalid');
  });

  test('signatures over the member instead of its digest are refused', () => {
    const single = changed((members) =>
      members.map((member) => {
        const of = members.find(({ path }) => `${path}.sig` === member.path);
        return of === undefined ? member : { ...member, content: key.sign(Buffer.from(of.content)) };
      }),
    );
    expect(codeOf(single)).toBe('gem-member-signature-invalid');
  });

  test('signed with SHA-1 prove nothing, and refute nothing', () => {
    const rsa = mintGemCertificate({ key: gemKey('old', 'rsa2048') });
    expect(codeOf(gem({ chain: [rsa], hash: 'sha1' }), { trusted: [rsa] })).toBe('signature-weak');
  });

  test('signed with RSA in any other way are refused, never called weak', () => {
    const rsa = gemKey('old', 'rsa2048');
    const certificate = mintGemCertificate({ key: rsa });
    const digestInfo = Buffer.from('3021300906052b0e03021a05000414', 'hex');
    const raw = (bytes: Uint8Array) => privateEncrypt(rsa.privatePem, bytes);
    const signatures = [
      new Uint8Array(256),
      new Uint8Array(256).fill(0xff),
      new Uint8Array(20),
      rsa.sign(new Uint8Array(32), 'sha384'),
      rsa.sign(new Uint8Array(32), 'md5'),
      raw(new Uint8Array(35)),
      raw(Buffer.concat([digestInfo, new Uint8Array(21)])),
      raw(Buffer.concat([digestInfo, new Uint8Array(19)])),
      gemKey('another', 'rsa2048').sign(new Uint8Array(20), 'sha1'),
    ];
    for (const signature of signatures) {
      const change: GemSigning['change'] = (members) => replaceMember(members, 'data.tar.gz.sig', signature);
      expect(codeOf(gem({ chain: [certificate], change }), { trusted: [certificate] })).toBe(
        'gem-member-signature-invalid',
      );
    }
  });

  test('signed by a certificate whose key nobody can read are refused', () => {
    const ecKey = Buffer.from('06072a8648ce3d0201', 'hex');
    const patch = (der: Uint8Array) => {
      const patched = Buffer.from(der);
      patched[patched.indexOf(ecKey) + ecKey.length - 1] = 0x7f;
      return patched;
    };
    expect(codeOf(gem({ chain: [mintGemCertificate({ key, patch })] }))).toBe('gem-member-signature-invalid');
  });

  test('an empty signature is refused', () => {
    expect(codeOf(changed((members) => replaceMember(members, 'data.tar.gz.sig', '')))).toBe(
      'gem-member-signature-invalid',
    );
  });

  test('a signature that was not read leaves it open', () => {
    const { metadata, ...parts } = gemPartsOf(gem());
    const input = {
      policy: 'assay',
      trusted: trust([alone]),
      at: '2024-06-01T00:00:00Z',
      certChain: readCertChain(metadata),
    } as const;
    const outcome = verifyGemSignature({ ...input, ...parts, signatures: new Map() });
    expect(outcome.ok ? '' : outcome.code).toBe('gem-signature-unread');
    const unhashed = parts.members.map(({ name }) => ({ name }));
    const other = verifyGemSignature({ ...input, ...parts, members: unhashed });
    expect(other.ok ? '' : other.code).toBe('gem-signature-unread');
  });
});

describe('certificates in the metadata', () => {
  test('none, and no signature: the gem is unsigned', () => {
    expect(codeOf(gem({ chain: [] }))).toBe('gem-unsigned');
  });

  test('some, and no signature: the gem is unsigned, not suspicious', () => {
    const unsigned = changed((members) => members.filter(({ path }) => !path.endsWith('.sig')));
    expect(codeOf(unsigned)).toBe('gem-unsigned');
    const path = gem({ chain: [], certChain: ['certs/maintainer.pem'] });
    expect(codeOf(path)).toBe('gem-unsigned');
  });

  test('none, but signatures: they are orphans', () => {
    expect(codeOf(gem({ chain: [], certChain: [], key }))).toBe('gem-orphan-signature');
  });

  test('that are none', () => {
    expect(codeOf(gem({ certChain: ['certs/maintainer.pem'] }))).toBe('certificate-malformed');
    expect(codeOf(gem({ certChain: [`text\n${alone.pem}`] }))).toBe('certificate-malformed');
  });

  test('written as binary, as RubyGems did for Ruby 1.9', () => {
    const base64 = Buffer.from(alone.pem).toString('base64').replaceAll(/.{60}/g, '$&\n  ');
    const metadata = (tag: string) => new TextEncoder().encode(`cert_chain:\n- ${tag}|-\n  ${base64}\n`);
    expect(readCertChain(metadata('!binary '))).toEqual([alone.pem]);
    // Without the tag it is a text to RubyGems, and no certificate.
    expect(readCertChain(metadata(''))).not.toEqual([alone.pem]);
    expect(readCertChain(new TextEncoder().encode('cert_chain:\n- !binary |-\n  eA==\n'))).toEqual(['eA==']);
  });

  test('ten, and more than ten', () => {
    expect(codeOf(gem({ chain: Array.from({ length: 10 }, () => alone) }))).toBe('gem-signature-valid');
    expect(codeOf(gem({ chain: Array.from({ length: 11 }, () => alone) }))).toBe('chain-too-long');
  });

  test('are read out of metadata that lists more files than any gem has, but not out of a flood', () => {
    const read = (metadata: string) => readCertChain(new TextEncoder().encode(metadata));
    const files = `files:\n${'- lib/some/where/in/the/tree.rb\n'.repeat(60_000)}`;
    expect(read(`cert_chain:\n- a\n${files}`)).toEqual(['a']);
    expect(read(`cert_chain:\n${'- "x"\n'.repeat(900_000)}`)).toBeNull();
    expect(read(`cert_chain:\n- a\nx: [${'[],'.repeat(100_000)}]\n`)).toBeNull();
    expect(
      read(`cert_chain:\n- a\n${Array.from({ length: 100_000 }, (_, i) => `k${String(i)}: \n`).join('')}`),
    ).toBeNull();
    expect(read(`cert_chain:\n- a\ndescription: |\n${'  \n'.repeat(200_000)}`)).toBeNull();
  });

  test('metadata that is no YAML, or YAML in two ways, names nobody', () => {
    for (const metadata of [
      '%',
      'cert_chain: []\ncert_chain: []\n',
      '<<: {}\n',
      'cert_chain: !x []\n',
      'cert_chain: a\n',
      '--- 1\n--- 2\n',
      'a: 1\n---\nb: 1\n',
      'cert_chain:\n- []\n',
      'cert_chain: !binary eA==\n',
    ]) {
      expect(readCertChain(new TextEncoder().encode(metadata)), metadata).toBeNull();
    }
    for (const metadata of ['a: 1\n', 'cert_chain:\n', 'cert_chain: []\n']) {
      expect(readCertChain(new TextEncoder().encode(metadata)), metadata).toEqual([]);
    }
  });
});

describe('the chain', () => {
  test('of a signer and a root, both trusted or only one of them', () => {
    for (const trusted of [[root], [certified], [root, certified]]) {
      expect(codeOf(chainOf(root, certified), { trusted })).toBe('gem-signature-valid');
    }
  });

  test('of a signer alone leads to a trusted root that the gem does not name', () => {
    expect(codeOf(chainOf(certified), { trusted: [root] })).toBe('gem-signature-valid');
  });

  test('with the signer first is broken', () => {
    expect(codeOf(gem({ chain: [certified, root], key }), { trusted: [root] })).toBe('gem-member-signature-invalid');
  });

  test('whose signer another root issued is broken', () => {
    const impostor = mintGemCertificate({ key: gemKey('impostor', 'p256'), ...authority });
    const forged = mintGemCertificate({ key, issuer: impostor });
    expect(codeOf(chainOf(root, forged))).toBe('chain-broken');
  });

  test('whose signer names another issuer is broken, though the signature is right', () => {
    const misnamed = mintGemCertificate({ key, issuer: root, issuerName: [['CN', 'somebody']] });
    expect(codeOf(chainOf(root, misnamed))).toBe('chain-broken');
  });

  test('whose root did not sign itself is broken, even above what is trusted', () => {
    const forged = mintGemCertificate({ key: rootKey, ...authority, issuer: { ...root, key } });
    expect(codeOf(chainOf(forged, certified), { trusted: [certified] })).toBe('chain-broken');
  });

  test('with a stranger’s certificate between is broken', () => {
    expect(codeOf(chainOf(root, alone, certified))).toBe('chain-broken');
  });

  test('whose signature or key names other algorithms than it has is broken', () => {
    const rsaRoot = mintGemCertificate({ key: gemKey('root', 'rsa2048'), ...authority });
    const mixed = mintGemCertificate({ key, issuer: { ...rsaRoot, key: { ...rootKey, kind: 'rsa2048' } } });
    expect(codeOf(chainOf(rsaRoot, mixed), { trusted: [rsaRoot] })).toBe('chain-broken');
  });
});

describe('trust', () => {
  test('in nobody, or in others, leaves it open', () => {
    expect(codeOf(gem(), { trusted: [] })).toBe('chain-untrusted');
    expect(codeOf(gem(), { trusted: [root] })).toBe('chain-untrusted');
  });

  test('that is missing says whether anybody is trusted', () => {
    const told = (given: Given) => {
      const outcome = judge(gem(), given);
      return outcome.ok ? '' : outcome.detail;
    };
    expect(told({ trusted: [] })).toContain('No certificate is trusted at all');
    expect(told({ trusted: [root] })).toContain('None of its certificates');
    expect(told({ trusted: [], fingerprints: [root.fingerprint] })).toContain('None of its certificates');
    expect(told({ trusted: [] })).toContain(alone.fingerprint);
  });

  test('in a namesake with another key is none', () => {
    const namesake = mintGemCertificate({ key: gemKey('namesake', 'p256') });
    expect(codeOf(gem(), { trusted: [namesake] })).toBe('chain-untrusted');
  });

  test('in the same key under another name is none', () => {
    const other = mintGemCertificate({ key, subject: [['CN', 'other']] });
    expect(codeOf(gem(), { trusted: [other] })).toBe('chain-untrusted');
  });

  test('in an older certificate of the same holder is trust in the renewed one, while the older lasts', () => {
    const older = (notAfter: string) => mintGemCertificate({ key, notBefore: '2020-01-01T00:00:00Z', notAfter });
    expect(codeOf(gem(), { trusted: [older('2024-12-01T00:00:00Z')] })).toBe('gem-signature-valid');
    expect(codeOf(gem(), { trusted: [older('2021-01-01T00:00:00Z')] })).toBe('trusted-certificate-ended');
  });

  test('in a fingerprint is trust in exactly this certificate', () => {
    expect(codeOf(gem(), { trusted: [], fingerprints: [alone.fingerprint] })).toBe('gem-signature-valid');
    expect(codeOf(chainOf(root, certified), { trusted: [], fingerprints: [root.fingerprint] })).toBe(
      'gem-signature-valid',
    );
    expect(codeOf(gem(), { trusted: [], fingerprints: [root.fingerprint, ''] })).toBe('chain-untrusted');
  });

  test('is asked before what is wrong with the certificate: nothing follows of a stranger’s', () => {
    const old = mintGemCertificate({ key: gemKey('weak', 'rsa1024'), notAfter: '2024-02-01T00:00:00Z' });
    expect(codeOf(chainOf(old), { trusted: [] })).toBe('chain-untrusted');
  });
});

describe('strength and use', () => {
  test.each(['rsa1024', 'secp256k1', 'dsa2048'] as const)('a key of kind %s is too weak', (kind) => {
    const weak = mintGemCertificate({ key: gemKey('weak', kind) });
    expect(codeOf(chainOf(weak), { trusted: [weak] })).toBe('certificate-weak');
  });

  test.each(['md5', 'sha1'] as const)(
    'a certificate signed with %s is too weak, unless it is the trusted one',
    (hash) => {
      const rsaRoot = mintGemCertificate({ key: gemKey('root', 'rsa2048'), ...authority, hash });
      const weak = mintGemCertificate({ key, issuer: rsaRoot, hash });
      const strong = mintGemCertificate({ key, issuer: rsaRoot });
      expect(codeOf(chainOf(rsaRoot, weak), { trusted: [rsaRoot] })).toBe('certificate-weak');
      expect(codeOf(chainOf(rsaRoot, strong), { trusted: [rsaRoot] })).toBe('gem-signature-valid');
      expect(codeOf(chainOf(rsaRoot, weak), { trusted: [weak] })).toBe('gem-signature-valid');
    },
  );

  test('a root that is too weak is too weak', () => {
    const weak = mintGemCertificate({ key: gemKey('root', 'rsa1024'), ...authority });
    const below = mintGemCertificate({ key, issuer: weak });
    expect(codeOf(chainOf(weak, below), { trusted: [weak] })).toBe('certificate-weak');
  });

  test('whoever says that it is no authority issues nothing, unless it is trusted itself', () => {
    const person = mintGemCertificate({ key: rootKey, subject: [['CN', 'person']], issuer: root });
    const issued = mintGemCertificate({ key, issuer: person });
    expect(codeOf(chainOf(root, person, issued), { trusted: [root] })).toBe('certificate-usage');
    expect(codeOf(chainOf(root, person, issued), { trusted: [person] })).toBe('gem-signature-valid');
    expect(codeOf(chainOf(root, person, issued), { trusted: [issued] })).toBe('gem-signature-valid');
  });

  test('whoever is certified by a trusted authority certifies nobody else', () => {
    const other = gemKey('mallory', 'p256');
    const silent = mintGemCertificate({ key, issuer: root, authority: null, usage: null });
    const mallory = mintGemCertificate({ key: other, subject: [['CN', 'alice']], issuer: silent });
    for (const trusted of [[root], [alone, root]]) {
      expect(codeOf(chainOf(root, silent, mallory), { trusted })).toBe('certificate-usage');
    }
  });

  test('a root that says nothing issues if it is itself what is trusted, by certificate or by fingerprint', () => {
    const silent = { key: rootKey, subject: [['CN', 'silent']], authority: null, usage: null } as const;
    const silentRoot = mintGemCertificate(silent);
    const renewed = mintGemCertificate({ ...silent, serial: 2 });
    const issued = chainOf(silentRoot, mintGemCertificate({ key, issuer: silentRoot }));
    const fingerprints = [silentRoot.fingerprint];
    expect(codeOf(issued, { trusted: [silentRoot] })).toBe('gem-signature-valid');
    expect(codeOf(issued, { trusted: [root, silentRoot] })).toBe('gem-signature-valid');
    expect(codeOf(issued, { trusted: [root], fingerprints })).toBe('gem-signature-valid');
    expect(codeOf(issued, { trusted: [root, renewed] })).toBe('gem-signature-valid');
    const below = mintGemCertificate({ key, issuer: silentRoot, authority: null, usage: null });
    const lower = mintGemCertificate({ key: gemKey('lower', 'p256'), subject: [['CN', 'lower']], issuer: below });
    expect(codeOf(chainOf(silentRoot, below, lower), { trusted: [silentRoot] })).toBe('certificate-usage');
  });

  test('a certificate that may only issue signs no gem', () => {
    expect(codeOf(chainOf(root))).toBe('certificate-usage');
  });
});

describe('time', () => {
  const published = '2024-05-01T00:00:00Z';

  test.each<[string, string, string | undefined, string]>([
    ['valid then and now', '2024-06-01T00:00:00Z', published, 'gem-signature-valid'],
    ['valid now, published at no known time', '2024-06-01T00:00:00Z', undefined, 'gem-signature-valid'],
    ['valid then and ended since', '2026-01-01T00:00:00Z', published, 'time-unauthenticated'],
    ['ended, published at no known time', '2026-01-01T00:00:00Z', undefined, 'sign-time-unknown'],
    ['ended, published at a time that is none', '2026-01-01T00:00:00Z', '2024-13-01', 'sign-time-unknown'],
    ['ended when it was published', '2026-01-01T00:00:00Z', '2025-06-01T00:00:00Z', 'certificate-expired'],
    ['published before it began', '2024-06-01T00:00:00Z', '2023-06-01T00:00:00Z', 'certificate-not-yet-valid'],
    ['not begun, published at no known time', '2023-06-01T00:00:00Z', undefined, 'certificate-not-yet-valid'],
    ['not begun, but published later', '2023-06-01T00:00:00Z', published, 'certificate-not-yet-valid'],
    ['the first second', '2024-01-01T00:00:00Z', undefined, 'gem-signature-valid'],
    ['the last second', '2025-01-01T00:00:00Z', undefined, 'gem-signature-valid'],
    ['a second too early', '2023-12-31T23:59:59Z', undefined, 'certificate-not-yet-valid'],
    ['a second too late', '2025-01-01T00:00:01Z', undefined, 'sign-time-unknown'],
    ['published in the last second', '2026-01-01T00:00:00Z', '2025-01-01T00:00:00Z', 'time-unauthenticated'],
    ['published a second too late', '2026-01-01T00:00:00Z', '2025-01-01T00:00:01Z', 'certificate-expired'],
  ])('%s', (_title, at, publishedAt, code) => {
    const { metadata, ...parts } = gemPartsOf(gem());
    const outcome = verifyGemSignature({
      ...parts,
      certChain: readCertChain(metadata),
      policy: 'assay',
      trusted: trust([alone]),
      at,
      ...(publishedAt === undefined ? {} : { publishedAt }),
    });
    expect(outcome.ok ? outcome.value.code : outcome.code).toBe(code);
  });

  test('is asked of every certificate up to the trusted one', () => {
    const ended = mintGemCertificate({ key: rootKey, ...authority, notAfter: '2024-02-01T00:00:00Z' });
    const below = mintGemCertificate({ key, issuer: ended });
    expect(codeOf(chainOf(ended, below), { trusted: [ended] })).toBe('certificate-expired');
    expect(codeOf(chainOf(ended, below), { trusted: [below] })).toBe('gem-signature-valid');
  });

  test('that is none is misuse', () => {
    expect(() => judge(gem(), { at: 'today' })).toThrow('no RFC 3339 time');
  });
});

test('checksums without SHA-256 are refused, as RubyGems refuses them', () => {
  const { metadata, ...parts } = gemPartsOf(gem());
  const input = {
    ...parts,
    certChain: readCertChain(metadata),
    policy: 'assay',
    trusted: trust([alone]),
    at: '2024-06-01T00:00:00Z',
  } as const;
  const code = (checksumAlgorithms: readonly string[]) => {
    const outcome = verifyGemSignature({ ...input, checksumAlgorithms });
    return outcome.ok ? outcome.value.code : outcome.code;
  };
  expect([code(['SHA512']), code([]), code(['SHA512', 'SHA256'])]).toEqual([
    'gem-checksums-unfit',
    'gem-checksums-unfit',
    'gem-signature-valid',
  ]);
});

test('what was verified says who signed, what, and how that was found', () => {
  const outcome = judge(chainOf(root, certified), { trusted: [root] });
  if (!outcome.ok) throw new Error(outcome.code);
  const { signer, members, trail } = outcome.value;
  expect(signer.subject).toBe('DC=example,DC=vendor,CN=maintainer');
  expect(signer.chain.map(({ value }) => value)).toEqual([certified.fingerprint, root.fingerprint]);
  expect(members).toEqual(['metadata.gz', 'data.tar.gz', 'checksums.yaml.gz']);
  expect(trail.map(({ step }) => step)).toEqual(['members', 'complete', 'chain', 'trust', 'strength', 'use', 'time']);
});
