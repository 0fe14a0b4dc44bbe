/** Package URLs (purl-spec), as far as Assay writes them: packageurl-js takes longer to load than a small run, and gives names away. */

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
 * The canonical purl of a package version, without qualifiers. Names that purl's own rules refuse or change (a lockfile may hold
 * anything) get a purl as well, and no two the same one. Empty text is no version: a folder of the project may have none.
 */
export function purlOf(ecosystem: EcosystemId, name: string, version: string): string {
  const type = types[ecosystem];
  if (plainVersion.test(version)) {
    if (plainName.test(name)) return `pkg:${type}/${name}@${version}`;
    if (ecosystem === 'npm' && plainScopedName.test(name)) return `pkg:npm/%40${name.slice(1)}@${version}`;
  }
  const slash = hasNamespace(ecosystem, name) ? name.indexOf('/') : -1;
  const namespace = slash < 0 ? '' : `${encode(name.slice(0, slash), '%3A')}/`;
  const stated = version === '' ? '' : `@${encode(version, '%3A', '%2B')}`;
  return `pkg:${type}/${namespace}${encode(name.slice(slash + 1))}${stated}`;
}

/** npm's scopes and Composer's vendors; gems and plain files have one name. */
function hasNamespace(ecosystem: EcosystemId, name: string): boolean {
  return ecosystem === 'composer' || (ecosystem === 'npm' && name.startsWith('@'));
}

/** Every byte outside `A-Za-z0-9.-_~` percent-encoded, but for those given in their encoded form. */
function encode(text: string, ...kept: readonly string[]): string {
  const encoded = encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, percentEncoded);
  return kept.reduce((before, code) => before.replaceAll(code, decodeURIComponent(code)), encoded);
}

function percentEncoded(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}

const longestPurl = 4096;
const path = /^pkg:[a-z][a-z0-9.-]*(?:\/[\w.~%:@!$&'()*+,;=-]+)+$/;
const qualifier = /^[a-z][a-z0-9._-]*=[\w.~%:@!$'()*+,;/-]+$/;
const subpath = /^[\w.~%:@/-]+$/;

/** True when a text has the shape of a purl: a type, a name, every escape of well-formed UTF-8; at most 4,096 characters. */
export function isPurl(text: string): boolean {
  if (text.length > longestPurl || !isDecodable(text)) return false;
  const [whole = '', ...fragments] = text.split('#');
  const [start = '', ...queries] = whole.split('?');
  const qualifiers = queries.flatMap((query) => query.split('&'));
  const single = fragments.length <= 1 && queries.length <= 1;
  return (
    single &&
    path.test(start) &&
    qualifiers.every((each) => qualifier.test(each)) &&
    fragments.every((each) => subpath.test(each))
  );
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
