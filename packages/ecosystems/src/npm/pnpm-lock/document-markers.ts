/** Where a file's lines mark YAML documents. */
export interface DocumentMarkers {
  /** 1-based lines that begin with `---` or `...`. */
  readonly lines: readonly number[];
  /** True when each of them is exactly `---` (with or without a carriage return). */
  readonly exact: boolean;
}

const newline = 0x0a;
const carriageReturn = 0x0d;
const dash = 0x2d;
const dot = 0x2e;

/** Finds the lines that YAML may take for document markers (YAML 1.2 §9.1.2), in one pass over the bytes. */
export function findMarkers(bytes: Uint8Array): DocumentMarkers {
  const lines: number[] = [];
  let exact = true;
  let line = 1;
  for (let start = afterByteOrderMark(bytes); start < bytes.length; line++) {
    const next = bytes.indexOf(newline, start);
    const end = next < 0 ? bytes.length : next;
    if (isMarker(bytes, start)) {
      lines.push(line);
      exact &&= bytes[start] === dash && isEnd(bytes, start + 3, end);
    }
    start = end + 1;
  }
  return { lines, exact };
}

function afterByteOrderMark(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function isMarker(bytes: Uint8Array, start: number): boolean {
  const first = bytes[start];
  return (first === dash || first === dot) && bytes[start + 1] === first && bytes[start + 2] === first;
}

function isEnd(bytes: Uint8Array, at: number, end: number): boolean {
  return at === end || (bytes[at] === carriageReturn && at + 1 === end);
}
