/** Credentials in the text of a lockfile or manifest, wherever in it they stand. */

import { withoutCredentials } from '@assay/model';

/** The 1-based line of the first URL in a text that holds user name, password or token; null when there is none. */
export function findCredential(bytes: Uint8Array): number | null {
  const lines = new TextDecoder().decode(bytes).split('\n');
  const index = lines.findIndex(holdsCredential);
  return index < 0 ? null : index + 1;
}

function holdsCredential(line: string): boolean {
  const text = line.includes('\\') ? unescaped(line) : line;
  let from = 0;
  for (;;) {
    const slashes = text.indexOf('://', from);
    if (slashes < 0) return false;
    const end = endOfUrl(text, slashes);
    if (withoutCredentials(text.slice(startOfUrl(text, slashes), end)).hadCredentials) return true;
    from = end;
  }
}

/** JSON's and YAML's escapes of what URLs are written with. */
function unescaped(line: string): string {
  return line.replaceAll(
    /\\(?:u([\dA-Fa-f]{4})|x([\dA-Fa-f]{2})|U([\dA-Fa-f]{8})|(\/))/g,
    (whole, four?: string, two?: string, eight?: string) => {
      const hex = four ?? two ?? eight;
      if (hex === undefined) return '/';
      const code = Number.parseInt(hex, 16);
      return code > 0x10ffff ? whole : String.fromCodePoint(code);
    },
  );
}

const longestScheme = 32;

function startOfUrl(text: string, slashes: number): number {
  let start = slashes;
  while (start > 0 && slashes - start < longestScheme && /[\w+.-]/.test(text.charAt(start - 1))) start--;
  return start;
}

/** A URL ends at white space and at what closes it in JSON, YAML and prose. */
function endOfUrl(text: string, slashes: number): number {
  let end = slashes + '://'.length;
  while (end < text.length && !/[\s"'<>|\\`]/.test(text.charAt(end))) end++;
  return end;
}
