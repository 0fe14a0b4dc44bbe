/** Patterns over purls, as policies name packages. */

import { purlOf, type EcosystemId } from '@assay/model';

/**
 * What a policy may write: `pkg:`, a type that Assay knows or `*`, the name (an npm scope with `@` or `%40`) and, after `@`, the
 * version; `*` and `**` anywhere but in the type. Or `pkg:**`: every package. No qualifiers, no subpath: locked packages have none.
 */
export const purlPatternShape =
  /^pkg:(?:\*\*|(?:npm|gem|\*)\/@?(?:[\w.~!'()*:+-]|%[\dA-Fa-f]{2})+(?:\/(?:[\w.~!'()*:+-]|%[\dA-Fa-f]{2})+)*(?:@(?:[\w.~!'()*:+-]|%[\dA-Fa-f]{2})+)?)$/;

const ecosystems: readonly (readonly [string, EcosystemId])[] = [
  ['npm', 'npm'],
  ['gem', 'rubygems'],
];

interface PurlParts {
  readonly type: string;
  readonly name: string;
  readonly version: string;
}

/**
 * The pattern in the form that is compared with canonical purls: an npm scope's `@` is written `%40`, a purl without wildcards is
 * spelled as model's `purlOf` spells it, and without a version it stands for every version, as a purl does elsewhere. Null for a
 * text that does not have {@link purlPatternShape}, whose percent-escapes are not UTF-8, or in which one hides a wildcard.
 */
export function readPurlPattern(text: string): string | null {
  if (!purlPatternShape.test(text)) return null;
  if (text === 'pkg:**') return text;
  const parts = splitPurl(text);
  const plain = text.includes('*') ? withEscapedScope(parts) : canonical(parts);
  if (plain === null || parts.version !== '' || text.endsWith('*')) return plain;
  return `${plain}@*`;
}

function splitPurl(text: string): PurlParts {
  const slash = text.indexOf('/');
  const rest = text.slice(slash + 1);
  const at = rest.lastIndexOf('@');
  const type = text.slice('pkg:'.length, slash);
  return at > 0 ? { type, name: rest.slice(0, at), version: rest.slice(at + 1) } : { type, name: rest, version: '' };
}

function withEscapedScope({ type, name, version }: PurlParts): string {
  const escaped = name.startsWith('@') ? `%40${name.slice(1)}` : name;
  return `pkg:${type}/${escaped}${version === '' ? '' : `@${version}`}`;
}

function canonical({ type, name, version }: PurlParts): string | null {
  const ecosystem = ecosystems.find(([known]) => known === type)?.[1];
  const plainName = decode(name);
  const plainVersion = decode(version);
  if (ecosystem === undefined || plainName === null || plainVersion === null) return null;
  const purl = purlOf(ecosystem, plainName, plainVersion);
  return purl.includes('*') ? null : purl;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
