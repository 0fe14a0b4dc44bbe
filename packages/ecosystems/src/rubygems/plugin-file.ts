import type { ArchiveEntry } from '@assay/model';

/** Characters that some file systems leave out when they compare names (CVE-2014-9390). */
const ignorable = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;

/** Longer ones are no file's name on any file system. */
const longestName = 4096;

/**
 * True for files that load themselves by their name: `rubygems_plugin` with any ending, which every later gem command loads from whatever
 * require path, and `plugins.rb` at the root, Bundler's. Compared as the most forgiving file systems compare names.
 */
export function isPluginFile({ type, path }: ArchiveEntry): boolean {
  if (type === 'directory') return false;
  const parts = path.split(/[/\\]/).filter((part) => part !== '' && part !== '.');
  const name = folded(parts.at(-1) ?? '');
  if (name === 'rubygems_plugin' || name.startsWith('rubygems_plugin.')) return true;
  return parts.length === 1 && name === 'plugins.rb';
}

function folded(name: string): string {
  return name.slice(0, longestName).replace(ignorable, '').normalize('NFKC').toLowerCase();
}
