/** Files of an npm package that its manifest has loaded as code, whatever they are called. */

import { matchesPattern } from '@assay/model';

/** Fields that say what `require`, `import`, bundlers and commands load. */
const fields = ['main', 'module', 'browser', 'exports', 'imports', 'bin'] as const;

/**
 * Tells whether package.json has a path loaded as code. Node takes a file that `main` or `exports` names for JavaScript even when it is
 * called `data.txt`. A manifest that cannot be read, or has more patterns than anybody could follow, names everything.
 */
export function entryPoints(manifest: Uint8Array | undefined): (path: string) => boolean {
  if (manifest === undefined) return () => false;
  const named = namedIn(manifest)?.flatMap(spellings) ?? null;
  if (named === null) return () => true;
  const exact = new Set(named.filter((text) => !text.includes('*')).map(resolvedPath));
  const patterns = [...new Set(named.filter((text) => text.includes('*')))];
  if (patterns.length > mostPatterns) return () => true;
  const resolved = patterns.map((text) => resolvedPath(text.replaceAll('*', '**')));
  return (path) => exact.has(path) || resolved.some((pattern) => matchesPattern(pattern, path));
}

/** Node decodes percent-escapes in what `exports` and `imports` name, and in nothing else. */
function spellings(text: string): readonly string[] {
  if (!text.includes('%')) return [text];
  try {
    return [text, decodeURIComponent(text)];
  } catch {
    return [text];
  }
}

/** Each is tried on every file; packages have a handful. */
const mostPatterns = 100;

function namedIn(manifest: Uint8Array): readonly string[] | null {
  try {
    const root: unknown = JSON.parse(new TextDecoder().decode(manifest));
    if (typeof root !== 'object' || root === null) return null;
    const values = Object.entries(root).filter(([key]) => fields.some((field) => field === key));
    return textsIn(values.map(([, value]: [string, unknown]) => value));
  } catch {
    return null;
  }
}

/** All texts in a value, without recursion: a manifest may be nested as deeply as its writer likes. */
function textsIn(values: readonly unknown[]): readonly string[] {
  const texts: string[] = [];
  const open = [...values];
  for (let value = open.pop(); value !== undefined || open.length > 0; value = open.pop()) {
    if (typeof value === 'string') texts.push(value);
    else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) open.push(inner);
  }
  return texts;
}

/** The path below the package's root that a manifest's text means. */
export function resolvedPath(text: string): string {
  const parts: string[] = [];
  for (const part of text.split(/[/\\]/)) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
