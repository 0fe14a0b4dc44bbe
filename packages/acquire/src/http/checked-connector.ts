/**
 * Connections to addresses that were looked at first. The name is resolved once, every address is checked, and the
 * socket goes to one of exactly those: a second lookup could answer differently (DNS rebinding, THREATS row 27).
 */

import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { buildConnector as Connectors } from 'undici';
import { specialRange } from './address-range.js';
import { FailureError, type Failure } from './failure.js';
import { buildConnector } from './undici.js';

/** Resolves a name to all its addresses. `dns.lookup` unless a test brings its own. */
export type AddressLookup = (
  hostname: string,
  callback: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void;

export interface ConnectorOptions {
  readonly connectMs: number;
  /** PEM certificates that replace the default roots; empty: the default roots. */
  readonly ca: readonly string[];
  readonly strictSsl: boolean;
  /** True for origins the user configured: these may lie in the user's own network. */
  readonly allowPrivate: boolean;
  readonly lookup?: AddressLookup;
}

/** undici's connector, with every address checked before the first packet leaves. */
export function checkedConnector(options: ConnectorOptions): Connectors.connector {
  const connect = buildConnector({
    timeout: options.connectMs,
    ...tlsOptions(options),
    ...(options.allowPrivate && options.lookup === undefined ? {} : { lookup: checkedLookup(options) }),
  });
  return (target, callback) => {
    // A literal address is never looked up, so that it is judged here.
    const literal = isIP(target.hostname) !== 0;
    const failure = literal && !options.allowPrivate ? refusal([target.hostname]) : null;
    if (failure === null) connect(target, callback);
    else callback(new FailureError(failure), null);
  };
}

/** TLS settings of the user's configuration, for direct connections and for those inside a proxy's tunnel. */
export function tlsOptions(options: Pick<ConnectorOptions, 'ca' | 'strictSsl'>): {
  readonly ca?: string[];
  readonly rejectUnauthorized: boolean;
} {
  return { ...(options.ca.length === 0 ? {} : { ca: [...options.ca] }), rejectUnauthorized: options.strictSsl };
}

function checkedLookup(options: ConnectorOptions): LookupFunction {
  const resolve = sharedLookup(options.lookup ?? allAddresses);
  return (hostname, { all }, callback) => {
    resolve(hostname, (error, addresses) => {
      const failure = error !== null || options.allowPrivate ? null : refusal(addresses.map(({ address }) => address));
      const first = addresses[0];
      if (error !== null) callback(error, '');
      else if (failure !== null) callback(new FailureError(failure), '');
      else if (first === undefined) callback(Object.assign(new Error('no address'), { code: 'ENODATA' }), '');
      else if (all === true) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    });
  };
}

/** A pool opens its connections together: one lookup answers them all. */
function sharedLookup(lookup: AddressLookup): AddressLookup {
  const waiting = new Map<string, Parameters<AddressLookup>[1][]>();
  return (hostname, callback) => {
    const others = waiting.get(hostname);
    if (others !== undefined) {
      others.push(callback);
      return;
    }
    const callbacks = [callback];
    waiting.set(hostname, callbacks);
    lookup(hostname, (error, addresses) => {
      waiting.delete(hostname);
      for (const answer of callbacks) answer(error, addresses);
    });
  };
}

const allAddresses: AddressLookup = (hostname, callback) => {
  systemLookup(hostname, { all: true }, (error, addresses) => {
    callback(error, error === null ? addresses : []);
  });
};

/** One special address is enough to refuse: a public name has no business in the machine's own network. */
function refusal(addresses: readonly string[]): Failure | null {
  for (const address of addresses) {
    const range = specialRange(address);
    if (range === null) continue;
    const did = `has the address ${address}, which is ${range} address that no configuration allows for it`;
    return { reason: 'address-refused', did, retry: 'no', silent: true };
  }
  return null;
}
