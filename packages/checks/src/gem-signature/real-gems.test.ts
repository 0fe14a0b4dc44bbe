import type { GemPolicyName } from '@assay/model';
import { hash, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listArchive } from '@assay/archive';
import {
  gemSignatureMembers,
  readCertChain,
  readGemCertificates,
  verifyGemListing,
  type GemJudgement,
} from '@assay/signature';
import {
  gemKey,
  gemMembersOf,
  hasClient,
  mintGemCertificate,
  mintSignedGem,
  rawTar,
  runClient,
  temporaryFolder,
} from '@assay/testkit';
import { describe, expect, test } from 'vitest';

const data = new URL('../../../../../shared/data/rubygems/', import.meta.url);

function list(gem: Uint8Array) {
  const listing = listArchive(gem, { format: 'gem', members: gemSignatureMembers });
  if (listing === null) throw new Error('too large for this test');
  return listing;
}

/** The certificates that the gem itself names: whoever trusts them trusts the signer. */
function namedBy(gem: Uint8Array): string {
  return (readCertChain(list(gem).members.get('metadata.gz') ?? new Uint8Array()) ?? []).join('');
}

function codeOf(gem: Uint8Array, trusted: string, more: Partial<GemJudgement> = {}): string {
  const read = readGemCertificates(trusted);
  if (!read.ok) throw new Error(read.detail);
  const judgement = { policy: 'assay', trusted: read.value, at: '2026-01-01T00:00:00Z', ...more } as const;
  const outcome = verifyGemListing(list(gem), judgement);
  return outcome.ok ? outcome.value.code : outcome.code;
}

describe.skipIf(!existsSync(data))('gems of RubyGems’ own tests, and of people', () => {
  const read = (name: string) => readFileSync(new URL(`${name}.gem`, data));
  const policies: readonly GemPolicyName[] = [
    'assay',
    'NoSecurity',
    'AlmostNoSecurity',
    'LowSecurity',
    'MediumSecurity',
    'HighSecurity',
  ];
  const unsigned = ['gem-unsigned', ...Array<string>(4).fill('gem-unsigned-allowed'), 'gem-unsigned'];

  test.each<[string, boolean, readonly string[]]>([
    [
      'valid_signature-0.0.0',
      true,
      ['gem-signature-valid', 'gem-policy-refuses', ...Array<string>(4).fill('gem-policy-accepts')],
    ],
    [
      'valid_signature-0.0.0',
      false,
      [
        'chain-untrusted',
        'gem-policy-refuses',
        'gem-policy-accepts',
        'gem-policy-accepts',
        'root-untrusted',
        'root-untrusted',
      ],
    ],
    // Its signatures are there, its certificates were taken out of the metadata.
    ['valid_signature_tampered-0.0.1', true, Array<string>(6).fill('gem-orphan-signature')],
    ['hola-0.0.0', false, unsigned],
    ['sigstore-1.0.0', false, unsigned],
    ['with_dependencies-0.0.0', false, unsigned],
    // RubyGems cannot read its date; nobody signed it whatever the date.
    ['bad-date-1.0.0', false, unsigned],
  ])('%s (trusted: %s)', (name, trusted, codes) => {
    const gem = read(name);
    const pem = trusted ? namedBy(read('valid_signature-0.0.0')) : '';
    expect(policies.map((policy) => codeOf(gem, pem, { policy }))).toEqual(codes);
  });
});

describe('a gem whose archive is odd', () => {
  const key = gemKey('archive', 'p256');
  const certificate = mintGemCertificate({ key, notAfter: '2030-01-01T00:00:00Z' });
  const gem = mintSignedGem({ name: 'a', version: '1.0' }, { chain: [certificate] });

  test('is verified when it is not', () => {
    expect(codeOf(gem, certificate.pem)).toBe('gem-signature-valid');
  });

  test('CVE-2018-1000076: with two metadata.gz is refused, whichever of them is signed and wherever it stands', () => {
    const members = gemMembersOf(gem);
    const evil = gemMembersOf(mintSignedGem({ name: 'a', version: '1.0' }, { chain: [] }))[0]!;
    for (const order of [
      [evil, ...members],
      [...members, evil],
    ]) {
      const twice = rawTar(order.map(({ path, content }) => ({ name: path, content })));
      expect(codeOf(twice, certificate.pem)).toBe('gem-member-duplicate');
    }
  });

  test('is not verified, however right its signatures are', () => {
    const trailing = Buffer.concat([gem, Buffer.from('more'.repeat(128))]);
    expect(codeOf(trailing, certificate.pem)).toBe('gem-archive-refused');
    const cut = gem.subarray(0, gem.length - 1024);
    expect(codeOf(cut, certificate.pem)).toBe('gem-archive-refused');
  });

  test('with metadata that is not packed, is verified all the same', () => {
    const plain = mintSignedGem(
      { name: 'a', version: '1.0', checksums: '---\nSHA256: {}\n' },
      {
        chain: [certificate],
        change: (members) => {
          const metadata = new TextDecoder().decode(list(gem).members.get('metadata.gz'));
          const others = members.filter(({ path }) => !path.startsWith('metadata'));
          const signature = key.sign(Buffer.from(hash('sha256', metadata), 'hex'));
          return [{ path: 'metadata', content: metadata }, { path: 'metadata.sig', content: signature }, ...others];
        },
      },
    );
    expect(codeOf(plain, certificate.pem)).toBe('gem-signature-valid');
  });
});

