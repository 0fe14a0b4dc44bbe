import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  gemKey,
  gemPartsOf,
  hasClient,
  mintGemCertificate,
  mintSignedGem,
  replaceMember,
  runClient,
  signGemMember,
  temporaryFolder,
  type GemSigning,
  type MintedGemCertificate,
} from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { gemCodes } from '../codes/gem-codes.js';
import { readCertChain } from './cert-chain.js';
import { readGemCertificates } from './gem-certificates.js';
import type { GemPolicyName } from '@assay/model';
import { verifyGemSignature } from './verify-gem-signature.js';

const policies = ['NoSecurity', 'AlmostNoSecurity', 'LowSecurity', 'MediumSecurity', 'HighSecurity'] as const;

const span = { notBefore: '2020-01-01T00:00:00Z', notAfter: '2049-01-01T00:00:00Z' };
const past = { notBefore: '2020-01-01T00:00:00Z', notAfter: '2021-01-01T00:00:00Z' };
const future = { notBefore: '2048-01-01T00:00:00Z', notAfter: '2049-01-01T00:00:00Z' };
const key = gemKey('maintainer');
const rootKey = gemKey('root', 'p256');
const named = { subject: [['CN', 'root']], authority: true, usage: [5] } as const;

const alone = mintGemCertificate({ key, ...span });
const root = mintGemCertificate({ key: rootKey, ...named, ...span });
const certified = mintGemCertificate({ key, issuer: root, ...span });
const between = {
  key: gemKey('middle', 'p256'),
  subject: [['CN', 'middle']],
  issuer: root,
  authority: true,
  usage: [5],
} as const;
const middle = mintGemCertificate({ ...between, ...span });
const endedMiddle = mintGemCertificate({ ...between, ...past });
const certifiedByMiddle = mintGemCertificate({ key, issuer: middle, ...span });
const noAuthority = mintGemCertificate({ key: rootKey, subject: [['CN', 'root']], ...span });

const nobody = mintGemCertificate({ key: gemKey('nobody', 'p256'), subject: [['CN', 'nobody']], ...span });
const endedRoot = mintGemCertificate({ key: rootKey, ...named, ...past });
const forgedRoot = mintGemCertificate({ key: rootKey, ...named, ...span, issuer: nobody });

interface Case {
  readonly title: string;
  readonly signing: GemSigning;
  readonly trusted: readonly MintedGemCertificate[];
  readonly checksums?: string | null;
}

const one = (title: string, chain: readonly MintedGemCertificate[], more: Partial<Case & GemSigning> = {}): Case => {
  const { trusted = chain.slice(0, 1), checksums, ...signing } = more;
  return { title, signing: { chain, ...signing }, trusted, ...(checksums === undefined ? {} : { checksums }) };
};

const without = (ending: string) => ({
  change: (members: Parameters<NonNullable<GemSigning['change']>>[0]) =>
    members.filter(({ path }) => !path.endsWith(ending)),
});

