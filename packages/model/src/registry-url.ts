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
  const whole = `${url.origin}${url.pathname}`;
  return whole.startsWith(base) ? whole.slice(base.length) : null;
}

function parseHttpUrl(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
}
