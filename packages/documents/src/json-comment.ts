import { DocRefusal } from './doc-problem.js';

const slash = 0x2f;
const star = 0x2a;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** A comment that was passed over. */
export interface Comment {
  /** Offset after it; of a line comment, of the line's end. */
  readonly end: number;
  /** Lines that ended inside it. */
  readonly lines: number;
}

/**
 * Passes over the comment (`// …`, or one in slashes and stars) whose first slash stands at `start`. U+2028 and U+2029 are refused in it: they end a
 * line comment for readers that are made from JavaScript's and for no others, so that what follows is a comment to some
 * and data to others. Throws DocRefusal.
 */
export function skipComment(text: string, start: number, line: number): Comment {
  const second = text.charCodeAt(start + 1);
  if (second === slash) return skipLine(text, start + 2, line);
  if (second === star) return skipBlock(text, start + 2, line);
  throw new DocRefusal({ problem: 'syntax', detail: 'A slash stands where no comment begins.', line });
}

function skipLine(text: string, start: number, line: number): Comment {
  let at = start;
  for (; at < text.length && !endsLine(text.charCodeAt(at)); at++) refuseSeparator(text.charCodeAt(at), line);
  return { end: at, lines: 0 };
}

function skipBlock(text: string, start: number, line: number): Comment {
  let lines = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const next = text.charCodeAt(at + 1);
    if (code === star && next === slash) return { end: at + 2, lines };
    if (code === lineFeed || (code === carriageReturn && next !== lineFeed)) lines++;
    refuseSeparator(code, line + lines);
  }
  throw new DocRefusal({ problem: 'syntax', detail: 'A comment does not end.', line });
}

function endsLine(code: number): boolean {
  return code === lineFeed || code === carriageReturn;
}

function refuseSeparator(code: number, line: number): void {
  if (code !== 0x2028 && code !== 0x2029) return;
  throw new DocRefusal({
    problem: 'ambiguous',
    detail: 'A comment holds U+2028 or U+2029, which ends it for some.',
    line,
  });
}