const cases: readonly Case[] = [
  one('signed by whom one trusts', [alone]),
  one('signed by a stranger', [alone], { trusted: [] }),
  one('signed by a namesake of whom one trusts', [alone], {
    trusted: [mintGemCertificate({ key: gemKey('namesake'), ...span })],
  }),
  one('signed with a renewed certificate', [alone], { trusted: [mintGemCertificate({ key, ...past })] }),
  one('signed with a renewed certificate of whom one trusts still', [alone], {
    trusted: [mintGemCertificate({ key, ...span, serial: 2 })],
  }),
  one('naming name and key of an ended root, signed by somebody else', [forgedRoot, certified], {
    trusted: [endedRoot],
  }),
  one('naming them below a stranger', [nobody, forgedRoot, certified], { trusted: [endedRoot] }),
  one('certified by a root', [root, certified]),
  one('certified by a root, where only the signer is trusted', [root, certified], { trusted: [certified] }),
  one('certified by somebody who says that it is no authority', [
    noAuthority,
    mintGemCertificate({ key, issuer: noAuthority, ...span }),
  ]),
  one('naming another issuer than the root, which signed it', [
    root,
    mintGemCertificate({ key, issuer: root, issuerName: [['CN', 'x']], ...span }),
  ]),
  one('certified by another root of that name', [
    root,
    mintGemCertificate({ key, issuer: mintGemCertificate({ key: gemKey('impostor'), ...named, ...span }), ...span }),
  ]),
  one('without its root', [certified], { trusted: [root] }),
  one('with the root last', [certified, root]),
  one('with an ended certificate', [mintGemCertificate({ key, ...past })]),
  one('with a certificate that begins later', [mintGemCertificate({ key, ...future })]),
  one('with an ended root', [mintGemCertificate({ key: rootKey, ...named, ...past }), certified]),
  one('with an ended signer', [root, mintGemCertificate({ key, issuer: root, ...past })]),
  one('certified by one whom a root certified', [root, middle, certifiedByMiddle]),
  one('certified by one whose certificate has ended', [root, endedMiddle, certifiedByMiddle]),
  one('with a root that did not sign itself', [
    mintGemCertificate({ key, subject: [['CN', 'root']], issuer: { ...root, key: gemKey('namesake') }, ...span }),
  ]),
  one('with a certificate signed with SHA-1', [mintGemCertificate({ key, hash: 'sha1', ...span })]),
  one('with an RSA key of 1024 bits', [mintGemCertificate({ key: gemKey('small', 'rsa1024'), ...span })]),
  one('with an elliptic key', [mintGemCertificate({ key: gemKey('curve', 'p384'), ...span })]),
  one('with a DSA key', [mintGemCertificate({ key: gemKey('dsa', 'dsa2048'), ...span })]),
  one('with SHA-1 over SHA-1', [alone], { hash: 'sha1' }),
  one('by another key', [alone], { key: gemKey('namesake') }),
  one('unsigned', [], { trusted: [alone] }),
  one('unsigned, naming a certificate', [alone], without('.sig')),
  one('unsigned, naming a path', [], { certChain: ['certs/x.pem'] }),
  one('signed, naming no certificate', [], { certChain: [], key }),
  one('with data unsigned', [alone], without('data.tar.gz.sig')),
  one('with metadata unsigned', [alone], without('metadata.gz.sig')),
  one('with checksums unsigned', [alone], without('checksums.yaml.gz.sig')),
  one('without checksums', [alone], { checksums: null }),
  one('with checksums that lack SHA-256', [alone], { checksums: '---\nSHA512: {}\n' }),
  one('with a signature of nothing', [alone], {
    change: (members) => [...members, { path: 'x.sig', content: signGemMember('x', key) }],
  }),
  one('with an unsigned note', [alone], { change: (members) => [...members, { path: 'note.txt', content: 'x' }] }),
  one('with a signed note', [alone], {
    change: (members) => [
      ...members,
      { path: 'note.txt', content: 'x' },
      { path: 'note.txt.sig', content: signGemMember('x', key) },
    ],
  }),
  one('with an empty signature', [alone], { change: (members) => replaceMember(members, 'data.tar.gz.sig', '') }),
  one('CVE-2018-1000076: with a member twice', [alone], {
    change: (members) => [...members, ...members.filter(({ path }) => path === 'data.tar.gz')],
  }),
];

const gemOf = ({ signing, checksums }: Case) =>
  mintSignedGem({ name: 'a', version: '1.0', ...(checksums === undefined ? {} : { checksums }) }, signing);

/** What RubyGems says in one process: a line for each case, a word for each policy. */
const script = `
require 'rubygems/package'
require 'rubygems/security'
require 'stringio'
Gem::DefaultUserInteraction.ui = Gem::SilentUI.new
Dir.glob('*.gem').sort_by(&:to_i).each do |file|
  Gem::Security.reset
  home = File.join(Dir.pwd, file + '.home')
  Gem::Security.instance_variable_set(:@trust_dir, Gem::Security::TrustDir.new(home))
  File.read(file + '.pem').scan(/-----BEGIN.*?-----END CERTIFICATE-----/m).each { |pem| Gem::Security.trust_dir.trust_cert(OpenSSL::X509::Certificate.new(pem)) }
  $stderr = StringIO.new
  puts %w[NoSecurity AlmostNoSecurity LowSecurity MediumSecurity HighSecurity].map { |name|
    begin
      Gem::Package.new(file, Gem::Security::Policies[name]).verify
      'accepts'
    rescue StandardError => error
      "refuses"
    end
  }.join(' ')
end
`;

async function askRubyGems(): Promise<readonly (readonly string[])[]> {
  await using folder = await temporaryFolder();
  for (const [index, item] of cases.entries()) {
    const path = join(folder.path, `${String(index)}.gem`);
    await writeFile(path, gemOf(item));
    await writeFile(`${path}.pem`, item.trusted.map(({ pem }) => pem).join(''));
  }
  await writeFile(join(folder.path, 'ask.rb'), script);
  const { stdout, stderr } = await runClient('ruby', ['ask.rb'], {
    cwd: folder.path,
    env: { ...process.env, HOME: folder.path },
  });
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' '));
  if (lines.length !== cases.length) throw new Error(`RubyGems answered ${String(lines.length)} times: ${stderr}`);
  return lines;
}

