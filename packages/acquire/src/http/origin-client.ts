/** Everything there is per origin: connections, a gate before them, and whether anyone answers. */

import type { Dispatcher, Pool as Pools } from 'undici';
import type { NetworkConfiguration } from '../client-config/index.js';
import { checkedConnector, tlsOptions, type AddressLookup } from './checked-connector.js';
import { Gate } from '../content/gate.js';
import type { HttpLimits } from './http-limits.js';
import { OriginHealth } from './origin-health.js';
import { Pool, ProxyAgent } from './undici.js';

export interface OriginClient {
  readonly dispatcher: Dispatcher;
  readonly gate: Gate;
  readonly health: OriginHealth;
  /** Time allowed to reach the server, the way through a proxy included. */
  readonly connectMs: number;
}

export interface OriginClientOptions {
  readonly network: NetworkConfiguration;
  readonly limits: HttpLimits;
  readonly lookup?: AddressLookup;
}

/** Slack after undici's own connect timer, whose resolution is half a second. */
const timerSlackMs = 1000;

/** Prepares an origin; nothing is connected yet. HTTP/1.1 only, no pipelining, no interceptors, no cache. */
export function openOrigin(origin: string, options: OriginClientOptions): OriginClient {
  const { network, limits } = options;
  const proxy = network.proxyFor(`${origin}/`);
  return {
    dispatcher: proxy === null ? directPool(origin, options) : proxyAgent(origin, proxy, options),
    gate: new Gate(limits.connections),
    health: new OriginHealth(limits.failuresUntilDown),
    connectMs: limits.connectMs + timerSlackMs + (proxy === null ? 0 : limits.headersMs),
  };
}

/** Deadlines of ours watch headers and body: undici's body timer never fires on a slow drip. */
function poolOptions(limits: HttpLimits): Pools.Options {
  return { connections: limits.connections, headersTimeout: 0, bodyTimeout: 0, allowH2: false };
}

function directPool(origin: string, { network, limits, lookup }: OriginClientOptions): Dispatcher {
  const connect = checkedConnector({
    connectMs: limits.connectMs,
    ...network.tlsFor(`${origin}/`),
    allowPrivate: network.privateOrigins.has(origin),
    ...(lookup === undefined ? {} : { lookup }),
  });
  return new Pool(origin, { ...poolOptions(limits), connect });
}

/** The proxy resolves and connects, so that addresses are its business. Plain http goes to it without a tunnel. */
function proxyAgent(origin: string, proxy: string, { network, limits }: OriginClientOptions): Dispatcher {
  const tls = tlsOptions(network.tlsFor(`${origin}/`));
  return new ProxyAgent({
    ...poolOptions(limits),
    uri: proxy,
    requestTls: { ...tls, timeout: limits.connectMs },
    proxyTls: { ...tls, timeout: limits.connectMs },
    proxyTunnel: origin.startsWith('https:'),
    clientFactory: (url, given) => new Pool(url, { ...given, headersTimeout: limits.headersMs }),
  });
}
