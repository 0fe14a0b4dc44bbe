import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasClient, runClient } from '../client.js';
import { temporaryFolder } from '../temporary-folder.js';
import { mintGemCertificate, type MintedGemCertificate } from './gem-certificate.js';
import { gemKey } from './gem-key.js';
import { gemMembersOf, mintSignedGem } from './sign-gem.js';

const span = { notBefore: '2020-01-01T00:00:00Z', notAfter: '2049-01-01T00:00:00Z' };

test('every member is followed by its signature', () => {
  const certificate = mintGemCertificate({ key: gemKey('maintainer') });
  const gem = mintSignedGem({ name: 'a', version: '1.0' }, { chain: [certificate] });
  expect(gemMembersOf(gem).map(({ path }) => path)).toEqual([
    'metadata.gz',
    'metadata.gz.sig',
    'data.tar.gz',
    'data.tar.gz.sig',
    'checksums.yaml.gz',
    'checksums.yaml.gz.sig',
  ]);
});

/** Installs as a user would who trusts `trusted`; true when RubyGems does. */
async function installs(gem: Uint8Array, trusted: MintedGemCertificate): Promise<string> {
  await using folder = await temporaryFolder();
  const env = { ...process.env, HOME: folder.path, GEM_HOME: join(folder.path, 'gems'), GEM_SPEC_CACHE: folder.path };
  const run = (...args: readonly string[]) => runClient('gem', args, { cwd: folder.path, env });
  await writeFile(join(folder.path, 'trusted.pem'), trusted.pem);
  await writeFile(join(folder.path, 'a-1.0.gem'), gem);
  await run('cert', '--add', 'trusted.pem');
  const { status, stderr } = await run('install', '--local', '--no-document', '-P', 'HighSecurity', 'a-1.0.gem');
  return status === 0 ? 'installed' : stderr;
}

describe.skipIf(!hasClient('gem'))('gem install -P HighSecurity', () => {
  test.each(['rsa2048', 'rsa3072', 'p256', 'p384'] as const)(
    'takes a gem signed with a key of kind %s',
    async (kind) => {
      const certificate = mintGemCertificate({ key: gemKey('maintainer', kind), ...span });
      const gem = mintSignedGem({ name: 'a', version: '1.0' }, { chain: [certificate] });
      expect(await installs(gem, certificate)).toBe('installed');
    },
  );

  test('takes a gem whose signer was certified by a root', async () => {
    const root = mintGemCertificate({
      key: gemKey('root'),
      subject: [['CN', 'root']],
      authority: true,
      usage: [5],
      ...span,
    });
    const signer = mintGemCertificate({ key: gemKey('maintainer'), issuer: root, ...span });
    const gem = mintSignedGem({ name: 'a', version: '1.0' }, { chain: [root, signer] });
    expect(await installs(gem, root)).toBe('installed');
  });

  test('refuses a gem signed with another key than the certificate’s', async () => {
    const certificate = mintGemCertificate({ key: gemKey('maintainer'), ...span });
    const gem = mintSignedGem({ name: 'a', version: '1.0' }, { chain: [certificate], key: gemKey('stranger') });
    expect(await installs(gem, certificate)).toContain('invalid signature');
  });
});