function judge(item: Case, policy: GemPolicyName) {
  const { metadata, ...parts } = gemPartsOf(gemOf(item));
  const trusted = readGemCertificates(item.trusted.map(({ pem }) => pem).join(''));
  if (!trusted.ok) throw new Error(trusted.detail);
  return verifyGemSignature({
    ...parts,
    certChain: readCertChain(metadata),
    ...(item.checksums === null
      ? {}
      : { checksumAlgorithms: item.checksums === undefined ? ['SHA256', 'SHA512'] : ['SHA512'] }),
    policy,
    trusted: trusted.value,
    at: '2030-01-01T00:00:00Z',
  });
}

function ask(item: Case, policy: GemPolicyName): string {
  const outcome = judge(item, policy);
  return outcome.ok ? outcome.value.code : outcome.code;
}

function accepts(code: string): boolean {
  const { outcome } = gemCodes[code as keyof typeof gemCodes];
  return outcome === 'proven' || outcome === 'not-applicable';
}

const refused = (code: string) => Array<string>(4).fill(code);
const taken = 'gem-policy-accepts';
const every = refused(taken);

/** Codes under Assay's own policy, then under RubyGems' five from the laxest on. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'signed by whom one trusts': ['gem-signature-valid', 'gem-policy-refuses', ...every],
  'signed by a stranger': ['chain-untrusted', 'gem-policy-refuses', taken, taken, 'root-untrusted', 'root-untrusted'],
  'signed by a namesake of whom one trusts': [
    'chain-untrusted',
    'gem-policy-refuses',
    taken,
    taken,
    'root-untrusted',
    'root-untrusted',
  ],
  // RubyGems lets whoever has the key, a thief of an old one too, make the trusted certificate last.
  'signed with a renewed certificate': ['trusted-certificate-ended', 'gem-policy-refuses', ...every],
  'signed with a renewed certificate of whom one trusts still': ['gem-signature-valid', 'gem-policy-refuses', ...every],
  'naming name and key of an ended root, signed by somebody else': [
    'sign-time-unknown',
    'gem-policy-refuses',
    taken,
    taken,
    'root-not-self-signed',
    'root-not-self-signed',
  ],
  'naming them below a stranger': [
    'sign-time-unknown',
    'gem-policy-refuses',
    taken,
    taken,
    'root-untrusted',
    'root-untrusted',
  ],
  'certified by a root': ['gem-signature-valid', 'gem-policy-refuses', ...every],
  'certified by a root, where only the signer is trusted': [
    'gem-signature-valid',
    'gem-policy-refuses',
    taken,
    taken,
    'root-untrusted',
    'root-untrusted',
  ],
  'certified by somebody who says that it is no authority': ['gem-signature-valid', 'gem-policy-refuses', ...every],
  'naming another issuer than the root, which signed it': ['chain-broken', 'gem-policy-refuses', ...every],
  'certified by another root of that name': [
    'chain-broken',
    'gem-policy-refuses',
    taken,
    taken,
    'chain-broken',
    'chain-broken',
  ],
  'without its root': [
    'gem-signature-valid',
    'gem-policy-refuses',
    taken,
    taken,
    'root-not-self-signed',
    'root-not-self-signed',
  ],
  'with the root last': ['chain-broken', 'gem-policy-refuses', taken, taken, 'chain-broken', 'chain-broken'],
  'with an ended certificate': [
    'sign-time-unknown',
    'gem-policy-refuses',
    taken,
    'certificate-expired',
    'certificate-expired',
    'certificate-expired',
  ],
  'with a certificate that begins later': [
    'certificate-not-yet-valid',
    'gem-policy-refuses',
    taken,
    'certificate-not-yet-valid',
    'certificate-not-yet-valid',
    'certificate-not-yet-valid',
  ],
  'with an ended root': [
    'sign-time-unknown',
    'gem-policy-refuses',
    taken,
    taken,
    'certificate-expired',
    'certificate-expired',
  ],
  'with an ended signer': [
    'sign-time-unknown',
    'gem-policy-refuses',
    taken,
    'certificate-expired',
    'certificate-expired',
    'certificate-expired',
  ],
  'certified by one whom a root certified': ['gem-signature-valid', 'gem-policy-refuses', ...every],
  'certified by one whose certificate has ended': [
    'sign-time-unknown',
    'gem-policy-refuses',
    taken,
    taken,
    'certificate-expired',
    'certificate-expired',
  ],
  'with a root that did not sign itself': [
    'chain-broken',
    'gem-policy-refuses',
    taken,
    taken,
    'chain-broken',
    'chain-broken',
  ],
  'with a certificate signed with SHA-1': ['gem-signature-valid', 'gem-policy-refuses', ...every],
  'with an RSA key of 1024 bits': ['certificate-weak', 'gem-policy-refuses', ...every],
  'with an elliptic key': ['gem-signature-valid', 'gem-policy-refuses', ...every],
  'with a DSA key': ['certificate-weak', 'gem-policy-refuses', ...every],
  'with SHA-1 over SHA-1': ['signature-weak', 'gem-policy-refuses', ...refused('signature-weak')],
  'by another key': ['gem-member-signature-invalid', 'gem-policy-refuses', ...refused('gem-member-signature-invalid')],
  unsigned: ['gem-unsigned', ...refused('gem-unsigned-allowed'), 'gem-unsigned'],
  'unsigned, naming a certificate': ['gem-unsigned', ...refused('gem-unsigned-allowed'), 'gem-unsigned'],
  // RubyGems reads the certificates of every gem, whatever the policy, and fails on a path.
  'unsigned, naming a path': ['gem-unsigned', 'certificate-malformed', ...refused('certificate-malformed')],
  'signed, naming no certificate': ['gem-orphan-signature', 'gem-orphan-signature', ...refused('gem-orphan-signature')],
  'with data unsigned': ['gem-member-unsigned', 'gem-policy-refuses', ...refused('gem-member-unsigned')],
  'with metadata unsigned': ['gem-member-unsigned', 'gem-policy-refuses', ...refused('gem-member-unsigned')],
  'with checksums unsigned': ['gem-member-unsigned', 'gem-policy-refuses', ...refused('gem-member-unsigned')],
  'without checksums': ['gem-member-missing', 'gem-policy-refuses', ...every],
  'with checksums that lack SHA-256': ['gem-checksums-unfit', 'gem-policy-refuses', ...refused('gem-checksums-unfit')],
  'with a signature of nothing': ['gem-signature-extra', 'gem-policy-refuses', ...refused('gem-signature-extra')],
  'with an unsigned note': ['gem-member-unsigned', 'gem-policy-refuses', ...refused('gem-member-unsigned')],
  'with a signed note': ['gem-signature-valid', 'gem-policy-refuses', ...every],
  'with an empty signature': [
    'gem-member-signature-invalid',
    'gem-policy-refuses',
    ...refused('gem-member-signature-invalid'),
  ],
  'CVE-2018-1000076: with a member twice': [
    'gem-member-duplicate',
    'gem-member-duplicate',
    ...refused('gem-member-duplicate'),
  ],
};

test.each(cases.map((item) => [item.title, item] as const))('a gem %s', (title, item) => {
  expect((['assay', ...policies] as const).map((policy) => ask(item, policy))).toEqual(expected[title]);
});

test('metadata that cannot be read names nobody, under any policy', () => {
  const { metadata: _metadata, ...parts } = gemPartsOf(gemOf(one('', [alone])));
  const trusted = readGemCertificates(alone.pem);
  if (!trusted.ok) throw new Error(trusted.detail);
  for (const policy of ['assay', ...policies] as const) {
    const input = { ...parts, certChain: null, policy, trusted: trusted.value, at: '2030-01-01T00:00:00Z' };
    expect(verifyGemSignature(input)).toMatchObject({ ok: false, code: 'gem-metadata-unreadable' });
  }
});

test('a signer is named with the certificates that the policy looked at, and no others', () => {
  const item = one('', [root, certified]);
  const chains = (['assay', ...policies] as const).map((policy) => {
    const outcome = judge(item, policy);
    return outcome.ok ? outcome.value.signer.chain.map(({ value }) => value) : [];
  });
  const [both, alone] = [[certified.fingerprint, root.fingerprint], [certified.fingerprint]];
  expect(chains).toEqual([both, [], alone, alone, both, both]);
});

describe.skipIf(!hasClient('ruby'))('RubyGems', async () => {
  const answers = hasClient('ruby') ? await askRubyGems() : [];

  test.each(cases.map((item, index) => [item.title, item, index] as const))(
    'agrees on a gem %s',
    (_title, item, index) => {
      const ours = policies.map((policy) => (accepts(ask(item, policy)) ? 'accepts' : 'refuses'));
      expect(ours).toEqual(answers[index]);
    },
  );

  test.each(cases.map((item, index) => [item.title, item, index] as const))(
    'accepts under HighSecurity what Assay proves: a gem %s',
    (_title, item, index) => {
      // Assay may find trust in the signer, or the root in the trust directory, where RubyGems looks at the first certificate alone.
      const elsewhere = ['certified by a root, where only the signer is trusted', 'without its root'];
      if (ask(item, 'assay') !== 'gem-signature-valid' || elsewhere.includes(item.title)) return;
      expect(answers[index]?.at(-1)).toBe('accepts');
    },
  );
});
