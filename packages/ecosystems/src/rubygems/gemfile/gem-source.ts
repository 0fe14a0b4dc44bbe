import { isCommit } from '../../npm/locked-source.js';
import type { GemfileArguments, GemfileValue } from './gemfile-arguments.js';
import type { GemSource } from './gemfile.js';

/** Keys of `gem` that say nothing about where it comes from. */
const neutral: ReadonlySet<string> = new Set([
  ...['require', 'group', 'groups', 'platform', 'platforms', 'install_if', 'env', 'force_ruby_platform', 'name'],
  ...['branch', 'tag', 'ref', 'submodules', 'glob', 'type'],
]);

/** Where a `gem` line takes its gem from; `outer`: what the block around it says. */
export function gemSource(options: ReadonlyMap<string, GemfileValue>, outer: GemSource): GemSource {
  for (const [key, value] of options) {
    const source = sourceOf(key, value, options);
    if (source !== null) return source;
    // A shorthand for a repository that the Gemfile defines, or one of a newer Bundler.
    if (!neutral.has(key)) return { kind: 'unknown' };
  }
  return outer;
}

/** Where the gems of a block come from; null for a block of another kind. */
export function blockSource(word: string, { values, options }: GemfileArguments): GemSource | null {
  return sourceOf(word, values[0] ?? null, options);
}

function sourceOf(key: string, value: GemfileValue, options: ReadonlyMap<string, GemfileValue>): GemSource | null {
  const text = typeof value === 'string' ? value : null;
  switch (key) {
    case 'source':
      return { kind: 'registry', url: text };
    case 'path':
      return { kind: 'path', path: text };
    case 'git':
      return { kind: 'git', url: text, ...commitOf(options) };
    case 'github':
      return { kind: 'git', url: text === null ? null : githubUrl(text), ...commitOf(options) };
    case 'gitlab':
    case 'bitbucket':
    case 'gist':
      return { kind: 'git', url: null, ...commitOf(options) };
    default:
      return null;
  }
}

/** `rails` stands for `rails/rails`; an address of a pull request for a branch that only the host can name. */
function githubUrl(text: string): string | null {
  if (text.includes('://')) return null;
  return `https://github.com/${text.includes('/') ? text : `${text}/${text}`}.git`;
}

function commitOf(options: ReadonlyMap<string, GemfileValue>): { readonly commit?: string } {
  const ref = options.get('ref');
  return typeof ref === 'string' && isCommit(ref) ? { commit: ref } : {};
}
