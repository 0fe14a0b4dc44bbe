import { expect, it } from 'vitest';
import { hashPieces } from './hash-pieces.js';
import { digestOf } from './hash.js';

it('gives the digest of what was passed on, whatever the pieces are', () => {
  const { pieces, digest } = hashPieces(['{"ü":', '', '"\u{1f600}"}', '\n']);
  const text = [...pieces].join('');
  expect(text).toBe('{"ü":"\u{1f600}"}\n');
  expect(digest()).toEqual({ ...digestOf('sha256', text), covers: 'document' });
});
