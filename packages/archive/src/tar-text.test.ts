import { bytesOf } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { decodeText, utf8Length } from './tar-text.js';

const all = (bytes: Uint8Array) => decodeText(bytes, 0, bytes.length);

describe('names', () => {
  test.each([
    '',
    'a',
    '\x7f',
    '\u0080',
    'é',
    '€',
    '😀',
    '\ufeffa',
    'a'.repeat(5000),
    'é'.repeat(5000),
    'a'.repeat(4096),
  ])('in UTF-8 are read whole, the byte order mark too: %#', (text) => {
    expect(all(bytesOf(text))).toBe(text);
  });

  test('are read from their start to their end', () => {
    expect(decodeText(bytesOf('xaby'), 1, 3)).toBe('ab');
    expect(decodeText(bytesOf('éabé'), 2, 4)).toBe('ab');
    expect(decodeText(bytesOf('xéy'), 1, 3)).toBe('é');
    expect(decodeText(bytesOf(`${'é'.repeat(3000)}ab`), 6000, 6002)).toBe('ab');
  });

  test.each([[[0x80]], [[0xff]], [[0xe9, 0x61]], [[0xc0, 0x80]], [[0xed, 0xa0, 0x80]], [[0xc3]]])(
    'that are not UTF-8 have no text: %j',
    (bytes) => {
      expect(all(Uint8Array.from(bytes))).toBeNull();
      expect(all(Uint8Array.from([0x61, ...bytes, 0x61]))).toBeNull();
    },
  );

  test('too long for the arguments of a call are read all the same', () => {
    const text = 'a'.repeat(1_000_000);
    expect(all(bytesOf(text))).toBe(text);
  });
});

test.each(['', 'a', '\x7f', '\u0080', '\u07ff', '\u0800', '\ud7ff', '\ue000', '\uffff', '😀', 'aé€😀'])(
  'the length in UTF-8 is that of the bytes: %j',
  (text) => {
    expect(utf8Length(text)).toBe(bytesOf(text).length);
  },
);
