import { asMap, asText, type DocMap } from '@assay/documents';

/** What the `resolutions` of a package.json put in the place of what packages ask for: by name, whoever asks. */
export type Resolutions = ReadonlyMap<string, readonly string[]>;

/** Reads the rules. Which packages a rule is about is left aside: it explains what is locked, and proves nothing. */
export function readResolutions(manifest: DocMap | undefined): Resolutions {
  const resolutions = new Map<string, string[]>();
  for (const [pattern, value] of asMap(manifest?.get('resolutions'))?.entries() ?? []) {
    const name = nameIn(pattern);
    const rules = resolutions.get(name) ?? [];
    resolutions.set(name, rules);
    rules.push(asText(value) ?? '');
  }
  return resolutions;
}

/** The package that a rule replaces: the last name of `a/@scope/b@range`. */
function nameIn(pattern: string): string {
  const start = lastNameStart(pattern);
  const at = pattern.indexOf('@', start + 1);
  return pattern.slice(start, at < 0 ? undefined : at);
}

/** Ranges may hold slashes as well, after an `@` that begins no scope. */
function lastNameStart(pattern: string): number {
  let start = 0;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    if (char === '@' && at > start) break;
    if (char === '/' && !isScope(pattern.slice(start, at))) start = at + 1;
  }
  return start;
}

function isScope(part: string): boolean {
  return part.startsWith('@') && !part.includes('/');
}
