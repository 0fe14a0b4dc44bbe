/** Package URLs (purl-spec). */

import { PackageURL } from 'packageurl-js';
import type { EcosystemId } from './subject.js';

const types: Readonly<Record<EcosystemId, string>> = {
  npm: 'npm',
  rubygems: 'gem',
  composer: 'composer',
  generic: 'generic',
};

/** Names and versions that are their own canonical form but for a scope's `@`: nearly all of a lockfile's 100,000. */
const plainName = /^[a-z0-9][a-z0-9._-]{0,213}$/;
const plainScopedName = /^@[a-z0-9][a-z0-9._-]{0,213}\/[a-z0-9][a-z0-9._-]{0,213}$/;
const plainVersion = /^[0-9][0-9A-Za-z.-]{0,255}$/;

/**
 * The canonical purl of a package version, without qualifiers. Names that purl's own rules refuse (a lockfile may hold
 * anything) still get a unique purl: every byte outside `A-Za-z0-9.-_~` is percent-encoded. Empty text is no version: a
 * folder of the project may have none.
 */
export function purlOf(ecosystem: EcosystemId, name: string, version: string): string {
  const type = types[ecosystem];
  if (plainVersion.test(version)) {
    if (plainName.test(name)) return `pkg:${type}/${name}@${version}`;
    if (ecosystem === 'npm' && plainScopedName.test(name)) return `pkg:npm/%40${name.slice(1)}@${version}`;
  }
  const slash = hasNamespace(ecosystem, name) ? name.indexOf('/') : -1;
  const namespace = slash < 0 ? undefined : name.slice(0, slash);
  const parts: PurlParts = { type, namespace, base: slash < 0 ? name : name.slice(slash + 1), version };
  return canonicalPurl(parts) ?? encodedPurl(parts);
}

/** npm's scopes and Composer's vendors; gems and plain files have one name. */
function hasNamespace(ecosystem: EcosystemId, name: string): boolean {
  return ecosystem === 'composer' || (ecosystem === 'npm' && name.startsWith('@'));
}

interface PurlParts {
  readonly type: string;
  readonly namespace: string | undefined;
  readonly base: string;
  readonly version: string;
}

/** The purl by purl's own rules; null where those refuse a name or would give it the purl of another one. */
function canonicalPurl({ type, namespace, base, version }: PurlParts): string | null {
  try {
    const stated = version === '' ? undefined : version;
    const text = new PackageURL(type, namespace, base, stated, undefined, undefined).toString();
    const parsed = PackageURL.fromString(text);
    const sameName = parsed.name === base && (parsed.namespace ?? undefined) === namespace;
    return sameName && (parsed.version ?? '') === version ? text : null;
  } catch {
    return null;
  }
}

function encodedPurl({ type, namespace, base, version }: PurlParts): string {
  const encodedName = namespace === undefined ? encode(base) : `${encode(namespace)}/${encode(base)}`;
  return `pkg:${type}/${encodedName}${version === '' ? '' : `@${encode(version)}`}`;
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, percentEncoded);
}

function percentEncoded(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** True when a text has the shape of a purl. */
export function isPurl(text: string): boolean {
  try {
    PackageURL.fromString(text);
    return true;
  } catch {
    return false;
  }
}
