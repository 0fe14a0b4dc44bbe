/** Loaded only where a feed is fetched: it brings the network. */

import { fetchDocument } from '@assay/acquire';
import type { Inventory } from '@assay/model';
import { readConfiguration } from '../read-configuration.js';
import { version } from '../version.js';
import type { FeedFetch } from './denied-feed-at-hand.js';

const maxBytes = 16 * 1024 * 1024;
const nothing: Inventory = { lockfiles: [], subjects: [], occurrences: [], edges: [], gaps: [] };

/** Fetches with the user's own proxy and certificates, and without any credential. */
export function feedFetch(env: Readonly<Record<string, string | undefined>>): FeedFetch {
  return async (url) => {
    const place = { env, projectRoot: process.cwd(), registries: [], inventory: nothing };
    const { network } = await readConfiguration(place);
    return fetchDocument(url, { network, userAgent: `assay/${version}`, maxBytes });
  };
}
