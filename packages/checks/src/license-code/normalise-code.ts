/** One text for code that differs only in what no interpreter looks at: how its lines end, and the version that was bought. */

/** More is no licence package's code. */
const maxBytes = 256 * 1024;

const placeholder = '{version}';

/** Languages whose own readers take CR LF for LF before anything else, within texts that span lines as well. */
const lineEndings: readonly string[] = ['.rb', '.rake', '.gemspec', '.js', '.cjs', '.mjs', '.ts', '.py'];

/**
 * Code in normal form: the quoted version as `{version}`, and LF for CR LF where every line ends so and the language does not tell them
 * apart. Nothing else is passed over. White space at a line's end, empty lines, indentation and comments all mean something somewhere: a
 * space after `__END__` or after a here-document's last line makes code of data, an empty line in front takes an encoding comment out
 * of force, and each stands in texts that span lines. A template is cheap to add. Null for what is no text: no UTF-8, with NUL bytes, or too
 * large.
 */
export function normaliseCode(
  bytes: Uint8Array,
  { version, path }: { readonly version: string; readonly path: string },
): string | null {
  if (bytes.length > maxBytes) return null;
  const text = decode(bytes);
  if (text === null || text.includes('\0')) return null;
  return withoutVersion(withPlainLines(text, path), version);
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Ruby hands what follows `__END__` to the program as it is. */
function withPlainLines(text: string, path: string): string {
  if (!lineEndings.some((ending) => path.endsWith(ending)) || text.includes('__END__')) return text;
  const plain = text.replaceAll('\r\n', '\n');
  const isAlike = !plain.includes('\r') && plain.split('\n').length === text.split('\r\n').length;
  return isAlike ? plain : text;
}

/** Vendors that write the version into the code have one template for all of them. Who writes the placeholder itself has another. */
function withoutVersion(text: string, version: string): string {
  return ["'", '"'].reduce(
    (all, quote) => all.replaceAll(`${quote}${version}${quote}`, `${quote}${placeholder}${quote}`),
    text.replaceAll(placeholder, `{${placeholder}}`),
  );
}
