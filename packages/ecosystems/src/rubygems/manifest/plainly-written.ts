import type { DocMap } from '@assay/documents';

/** The tags RubyGems itself writes on these fields. */
const ownTags: ReadonlyMap<string, string> = new Map([
  ['version', '!ruby/object:Gem::Version'],
  ['platform', '!ruby/object:Gem::Platform'],
]);

/**
 * True when a field's value is written as RubyGems writes it: without aliases and without any tag but RubyGems' own. A tag is
 * ignored when metadata is read as data, yet can change a value where it is honoured (`!binary` stands for decoded bytes), and
 * an alias may name a tagged value elsewhere. No name, version or platform holds `!` or `*`, so the field's lines are searched.
 */
export function isPlainlyWritten(bytes: Uint8Array, map: DocMap, key: string): boolean {
  if (!map.has(key)) return true;
  const first = map.lineOf(key);
  let end = Number.POSITIVE_INFINITY;
  for (const other of map.keys()) {
    const line = map.lineOf(other);
    if (line > first && line < end) end = line;
  }
  const text = linesOf(bytes, first, end);
  return !/[!*]/.test(text.replace(ownTags.get(key) ?? '', ''));
}

/** The lines from `first` up to, but without, `end`; both 1-based. */
function linesOf(bytes: Uint8Array, first: number, end: number): string {
  let start = 0;
  for (let line = 1; line < first && start >= 0; line++) start = bytes.indexOf(0x0a, start) + 1;
  let stop = start;
  for (let line = first; line < end && stop < bytes.length; line++) {
    const newline = bytes.indexOf(0x0a, stop);
    stop = newline < 0 ? bytes.length : newline + 1;
  }
  return new TextDecoder().decode(bytes.subarray(start, stop));
}
