import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasClient, runClient } from './client.js';
import { mintZip } from './mint-zip.js';
import { temporaryFolder } from './temporary-folder.js';

const options = {
  root: 'acme-tool-0123abc',
  files: [
    { path: 'composer.json', content: '{"name":"acme/tool"}' },
    { path: 'src/', mode: 0o700 },
    { path: 'src/é.php', content: '<?php\n'.repeat(50), mode: 0o755 },
  ],
  comment: '0123abc',
};

async function onDisk<T>(bytes: Uint8Array, use: (file: string) => Promise<T>): Promise<T> {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'package.zip');
  await writeFile(file, bytes);
  return await use(file);
}

const listing = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z:
    assert z.testzip() is None
    for e in z.infolist(): print(ascii(e.filename), e.file_size, oct(e.external_attr >> 16), e.date_time)
    print(z.comment.decode())
`;

describe('a minted ZIP', () => {
  test('is the same bytes every time', () => {
    expect(mintZip(options)).toEqual(mintZip(options));
  });

  test.skipIf(!hasClient('python3'))("is listed by Python's zipfile", async () => {
    const result = await onDisk(mintZip(options), (file) => runClient('python3', ['-c', listing, file]));
    expect(result.stderr).toBe('');
    expect(result.stdout.split('\n')).toEqual([
      "'acme-tool-0123abc/' 0 0o40755 (1985, 10, 26, 8, 15, 0)",
      "'acme-tool-0123abc/composer.json' 20 0o100644 (1985, 10, 26, 8, 15, 0)",
      "'acme-tool-0123abc/src/' 0 0o40700 (1985, 10, 26, 8, 15, 0)",
      "'acme-tool-0123abc/src/\\xe9.php' 300 0o100755 (1985, 10, 26, 8, 15, 0)",
      '0123abc',
      '',
    ]);
  });

  test.skipIf(!hasClient('unzip', '-v'))('passes the test of Info-ZIP unzip, compressed or not', async () => {
    for (const stored of [true, false]) {
      const result = await onDisk(mintZip({ ...options, stored }), (file) => runClient('unzip', ['-tq', file]));
      expect(result.stdout).toContain('No errors detected');
      expect(result.status).toBe(0);
    }
  });
});
