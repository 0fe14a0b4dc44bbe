import { describe, expect, test, vi } from 'vitest';
import { mintSigstore, type SignOptions } from '../mint-sigstore.js';
import { keyNamed } from '../minted-key.js';
import { sigstoreMistakes } from './mistakes.js';

/** With signatures that follow from key and bytes, two signings differ only in what a mistake changes. */
vi.mock(import('node:crypto'), async (importOriginal) => {
  const original = await importOriginal();
  const sign = (algorithm: unknown, bytes: Uint8Array, key: { export: (options: object) => Buffer }) => {
    const der = key.export({ type: 'pkcs8', format: 'der' });
    return original
      .createHash('sha512')
      .update(`${String(algorithm)} `)
      .update(der)
      .update(bytes)
      .digest();
  };
  return { ...original, sign: sign as never };
});

const sigstore = mintSigstore();

function signed(options: SignOptions): string {
  const { bundle, trustedRoot } = sigstore.sign({ leafKey: keyNamed('a leaf'), ...options });
  return JSON.stringify([bundle, trustedRoot]);
}

describe('a mistake', () => {
  test('is the only difference between two signings', () => {
    expect(signed({})).toBe(signed({}));
  });

  const visible = sigstoreMistakes.filter(({ name }) => name !== 'entry-with-another-signature');
  test.each(visible)('$name changes something', ({ name, needs }) => {
    expect(signed({ mistake: name })).not.toBe(signed(needs));
  });
});
