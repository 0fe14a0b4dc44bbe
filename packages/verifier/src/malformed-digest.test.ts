import { describe, expect, it } from 'vitest';
import { readAttestedFile } from './verify-attestation-files.js';

describe('a text that looks like a digest and is none', () => {
  it.each([
    'sha256:0ace',
    'SHA256:0ace',
    'sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709',
    'a'.repeat(64),
    'B'.repeat(128),
    `sha256:${'a'.repeat(63)}g`,
  ])('%s is told how a digest is written', async (text) => {
    await expect(readAttestedFile(text)).rejects.toMatchObject({
      code: 'ERR_USAGE',
      message: `"${text}" is neither a digest nor a file`,
      hint: 'Write sha256: and 64 lowercase hex digits, sha384: and 96, or sha512: and 128.',
    });
  });

  it('is a file like any other when its name only begins alike', async () => {
    await expect(readAttestedFile('sha256sums.txt')).rejects.not.toMatchObject({
      message: expect.stringContaining('neither') as string,
    });
  });
});
