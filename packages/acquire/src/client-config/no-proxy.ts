/** `NO_PROXY`: hosts to reach without a proxy. There is no standard; this is what curl, Ruby, Go and npm agree on. */

import { BlockList, isIP } from 'node:net';

/** Hosts to reach directly. */
export type NoProxy = (url: URL) => boolean;

/**
 * Parses a list separated by commas or white space. An entry is `*` (everything), a host with everything below it
 * (`corp.example`, `.corp.example` and `*.corp.example` mean the same), an IP address or a range (`10.0.0.0/8`); each may end
 * in a port. Hosts match whole labels: `corp.example` does not cover `evilcorp.example`.
 */
export function parseNoProxy(list: string): NoProxy {
  const rules = list
    .split(/[\s,]+/u)
    .filter((entry) => entry !== '')
    .map(parseEntry);
  return (url) => rules.some((rule) => rule(url));
}

function parseEntry(entry: string): NoProxy {
  if (entry === '*') return () => true;
  const { host, port } = splitPort(entry.toLowerCase());
  const matches = hostRule(host);
  return (url) => (port === null || port === portOf(url)) && matches(bareHost(url.hostname));
}

/** `host:8080`, `[::1]:8080`; a bare IPv6 address has colons but no port. */
function splitPort(entry: string): { readonly host: string; readonly port: string | null } {
  const colon = entry.lastIndexOf(':');
  const before = entry.slice(0, colon);
  const isPort =
    colon > 0 && /^\d{1,5}$/u.test(entry.slice(colon + 1)) && (before.endsWith(']') || !before.includes(':'));
  return isPort ? { host: bareHost(before), port: entry.slice(colon + 1) } : { host: bareHost(entry), port: null };
}

function hostRule(host: string): (hostname: string) => boolean {
  const addresses = addressRule(host);
  if (addresses !== null) return addresses;
  const name = host.startsWith('*.') ? host.slice(2) : host.startsWith('.') ? host.slice(1) : host;
  return (hostname) => name !== '' && (hostname === name || hostname.endsWith(`.${name}`));
}

function addressRule(host: string): ((hostname: string) => boolean) | null {
  const [address = '', prefix, ...rest] = host.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return null;
  const type = family === 6 ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  const bits = prefix === undefined ? (family === 6 ? 128 : 32) : Number(prefix);
  if (!Number.isInteger(bits) || bits < 0 || bits > (family === 6 ? 128 : 32)) return null;
  list.addSubnet(address, bits, type);
  return (hostname) => isIP(hostname) !== 0 && list.check(hostname, isIP(hostname) === 6 ? 'ipv6' : 'ipv4');
}

/** Without the brackets of an IPv6 literal and without the root's dot. */
function bareHost(host: string): string {
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  return bare.length > 1 && bare.endsWith('.') ? bare.slice(0, -1) : bare;
}

function portOf(url: URL): string {
  if (url.port !== '') return url.port;
  return url.protocol === 'https:' ? '443' : '80';
}
