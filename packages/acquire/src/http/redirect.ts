/** Where a redirect may lead (RFC 9110 §15.4): decided per hop, by whole origins, before anything is resolved. */

import { originOf } from '@assay/model';

export interface RedirectQuestion {
  /** The URL that answered with the redirect. */
  readonly from: URL;
  /** The `location` header. The server controls it. */
  readonly location: string | null;
  /** URLs asked for so far in this request. */
  readonly visited: ReadonlySet<string>;
  /** Origins that may be redirected to besides the URL's own. */
  readonly allowed: ReadonlySet<string>;
}

/**
 * The next URL, or why there is none, as a predicate about the redirecting host. `endless`: no list of origins would help, the server's
 * redirects lead nowhere (RFC 9110 §15.4).
 */
export type RedirectDecision = { readonly to: URL } | { readonly refused: string; readonly endless?: true };

const shownLength = 200;

/** Decides about one redirect. A refusal names the target without userinfo, query and fragment: these hold secrets. */
export function decideRedirect({ from, location, visited, allowed }: RedirectQuestion): RedirectDecision {
  if (location === null) return { refused: 'redirected to nowhere' };
  if (!URL.canParse(location, from.href)) return { refused: 'redirected to something that is no URL' };
  const to = new URL(location, from.href);
  const shown = shownUrl(to);
  const origin = originOf(to.href);
  if (origin === null) return { refused: `redirected to ${shown}, which is neither https nor http` };
  if (from.protocol === 'https:' && to.protocol === 'http:') {
    return { refused: `redirected to ${shown}, from https to http` };
  }
  if (origin !== from.origin && !allowed.has(origin)) {
    return { refused: `redirected to ${shown}, an origin that neither is a registry nor is listed for redirects` };
  }
  to.hash = '';
  to.username = '';
  to.password = '';
  if (visited.has(to.href)) {
    return { refused: `redirected to ${shown} again: the redirects go in circles`, endless: true };
  }
  return { to };
}

/** Scheme, host and path, at most 200 characters; the URL parser has percent-encoded everything unprintable. */
function shownUrl(url: URL): string {
  const text = url.host === '' ? url.protocol : `${url.protocol}//${url.host}${url.pathname}`;
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}
