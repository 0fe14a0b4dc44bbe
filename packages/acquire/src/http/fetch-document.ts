/** One document at one address that the policy names. */

import { originOf } from '@assay/model';
import type { NetworkConfiguration } from '../client-config/index.js';
import { createHttpSource } from './http-source.js';

/** The document's bytes, or in one sentence why there are none. */
export type FetchedDocument = { readonly bytes: Uint8Array } | { readonly problem: string };

/** How it is fetched. */
export interface DocumentFetch {
  readonly network: NetworkConfiguration;
  readonly userAgent: string;
  readonly maxBytes: number;
}

/**
 * Fetches a document without any credential, past every cache, and follows no redirect to another origin. Opens a connection; what goes
 * wrong is an answer.
 */
export async function fetchDocument(
  url: string,
  { network, userAgent, maxBytes }: DocumentFetch,
): Promise<FetchedDocument> {
  const origin = originOf(url);
  if (origin === null) return { problem: 'It names no address that could be asked.' };
  const place = {
    ecosystem: 'generic',
    url: `${origin}/`,
    from: 'policy',
    names: [],
    redirects: [],
    aliases: [],
  } as const;
  const source = createHttpSource({
    registries: { registries: [place] },
    credentials: { credentialFor: () => null },
    network: { ...network, privateOrigins: new Set([...network.privateOrigins, origin]) },
    store: null,
    userAgent,
  });
  try {
    const request = {
      kind: 'release',
      ecosystem: 'generic',
      url,
      pins: [],
      algorithms: [],
      uncached: true,
      maxBytes,
    } as const;
    const evidence = await source.get(request);
    if (evidence.state === 'unreachable') return { problem: evidence.detail };
    if (evidence.state !== 'found') return { problem: `The server answered ${String(evidence.status)}.` };
    return evidence.body === undefined ? { problem: 'It came without content.' } : { bytes: evidence.body };
  } finally {
    await source.close();
  }
}
