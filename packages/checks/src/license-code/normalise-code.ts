/** One text for code that differs only in what no interpreter looks at. */

/** More is no licence package's code. */
const maxBytes = 256 * 1024;

/**
 * Code in normal form: LF for CR LF, no white space at line ends, runs of empty lines as one, one line end at the end, and the quoted
 * version as `{version}`; null for what is no UTF-8 text or too large. Comments stay: what looks like one may not be one (a heredoc, a
 * magic comment), and a template is cheap to add.
 */
export function normaliseCode(bytes: Uint8Array, version: string): string | null {
  if (bytes.length > maxBytes) return null;
  const text = decode(bytes);
  if (text === null || text.includes('\0')) return null;
  const lines = text.split('\n').map((line) => trimEnd(line));
  const kept = lines.filter((line, index) => line !== '' || (index > 0 && lines[index - 1] !== ''));
  while (kept.at(-1) === '') kept.pop();
  return withoutVersion(`${kept.join('\n')}\n`, version);
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Only the white space that no language gives a meaning at a line's end. */
function trimEnd(line: string): string {
  let end = line.length;
  while (end > 0 && ' \t\r'.includes(line.charAt(end - 1))) end -= 1;
  return line.slice(0, end);
}

/** Vendors that write the version into the code have one template for all of them. */
function withoutVersion(text: string, version: string): string {
  return ["'", '"'].reduce((all, quote) => all.replaceAll(`${quote}${version}${quote}`, `${quote}{version}${quote}`), text);
}
