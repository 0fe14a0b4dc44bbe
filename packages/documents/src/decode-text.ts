import { DocRefusal } from './doc-problem.js';

const byteOrderMark = '\uFEFF';

/** What a JavaScript string can hold, with room to spare. */
const longestText = 500_000_000;

/** How a document's bytes are to be read. */
export interface DecodeOptions {
  readonly maxBytes: number;
  readonly bom: 'refuse' | 'accept';
}

/**
 * The text of UTF-8 bytes. Bytes that are not UTF-8 are refused, never replaced: replacement gives two byte strings one
 * text (THREATS row 14).
 */
export function decodeText(bytes: Uint8Array, options: DecodeOptions): string {
  const most = Math.min(options.maxBytes, longestText);
  if (bytes.length > most) {
    const detail = `The document has ${bytes.length} bytes; at most ${most} are read.`;
    throw new DocRefusal({ problem: 'too-large', detail });
  }
  const text = tryDecode(bytes);
  if (text === null) {
    const line = badLine(bytes);
    throw new DocRefusal({ problem: 'encoding', detail: 'The document is not UTF-8.', line });
  }
  if (!text.startsWith(byteOrderMark)) return text;
  if (options.bom === 'accept') return text.slice(1);
  throw new DocRefusal({ problem: 'encoding', detail: 'The document starts with a byte order mark.', line: 1 });
}

/** One for all: without `stream` every call begins anew. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function tryDecode(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

/** 1-based line of the first byte that is not UTF-8: halves the bytes at line ends, so it reads them about twice. */
function badLine(bytes: Uint8Array): number {
  let rest = bytes;
  let line = 1;
  for (;;) {
    const end = lineEndNearMiddle(rest);
    if (end === null) return line;
    const head = rest.subarray(0, end + 1);
    if (tryDecode(head) === null) rest = head;
    else {
      line += countLines(head);
      rest = rest.subarray(end + 1);
    }
  }
}

/** A line end near the middle that is not the last byte; null when there is one line only. */
function lineEndNearMiddle(bytes: Uint8Array): number | null {
  const middle = bytes.length >> 1;
  const after = bytes.indexOf(0x0a, middle);
  if (after >= 0 && after < bytes.length - 1) return after;
  const before = bytes.subarray(0, middle).lastIndexOf(0x0a);
  return before < 0 ? null : before;
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (const byte of bytes) if (byte === 0x0a) lines++;
  return lines;
}
