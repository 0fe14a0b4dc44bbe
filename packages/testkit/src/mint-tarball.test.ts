import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { hasClient, runClient } from './client.js';
import { mintTarball } from './mint-tarball.js';
import { mintPackage, sri } from './minted-package.js';
import { temporaryFolder } from './temporary-folder.js';

const options = {
  name: '@acme/left-pad',
  version: '1.3.0',
  files: { 'lib/pad.js': 'pad\n', 'é.txt': Uint8Array.of(0) },
};

async function onDisk<T>(bytes: Uint8Array, use: (file: string) => Promise<T>): Promise<T> {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'package.tgz');
  await writeFile(file, bytes);
  return await use(file);
}

describe('a minted npm tarball', () => {
  test('is the same bytes every time', () => {
    expect(mintTarball(options)).toEqual(mintTarball(options));
  });

  test('has a gzip header without time or operating system', () => {
    expect([...mintTarball(options).subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
  });

  test('holds the same archive stored as deflated, in several stored blocks when it is large', () => {
    const large = { ...options, files: { 'large.bin': new Uint8Array(200_000).fill(7) } };
    const stored = mintTarball({ ...large, compression: 'stored' });
    expect(stored.length).toBeGreaterThan(200_000);
    expect(gunzipSync(stored)).toEqual(gunzipSync(mintTarball(large)));
  });

  test('takes a package.json as it is given, broken ones included', () => {
    const archive = gunzipSync(mintTarball({ ...options, files: { 'package.json': '{' } }));
    expect(archive.toString('utf8', 512, 514)).toBe('{\0');
  });

  test('keeps a root folder other than package', () => {
    expect(gunzipSync(mintTarball({ ...options, root: 'left-pad' })).toString('utf8', 0, 21)).toBe(
      'left-pad/package.json',
    );
  });

  test('refuses to write a path that no ustar header can hold', () => {
    expect(() => mintTarball({ ...options, files: { ['x'.repeat(300)]: '' } })).toThrow(RangeError);
  });

  test('states what a registry would state about it', () => {
    const minted = mintPackage(options);
    expect(minted.fileName).toBe('left-pad-1.3.0.tgz');
    expect(minted.integrity).toBe(sri('sha512', mintTarball(options)));
    expect(minted.shasum).toMatch(/^[0-9a-f]{40}$/);
  });

  test.skipIf(!hasClient('tar'))('is listed by the tar program', async () => {
    const result = await onDisk(
      mintTarball({ ...options, files: { [`${'d'.repeat(60)}/${'f'.repeat(60)}`]: '' } }),
      (file) => runClient('tar', ['-tzf', file]),
    );
    expect(result).toEqual({
      status: 0,
      stdout: `package/package.json\npackage/index.js\npackage/${'d'.repeat(60)}/${'f'.repeat(60)}\n`,
      stderr: '',
    });
  });

  test.skipIf(!hasClient('python3'))("is listed by Python's tarfile", async () => {
    const program =
      'import sys, tarfile\nfor e in tarfile.open(sys.argv[1]): print(e.name, e.size, oct(e.mode), e.mtime)';
    const result = await onDisk(mintTarball(options), (file) => runClient('python3', ['-c', program, file]));
    expect(result.stderr).toBe('');
    expect(result.stdout).toContain('package/lib/pad.js 4 0o644 499162500\n');
  });
});
