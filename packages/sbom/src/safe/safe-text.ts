/**
 * Texts and URLs as they may leave the house. Lockfiles, registries and reports hold credentials, and reports the folders of the machine they
 * were made on; a bill of materials is made to be passed on. Everything from outside goes through here on its way into the document.
 */

import { withoutCredentials } from '@assay/model';

/** What texts with a secret or a path have: most have none of it and are returned as they are. */
const suspicious = /:\/\/|%2f%2f|%3d|@|[?&#;][\w.~%-]{1,64}=/i;

/** A text from outside, with the credentials of the URLs in it taken out and lone surrogates replaced. */
export function safeText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return suspicious.test(whole) ? whole.replaceAll(/[^\s"'<>`]+/g, safeWord) : whole;
}

/** A sentence of the run: as {@link safeText}, and of paths on the machine only the last name stays. */
export function safeSentence(text: string): string {
  return withoutPaths(safeText(text));
}

/** One word may hold several URLs, one behind the other, as they are or percent-encoded. */
function safeWord(word: string): string {
  return cutEncodedQuery(cutUserInfo(withoutCredentials(word).url));
}

/** What may be user information: from `://`, or `//` alone, to the last `@` before a path, a query or a fragment begins. */
const plainAuthority = /((?:^|:)\/\/)([^/?#]*)@/g;
const encodedAuthority = /((?:%3a|:)%2f%2f)((?:(?!%2f|%3f|%23)[^/?#])*)(?:%40|@)/gi;

/** The account of a git server (`git@`) is no secret and stays. */
function cutUserInfo(word: string): string {
  const cut = (whole: string, slashes: string, userInfo: string) => (userInfo === 'git' ? whole : slashes);
  return word.replaceAll(plainAuthority, cut).replaceAll(encodedAuthority, cut);
}

/** A percent-encoded query or fragment that holds a secret goes as a whole, with all behind it. */
function cutEncodedQuery(word: string): string {
  const at = /%3d/i.test(word) ? word.search(/%3f|%23/i) : -1;
  return at >= 0 && hidesCredentials(word.slice(at)) ? word.slice(0, at) : word;
}

function hidesCredentials(encoded: string): boolean {
  try {
    return withoutCredentials(decodeURIComponent(encoded)).hadCredentials;
  } catch {
    return true;
  }
}

/** A path of at least two names that is absolute or climbs out of the project, at the beginning of a word. */
const absolutePath =
  /(^|[\s"'`(=,[<]|file:(?:\/\/)?)(?:[A-Za-z]:|\.\.(?:[/\\]+\.\.)*)?((?:[/\\]+[^\s"'`/\\)\],:<>]+){2,})/g;

function withoutPaths(text: string): string {
  if (!text.includes('/') && !text.includes('\\')) return text;
  return text.replaceAll(absolutePath, (_, before: string, path: string) => {
    const last = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return `${before}…/${last}`;
  });
}

const schemes: ReadonlySet<string> = new Set([
  'http:',
  'https:',
  'git:',
  'git+http:',
  'git+https:',
  'git+ssh:',
  'ssh:',
  'svn:',
  'svn+ssh:',
  'hg+https:',
  'ftp:',
  'mailto:',
]);

const longestUrl = 4096;

/** Nearly all URLs of a document: no user information, no query, no character that is not its own canonical form. */
const plainUrl = /^(?:git\+)?https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+\/[\w.~@+/-]{0,1000}$/;

/**
 * A URL from outside as a reference may hold it: absolute, of a scheme that leads out of the machine, without credentials, in the characters
 * of RFC 3987. Null for everything else.
 */
export function safeUrl(text: string): string | null {
  if (plainUrl.test(text)) return text;
  const trimmed = text.trim();
  if (trimmed.length > longestUrl || !URL.canParse(trimmed)) return null;
  const { href, protocol, host } = new URL(withoutCredentials(trimmed).url.toWellFormed());
  if (!schemes.has(protocol) || (host === '' && protocol !== 'mailto:')) return null;
  return inIriCharacters(cutUserInfo(href));
}

/** WHATWG leaves characters in paths and queries that RFC 3986 has no place for; brackets belong to hosts alone. */
function inIriCharacters(href: string): string {
  const path = href.indexOf('/', href.indexOf('//') + 2);
  if (path < 0) return encodeStray(href);
  return href.slice(0, path) + encodeStray(href.slice(path));
}

function encodeStray(text: string): string {
  const [whole = '', ...fragments] = text
    .replaceAll(/[[\]\\^`{|}<>"\s]|%(?![0-9A-Fa-f]{2})/g, encodeURIComponent)
    .split('#');
  return fragments.length === 0 ? whole : `${whole}#${fragments.join('%23')}`;
}

/** A path of the project: relative and with forward slashes, or null for one that leads out of it or is none. */
export function safePath(path: string): string | null {
  const plain = path.replaceAll('\\', '/');
  if (plain === '' || plain.startsWith('/') || /^[a-z]:|:\/\//i.test(plain) || plain.startsWith('~')) return null;
  const names = plain.split('/').filter((name) => name !== '' && name !== '.');
  return names.includes('..') ? null : names.length === 0 ? '.' : safeText(names.join('/'));
}
