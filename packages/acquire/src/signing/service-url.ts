import { AssayError } from '@assay/model';
import { parseHttpUrl } from '../client-config/parse-http-url.js';

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * A service's URL without a slash at its end. Throws AssayError `ERR_USAGE` for what is no URL, for plain http to another machine
 * (identity tokens would be read on the way), and for userinfo, query or fragment.
 */
export function serviceUrl(text: string, name: string): string {
  const url = parseHttpUrl(text);
  if (url === null) throw unusable(name, 'is no http or https URL');
  const isBare = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!isBare) throw unusable(name, 'holds a user name, query or fragment');
  if (!isSafe(url)) throw unusable(name, 'is plain http: an identity token would be read on the way');
  return url.href.endsWith('/') ? url.href.slice(0, -1) : url.href;
}

/** https, or this machine. */
export function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || loopback.has(hostname);
}

function unusable(name: string, why: string): AssayError {
  return new AssayError('ERR_USAGE', `the URL of ${name} ${why}`, { hint: `Write --${name} https://….` });
}
