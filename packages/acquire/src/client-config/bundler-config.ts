/** Bundler’s configuration file: a dialect of YAML that Bundler reads line by line, so Assay does as well. */

/** Settings by their stored keys, `BUNDLE_…`. */
export type BundlerValues = ReadonlyMap<string, string>;

/**
 * Parses a configuration file as Bundler 2.5 and later do: `KEY: value` or `KEY: "value"` at the start of a line, the last
 * colon before a space ends the key, `#` begins a comment. Lists and nested values hold nothing that Assay looks for.
 */
export function parseBundlerConfig(text: string): BundlerValues {
  const values = new Map<string, string>();
  for (const line of text.split(/\r?\n/u)) {
    const entry = parseLine(line);
    if (entry !== null) values.set(storedKey(entry.key), entry.value);
  }
  return values;
}

function parseLine(line: string): { readonly key: string; readonly value: string } | null {
  if (line.startsWith('  ')) return null;
  const colon = keyEnd(line);
  if (colon <= 0) return null;
  const rest = line.slice(colon + 1);
  const value = stripComment(unquote(rest.startsWith(' ') ? rest.slice(1) : rest));
  return value === '' ? null : { key: line.slice(0, colon).trimStart(), value };
}

/** The last colon that white space or the end follows, and before which no `#` stands; -1 when there is none. */
function keyEnd(line: string): number {
  const comment = line.indexOf('#');
  const limit = comment < 0 ? line.length : comment;
  for (let at = limit - 1; at > 0; at--) {
    if (line.charAt(at) === ':' && (at + 1 === line.length || line.charAt(at + 1).trim() === '')) return at;
  }
  return -1;
}

function unquote(text: string): string {
  const quote = text.charAt(0);
  const isQuoted = (quote === '"' || quote === "'") && text.length > 1 && text.endsWith(quote);
  return isQuoted ? text.slice(1, -1) : text;
}

function stripComment(value: string): string {
  return value.includes('#') && !value.startsWith('#') ? value.slice(0, value.indexOf('#')).trim() : value;
}

/** What Bundler makes of a key when it loads a file: URLs end in `/`, dots and dashes become underscores. */
function storedKey(key: string): string {
  const isUrl = /https?:/iu.test(key) && !key.endsWith('/') && !key.endsWith('__FALLBACK_TIMEOUT');
  return `${key}${isUrl ? '/' : ''}`.replaceAll('.', '__').replaceAll('-', '___');
}

/** The key under which Bundler looks a setting up: `gems.acme.example` → `BUNDLE_GEMS__ACME__EXAMPLE`. */
export function lookupKey(name: string): string {
  return `BUNDLE_${name.replaceAll('.', '__').replaceAll('-', '___').toUpperCase()}`;
}

/** The name of a stored key, lower-case: `BUNDLE_MIRROR__HTTPS://GEMS__ACME__EXAMPLE/` → `mirror.https://gems.acme.example/`. */
export function settingName(key: string): string {
  return key.slice('BUNDLE_'.length).replaceAll('___', '-').replaceAll('__', '.').toLowerCase();
}
