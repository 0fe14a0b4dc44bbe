/**
 * Addresses that a public registry never has (IANA special-purpose registries, RFC 6890; RFC 4291 §2.4). Whoever
 * controls a name's DNS controls the address it resolves to, so that a lockfile's URL could otherwise make Assay ask
 * the machine's own network: cloud metadata, routers, databases. THREATS row 27.
 */

import { BlockList, isIPv4, isIPv6 } from 'node:net';

interface Range {
  readonly network: string;
  readonly prefix: number;
  readonly name: string;
}

const ipv4Ranges: readonly Range[] = [
  { network: '0.0.0.0', prefix: 8, name: 'an unspecified' },
  { network: '10.0.0.0', prefix: 8, name: 'a private' },
  { network: '100.64.0.0', prefix: 10, name: 'a shared (CGNAT)' },
  { network: '127.0.0.0', prefix: 8, name: 'a loopback' },
  { network: '168.63.129.16', prefix: 32, name: 'a cloud metadata' },
  { network: '169.254.0.0', prefix: 16, name: 'a link-local' },
  { network: '172.16.0.0', prefix: 12, name: 'a private' },
  { network: '192.0.0.0', prefix: 24, name: 'a reserved' },
  { network: '192.0.2.0', prefix: 24, name: 'a documentation' },
  { network: '192.88.99.0', prefix: 24, name: 'a reserved' },
  { network: '192.168.0.0', prefix: 16, name: 'a private' },
  { network: '198.18.0.0', prefix: 15, name: 'a benchmarking' },
  { network: '198.51.100.0', prefix: 24, name: 'a documentation' },
  { network: '203.0.113.0', prefix: 24, name: 'a documentation' },
  { network: '224.0.0.0', prefix: 4, name: 'a multicast' },
  { network: '240.0.0.0', prefix: 4, name: 'a reserved' },
];

const ipv6Ranges: readonly Range[] = [
  { network: '::', prefix: 128, name: 'an unspecified' },
  { network: '::1', prefix: 128, name: 'a loopback' },
  { network: '::ffff:0:0', prefix: 96, name: 'an IPv4-mapped' },
  { network: 'fc00::', prefix: 7, name: 'a private' },
  { network: 'fe80::', prefix: 10, name: 'a link-local' },
  { network: 'ff00::', prefix: 8, name: 'a multicast' },
  { network: '2001::', prefix: 23, name: 'a reserved' },
  { network: '2001:db8::', prefix: 32, name: 'a documentation' },
  { network: '2002::', prefix: 16, name: 'a 6to4' },
  { network: '3fff::', prefix: 20, name: 'a documentation' },
  // NAT64 (RFC 6052) is how an IPv6-only network reaches a public IPv4 host; what it embeds is judged as IPv4.
  ...ipv4Ranges.map(({ network, prefix, name }) => ({ network: `64:ff9b::${network}`, prefix: 96 + prefix, name })),
];

const ipv4 = ipv4Ranges.map((range) => ({ name: range.name, list: listOf(range, 'ipv4') }));
const ipv6 = ipv6Ranges.map((range) => ({ name: range.name, list: listOf(range, 'ipv6') }));
const publicIpv6 = [
  listOf({ network: '2000::', prefix: 3, name: '' }, 'ipv6'),
  listOf({ network: '64:ff9b::', prefix: 96, name: '' }, 'ipv6'),
];

/**
 * Names the special range an IP address (text, as a resolver returns it) lies in: `a loopback`, `a private`. Null for
 * addresses of the public internet. Anything that is no address, and IPv6 outside global unicast, is `a reserved`.
 */
export function specialRange(address: string): string | null {
  if (isIPv4(address)) return ipv4.find(({ list }) => list.check(address, 'ipv4'))?.name ?? null;
  if (!isIPv6(address)) return 'a reserved';
  const special = ipv6.find(({ list }) => list.check(address, 'ipv6'));
  if (special !== undefined) return special.name;
  return publicIpv6.some((list) => list.check(address, 'ipv6')) ? null : 'a reserved';
}

function listOf(range: Range, family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  list.addSubnet(range.network, range.prefix, family);
  return list;
}
