/** Changes behind compression: what is packed is changed and packed again, so that checksum and length are right. */

import { gunzipSync } from 'node:zlib';
import { gzip } from '../gzip.js';
import type { Random } from '../random.js';
import { mutateBytes } from './mutate-bytes.js';

/** Changes one input; borrows from the other. */
export type Mutate<Input> = (random: Random, input: Input, other: Input) => Input;

/** Mostly changes what lies within the gzip member, now and then the member itself. */
export function mutateGzip(inner: Mutate<Uint8Array>): Mutate<Uint8Array> {
  return (random, input, other) => {
    const [content, borrowed] = [unpacked(input), unpacked(other)];
    if (content === null || random.below(6) === 0) return mutateBytes(random, input, other);
    return gzip(inner(random, content, borrowed ?? content), random.below(2) === 0 ? 'stored' : 'deflate');
  };
}

function unpacked(member: Uint8Array): Uint8Array | null {
  try {
    return gunzipSync(member, { maxOutputLength: 2 ** 20 });
  } catch {
    return null;
  }
}
