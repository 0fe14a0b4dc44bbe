/** Patterns over purls, in the one form in which Assay writes purls: one that is spelt otherwise would deny nothing. */

import { isPurl } from '@assay/model';

const shape = /^pkg:(?<type>[a-z][a-z0-9.-]*)\/(?<rest>[^?#]*[A-Za-z0-9][^?#]*)$/;
const versions = /(?<=[^/])@(?<version>[^/@]*)$/;

/** What keeps a pattern from ever denying what people mean by it; null when nothing does. */
export function purlPatternProblem(text: string, member: string): string | null {
  const { type = '', rest = '' } = shape.exec(text)?.groups ?? {};
  if (type === '' || !isPurl(text)) {
    return `${member} is a purl as in pkg:npm/left-pad@1.3.0, or a pattern as in pkg:npm/@acme/*`;
  }
  const name = rest.replace(versions, '');
  const version = versions.exec(rest)?.groups?.['version'] ?? '*';
  return nameProblem(type, name) ?? (isVersion(type, version) ? null : `"@${version}" is no version: ${aboutVersions}`);
}

const aboutVersions = 'write one as the lockfile has it, leave it out for all, or use * in it; ranges are not read';

function nameProblem(type: string, name: string): string | null {
  const scoped = /^(?:@|%40)[^/]+\/[^/]+$/i;
  if (type === 'rubygems') return 'the type of gems is "gem", as in pkg:gem/rails';
  if (name.includes('**')) return null;
  if (type === 'npm' && !(/^[^@/]+$/.test(name) && !/^%40/i.test(name)) && !scoped.test(name)) {
    return 'a package of npm is NAME or @SCOPE/NAME, as in pkg:npm/@acme/*';
  }
  if (type === 'gem' && name.includes('/')) return 'a gem has no namespace, as in pkg:gem/rails';
  if (type === 'composer' && !/^[^/]+\/[^/]+$/.test(name)) return 'a package of Composer is VENDOR/NAME';
  return null;
}

function isVersion(type: string, version: string): boolean {
  return type === 'npm' || type === 'gem' ? /^[0-9*]/.test(version) : version !== '';
}

/** The form that is compared, of a purl or a pattern without qualifiers: which characters are escaped makes no difference. */
export function comparablePurl(text: string): string {
  const slash = text.indexOf('/');
  const [type, rest] = [text.slice(0, slash + 1), text.slice(slash + 1)];
  const version = versions.exec(rest)?.[0] ?? '';
  const name = rest.slice(0, rest.length - version.length);
  const path = name.split('/').map(reencoded).join('/');
  const stated = version === '' ? '' : `@${reencoded(version.slice(1))}`;
  return `${type}${type === 'pkg:composer/' ? path.toLowerCase() : path}${stated}`;
}

/** Characters that are never escaped, and `*`. */
const plain = /^[\w.!~*'()-]*$/;

/** `*` that is not escaped stays a wildcard. */
function reencoded(part: string): string {
  if (plain.test(part)) return part;
  return part
    .split('*')
    .map((piece) => encodeURIComponent(decoded(piece).toWellFormed()).replaceAll('*', '%2A'))
    .join('*');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
