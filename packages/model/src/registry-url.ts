/** Registry URLs: normal form, and whether a URL lies under one. Hosts are compared whole, never as substrings. */

/**
 * The normal form of a registry's base URL: WHATWG-parsed, http or https, no userinfo, query or fragment, trailing `/`.
 * Null for anything else. Userinfo is dropped, not kept: secrets never travel in a URL.
 */
export function normaliseRegistryUrl(text: string): string | null {
  const url = parseHttpUrl(text);
  if (url?.search !== '' || url.hash !== '') return null;
  return `${url.origin}${url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`}`;
}

/** The origin of an http(s) URL, or null. */
export function originOf(text: string): string | null {
  return parseHttpUrl(text)?.origin ?? null;
}

/**
 * The rest of a URL's path below a registry's base URL, or null when the URL lies elsewhere. A path with dot segments cannot
 * leave the base: the URL is resolved before it is compared. Nothing lies under a base that does not name a whole origin and
 * end with `/`: `https://cr.io` is a prefix of `https://cr.io.example/` (sigstore-js 85c5838).
 */
export function pathUnder(base: string, text: string): string | null {
  const url = parseHttpUrl(text);
  if (url === null || !base.startsWith(`${url.origin}/`) || !base.endsWith('/')) return null;
  return url.whole.startsWith(base) ? url.whole.slice(base.length) : null;
}

/** Origin and path of an http(s) URL, resolved, or null. */
export function withoutQuery(text: string): string | null {
  return parseHttpUrl(text)?.whole ?? null;
}

/** What is compared of a URL; `whole` is its origin and path. */
type HttpUrl = Pick<URL, 'origin' | 'pathname' | 'search' | 'hash'> & { readonly whole: string };

/** The URL parsed last: checks and ecosystems look at one locked URL several times in a row. */
let latest: { readonly text: string; readonly url: HttpUrl | null } = { text: '', url: null };

function parseHttpUrl(text: string): HttpUrl | null {
  if (latest.text !== text) latest = { text, url: readHttpUrl(text) };
  return latest.url;
}

/** Plain values, because a URL computes its parts anew each time. */
function readHttpUrl(text: string): HttpUrl | null {
  if (!URL.canParse(text)) return null;
  const { protocol, origin, pathname, search, hash } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  return { origin, pathname, search, hash, whole: `${origin}${pathname}` };
}
