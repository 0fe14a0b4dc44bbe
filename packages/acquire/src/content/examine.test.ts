import { digestOf, type EvidenceRequest } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { examineBytes, examineStream } from './examine.js';

const text = 'a licence of some length';
const bytes = new TextEncoder().encode(text);
const request = (bytesUpTo?: number): EvidenceRequest => ({
  kind: 'artifact',
  ecosystem: 'generic',
  url: 'https://vendor.example/a.lic',
  pins: [],
  algorithms: [],
  maxBytes: 1000,
  ...(bytesUpTo === undefined ? {} : { bytesUpTo }),
});

/** The same bytes in pieces, in a buffer that is used again, as sockets do. */
async function* pieces(): AsyncGenerator<Uint8Array, void> {
  const buffer = new Uint8Array(5);
  for (let at = 0; at < bytes.length; at += 5) {
    const piece = bytes.subarray(at, at + 5);
    buffer.set(piece);
    await Promise.resolve();
    yield buffer.subarray(0, piece.length);
  }
}

describe('a file that is not listed', () => {
  const ways = [
    ['at once', (asked: EvidenceRequest) => examineBytes(bytes, asked)],
    ['in pieces', (asked: EvidenceRequest) => examineStream(pieces(), asked)],
  ] as const;

  it.each(ways)('comes back itself where it is no larger than was asked for, read %s', async (_how, examine) => {
    const found = await examine(request(bytes.length));
    expect(new TextDecoder().decode(found.body)).toBe(text);
    expect(found.digests).toContainEqual(expect.objectContaining({ value: digestOf('sha256', bytes).value }));
  });

  it.each(ways)('does not come back where it is larger, or was not asked for, read %s', async (_how, examine) => {
    expect(await examine(request(bytes.length - 1))).not.toHaveProperty('body');
    const plain = await examine(request());
    expect(plain).not.toHaveProperty('body');
    expect(plain.size).toBe(bytes.length);
  });
});
