import type { DocMap } from '@assay/documents';

/** The tags RubyGems itself writes on these fields. */
const ownTags: ReadonlyMap<string, string> = new Map([
  ['version', '!ruby/object:Gem::Version'],
  ['platform', '!ruby/object:Gem::Platform'],
]);

/**
 * True when a field is not there, or is written as RubyGems writes it: its key at the start of a line, and the value without
 * aliases and without any tag but RubyGems' own. A tag is ignored when metadata is read as data, yet can change a value where it
 * is honoured (`!binary` stands for decoded bytes), and an alias may name a tagged value elsewhere. No name, version or platform
 * holds `!` or `*`, so the lines up to the next key are searched for them.
 */
export function isPlainlyWritten(lines: readonly string[], map: DocMap, key: string): boolean {
  if (!map.has(key)) return true;
  const first = map.lineOf(key);
  let end = Number.POSITIVE_INFINITY;
  for (const other of map.keys()) {
    const line = map.lineOf(other);
    if (line > first && line < end) end = line;
  }
  const text = lines.slice(first - 1, end - 1).join('\n');
  return text.startsWith(`${key}:`) && !/[!*]/.test(text.replace(ownTags.get(key) ?? '', ''));
}

/** The lines of a YAML text; CR LF, LF and CR end one. Bytes that are not UTF-8 were refused before. */
export function yamlLines(bytes: Uint8Array): readonly string[] {
  return new TextDecoder().decode(bytes).split(/\r\n|\n|\r/);
}
