import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasClient, runClient } from './client.js';
import { mintGem } from './mint-gem.js';
import { mintGemRelease } from './minted-package.js';
import { temporaryFolder } from './temporary-folder.js';

const options = {
  name: 'karat',
  version: '2.0.1',
  dependencies: [
    { name: 'rack', requirement: '~> 3.0' },
    { name: 'minitest', requirement: '>= 5', development: true },
  ],
  files: { 'lib/karat.rb': 'module Karat; VERSION = "2.0.1"; end\n', 'lib/karat/scale.rb': '' },
};

async function withGem<T>(bytes: Uint8Array, use: (file: string, folder: string) => Promise<T>): Promise<T> {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'minted.gem');
  await writeFile(file, bytes);
  return await use(file, folder.path);
}

describe('a minted gem', () => {
  test('is the same bytes every time', () => {
    expect(mintGem(options)).toEqual(mintGem(options));
  });

  test('is named after its platform', () => {
    expect(mintGemRelease({ ...options, platform: 'x86_64-linux' }).fileName).toBe('karat-2.0.1-x86_64-linux.gem');
  });

  test('quotes metadata that YAML would read as something else', () => {
    const text = new TextDecoder('latin1').decode(mintGem({ ...options, name: 'no', compression: 'stored' }));
    expect(text).toContain('name: "no"\n');
    expect(text).toContain('  version: "2.0.1"\n');
  });

  test('can hold no checksums, wrong checksums and further members', () => {
    const decode = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);
    expect(decode(mintGem({ ...options, checksums: null }))).not.toContain('checksums.yaml.gz');
    expect(decode(mintGem({ ...options, checksums: '--- []\n', compression: 'stored' }))).toContain('--- []\n');
    expect(decode(mintGem({ ...options, extraMembers: [{ path: 'metadata.gz.sig', content: 'x' }] }))).toContain(
      'metadata.gz.sig',
    );
  });
});

describe.skipIf(!hasClient('gem'))('a minted gem, asked of RubyGems itself', () => {
  test('has the name, version, platform and dependencies it was minted with', async () => {
    const program =
      'require "rubygems/package"; s = Gem::Package.new(ARGV[0]).spec; puts [s.name, s.version, s.platform, *s.dependencies].join("|")';
    const result = await withGem(mintGem({ ...options, platform: 'x86_64-linux' }), (file) =>
      runClient('ruby', ['-e', program, file]),
    );
    expect(result).toEqual({
      status: 0,
      stdout: 'karat|2.0.1|x86_64-linux|rack (~> 3.0)|minitest (>= 5, development)\n',
      stderr: '',
    });
  });

  test('installs from the file, checksums verified', async () => {
    const installed = await withGem(mintGem(options), async (file, folder) => {
      const args = ['install', '--local', '--ignore-dependencies', '--no-document', '--install-dir', folder, file];
      const result = await runClient('gem', args);
      expect(result.stderr).toBe('');
      return await readFile(join(folder, 'gems/karat-2.0.1/lib/karat.rb'), 'utf8');
    });
    expect(installed).toContain('module Karat');
  });

  test('is refused when its checksums are wrong', async () => {
    const zeros = '0'.repeat(64);
    const checksums = `---\nSHA256:\n  metadata.gz: ${zeros}\n  data.tar.gz: ${zeros}\n`;
    const result = await withGem(mintGem({ ...options, checksums }), (file, folder) =>
      runClient('gem', ['install', '--local', '--ignore-dependencies', '--install-dir', folder, file]),
    );
    expect(result.status).not.toBe(0);
    expect(result.stderr).toContain('checksum');
  });
});
