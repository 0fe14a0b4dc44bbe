/** Values of the `authorization` header. They come from the user’s configuration, but still must not split a header. */

import type { Journal } from './journal.js';

/** The longest value sent; servers refuse far shorter ones. */
const maxLength = 8192;

/** `Bearer …`, or null when the token could not stand in a header as it is. */
export function bearer(token: string, journal: Journal): string | null {
  journal.secret(token);
  return isHeaderSafe(token) ? `Bearer ${token}` : null;
}

/** `Basic …` (RFC 7617, UTF-8). */
export function basic(user: string, password: string, journal: Journal): string | null {
  const encoded = Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
  // A token is often written where the user's name stands, with no password or a placeholder.
  journal.secret(password === '' || password === 'x-oauth-basic' ? user : password);
  journal.secret(encoded);
  return encoded.length > maxLength ? null : `Basic ${encoded}`;
}

/** `Basic …` from what is already base64 of `user:password`, sent as it stands. */
export function basicEncoded(encoded: string, journal: Journal): string | null {
  journal.secret(encoded);
  const [user = '', ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  journal.secret(password.length === 0 || password.join(':') === '' ? user : password.join(':'));
  return isBase64(encoded) ? `Basic ${encoded}` : null;
}

/** The `Basic …` value for the userinfo of a URL, percent-encoded as it stands there; null when there is none. */
export function basicOfUrl(url: URL, journal: Journal): string | null {
  if (url.username === '' && url.password === '') return null;
  journal.secret(url.password);
  journal.secret(url.password === '' ? url.username : '');
  return basic(decodeUserinfo(url.username), decodeUserinfo(url.password), journal);
}

/** Percent-decoded; as it stands when it is not valid percent-encoding. */
function decodeUserinfo(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Visible ASCII and inner spaces (RFC 9110 §5.5): no line break that would begin a header of its own. */
function isHeaderSafe(text: string): boolean {
  return text.length <= maxLength && text.trim() === text && /^[\x20-\x7e]+$/u.test(text);
}

function isBase64(text: string): boolean {
  return text.length <= maxLength && /^[A-Za-z0-9+/_-]+={0,2}$/u.test(text);
}
