/** Patterns over purls, as policies name packages. */

import { purlOf, type EcosystemId } from '@assay/model';
import type { Readers } from './vocabulary.js';

/**
 * What a policy may write: `pkg:`, a type that Assay knows or `*`, the name (an npm scope with `@` or `%40`) and, after `@`, the
 * version; `*` and `**` anywhere but in the type. Or `pkg:**`: every package. No qualifiers, no subpath: locked packages have none.
 */
export const purlPatternShape =
  /^pkg:(?:\*\*|(?:npm|gem|composer|generic|\*)\/@?(?:[\w.~!'()*:+-]|%[\dA-Fa-f]{2})+(?:\/(?:[\w.~!'()*:+-]|%[\dA-Fa-f]{2})+)*(?:@(?:[\w.~!'()*:+-]|%[\dA-Fa-f]{2})+)?)$/;

const ecosystems: ReadonlyMap<string, EcosystemId> = new Map([
  ['npm', 'npm'],
  ['gem', 'rubygems'],
  ['composer', 'composer'],
  ['generic', 'generic'],
]);

/** What `*` stands for where it matters how a name or version is spelled: packages of which lockfiles are read. */
const locked: readonly EcosystemId[] = ['npm', 'rubygems'];

/** A pattern's parts, as they are written. */
export interface PurlParts {
  readonly type: string;
  readonly name: string;
  /** Empty where there is none. */
  readonly version: string;
}

/** The ecosystems whose packages a pattern can be about; for every type, those of which lockfiles are read. */
export function ecosystemsOf(pattern: string): readonly EcosystemId[] {
  const one = ecosystems.get(pattern.slice('pkg:'.length, pattern.indexOf('/')));
  return one === undefined ? locked : [one];
}

/**
 * The pattern in the form that is compared with canonical purls: an npm scope's `@` is written `%40`, a purl without wildcards is
 * spelled as model's `purlOf` spells it, a version without wildcards as registries list it, and without a version it stands for every
 * version, as a purl does elsewhere. An escaped `*` stays one: it is a name's own. Null for a text that does not have
 * {@link purlPatternShape}, or whose percent-escapes are not UTF-8.
 */
export function readPurlPattern(text: string, normalise: Readers['normaliseVersion']): string | null {
  if (!purlPatternShape.test(text)) return null;
  if (text === 'pkg:**') return text;
  const parts = splitPurl(text);
  const plain = text.includes('*') ? withEscapedScope(parts, normalise) : canonical(parts, normalise);
  if (plain === null || parts.version !== '' || text.endsWith('*')) return plain;
  return `${plain}@*`;
}

/** Type, name and version of a text that has {@link purlPatternShape}. */
export function splitPurl(text: string): PurlParts {
  const slash = text.indexOf('/');
  const rest = text.slice(slash + 1);
  const at = rest.lastIndexOf('@');
  const type = text.slice('pkg:'.length, slash);
  return at > 0 ? { type, name: rest.slice(0, at), version: rest.slice(at + 1) } : { type, name: rest, version: '' };
}

function withEscapedScope({ type, name, version }: PurlParts, normalise: Readers['normaliseVersion']): string {
  const escaped = name.startsWith('@') ? `%40${name.slice(1)}` : name;
  if (version === '') return `pkg:${type}/${escaped}`;
  const [normal, ...others] = version.includes('*') ? [] : listedForms(type, version, normalise);
  return `pkg:${type}/${escaped}@${normal === undefined || others.length > 0 ? version : normal}`;
}

/** How registries list one version, in every ecosystem of a type in which it is one. More than one: it means something else in each. */
export function listedForms(type: string, version: string, normalise: Readers['normaliseVersion']): readonly string[] {
  return [...new Set(ecosystemsOf(`pkg:${type}/`).flatMap((ecosystem) => normalise(ecosystem, version) ?? []))];
}

function canonical({ type, name, version }: PurlParts, normalise: Readers['normaliseVersion']): string | null {
  const ecosystem = ecosystems.get(type);
  const plainName = decode(name);
  const plainVersion = decode(version);
  if (ecosystem === undefined || plainName === null || plainVersion === null) return null;
  const normal = plainVersion === '' ? '' : (normalise(ecosystem, plainVersion) ?? plainVersion);
  return purlOf(ecosystem, plainName, normal);
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