describe.skipIf(!hasClient('gem'))('gem build', () => {
  /** Builds and signs a gem with RubyGems' own commands, in a home of its own. */
  async function build(algorithm: 'rsa' | 'ec', certified = false) {
    await using folder = await temporaryFolder();
    const env = { ...process.env, HOME: folder.path, GEM_HOME: join(folder.path, 'gems') };
    const run = async (...args: readonly string[]) => {
      const result = await runClient('gem', args, { cwd: folder.path, env });
      if (result.status !== 0) throw new Error(result.stderr);
    };
    await mkdir(join(folder.path, '.gem'));
    await chmod(join(folder.path, '.gem'), 0o700);
    await runClient(
      'ruby',
      [
        '-e',
        `require 'rubygems/security'
         key = Gem::Security.create_key('${algorithm}')
         File.write('key.pem', key.private_to_pem)
         certificate = Gem::Security.create_cert_email('me@vendor.example', key)
         root_key = Gem::Security.create_key('${algorithm}')
         root = Gem::Security.create_cert_email('root@vendor.example', root_key)
         File.write('root.pem', root.to_pem)
         certificate = Gem::Security.sign(certificate, root_key, root) if ${String(certified)}
         File.write('cert.pem', certificate.to_pem)`,
      ],
      { cwd: folder.path, env },
    );
    await writeFile(join(folder.path, 'a.rb'), '# a\n');
    await writeFile(
      join(folder.path, 'a.gemspec'),
      `Gem::Specification.new do |s|
         s.name = 'a'; s.version = '1.0'; s.summary = 'a'; s.authors = ['me']; s.files = ['a.rb']
         s.cert_chain = ${certified ? "['root.pem', 'cert.pem']" : "['cert.pem']"}; s.signing_key = 'key.pem'
       end`,
    );
    await run('build', 'a.gemspec');
    const certificate = await readFile(join(folder.path, 'cert.pem'), 'utf8');
    const root = await readFile(join(folder.path, 'root.pem'), 'utf8');
    return { gem: new Uint8Array(await readFile(join(folder.path, 'a-1.0.gem'))), certificate, root };
  }

  test.each(['rsa', 'ec'] as const)('signs gems that verify here, with a key of kind %s', async (algorithm) => {
    const { gem, certificate } = await build(algorithm);
    // The certificate begins when it is made: a year on from then at most, and this test has no clock.
    const at = new Date(new X509Certificate(certificate).validFrom).toISOString();
    expect(codeOf(gem, certificate, { at })).toBe('gem-signature-valid');
    expect(codeOf(gem, certificate, { at, policy: 'HighSecurity' })).toBe('gem-policy-accepts');
    expect(codeOf(gem, '', { at })).toBe('chain-untrusted');
    const { members } = list(gem);
    expect([...members.keys()].filter((name) => name.endsWith('.sig')).sort()).toEqual([
      'checksums.yaml.gz.sig',
      'data.tar.gz.sig',
      'metadata.gz.sig',
    ]);
  });

  test('with a certificate that `gem cert --sign` made, signs gems that verify here for whoever trusts its issuer', async () => {
    const { gem, certificate, root } = await build('ec', true);
    const at = new Date(new X509Certificate(certificate).validFrom).toISOString();
    expect(new X509Certificate(root).ca).toBe(false);
    expect(codeOf(gem, root, { at })).toBe('gem-signature-valid');
    expect(codeOf(gem, root, { at, policy: 'HighSecurity' })).toBe('gem-policy-accepts');
    expect(codeOf(gem, certificate, { at })).toBe('gem-signature-valid');
    expect(codeOf(gem, '', { at })).toBe('chain-untrusted');
  });
});
