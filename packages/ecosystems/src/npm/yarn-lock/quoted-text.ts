/** A piece of a line, and where it ends. */
export interface Piece {
  readonly text: string;
  /** Index of the first sign after it. */
  readonly end: number;
}

/**
 * Reads the text in double quotes that begins at `start`, as both of Yarn’s formats write it: JSON’s escapes. Null where it does not
 * end, is no JSON, or ends elsewhere for Yarn 1, which looks at just two signs before a quote to tell whether it is escaped.
 */
export function readQuoted(line: string, start: number): Piece | null {
  const end = endOfQuoted(line, start);
  if (end === null) return null;
  const raw = line.slice(start, end);
  if (!raw.includes('\\')) return { text: raw.slice(1, -1), end };
  if (endForYarn1(line, start) !== end) return null;
  try {
    const text: unknown = JSON.parse(raw);
    return typeof text === 'string' ? { text, end } : null;
  } catch {
    return null;
  }
}

function endOfQuoted(line: string, start: number): number | null {
  for (let at = start + 1; at < line.length; at++) {
    const char = line.charAt(at);
    if (char === '\\') at++;
    else if (char === '"') return at + 1;
  }
  return null;
}

function endForYarn1(line: string, start: number): number | null {
  for (let at = line.indexOf('"', start + 1); at >= 0; at = line.indexOf('"', at + 1)) {
    const isEscaped = line.charAt(at - 1) === '\\' && line.charAt(at - 2) !== '\\';
    if (!isEscaped) return at + 1;
  }
  return null;
}
