/** Long enough that a chunk costs little, short enough that a stream's buffers stay small. */
const chunkLength = 65_536;

/** Joins pieces to chunks of about 64 Ki code units: the text stays the same, the number of writes does not. */
export function* chunked(pieces: Iterable<string>): Generator<string, void, undefined> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
