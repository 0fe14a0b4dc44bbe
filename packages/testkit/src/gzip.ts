import { crc32, deflateRawSync } from 'node:zlib';

/**
 * How gzip packs: `deflate` compresses with the zlib of this Node (same input, same Node → same bytes); `stored` does not
 * compress and gives the same bytes everywhere, for digests that are written down in a test.
 */
export type Compression = 'deflate' | 'stored';

/** Magic, deflate, no flags, no time, no extra flags, operating system unknown (RFC 1952 §2.3). */
const header = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);

const storedBlockBytes = 0xffff;

/** One gzip member (RFC 1952) without time, name or operating system. */
export function gzip(data: Uint8Array, compression: Compression = 'deflate'): Uint8Array {
  const body = compression === 'stored' ? storedDeflate(data) : deflateRawSync(data);
  const out = new Uint8Array(header.length + body.length + 8);
  const view = new DataView(out.buffer);
  out.set(header);
  out.set(body, header.length);
  view.setUint32(out.length - 8, crc32(data), true);
  view.setUint32(out.length - 4, data.length % 2 ** 32, true);
  return out;
}

/** A deflate stream of stored blocks (RFC 1951 §3.2.4). */
function storedDeflate(data: Uint8Array): Uint8Array {
  const blocks = Math.max(1, Math.ceil(data.length / storedBlockBytes));
  const out = new Uint8Array(data.length + blocks * 5);
  const view = new DataView(out.buffer);
  for (let block = 0; block < blocks; block++) {
    const chunk = data.subarray(block * storedBlockBytes, (block + 1) * storedBlockBytes);
    const at = block * (storedBlockBytes + 5);
    out[at] = block === blocks - 1 ? 1 : 0;
    view.setUint16(at + 1, chunk.length, true);
    view.setUint16(at + 3, chunk.length ^ 0xffff, true);
    out.set(chunk, at + 5);
  }
  return out;
}
