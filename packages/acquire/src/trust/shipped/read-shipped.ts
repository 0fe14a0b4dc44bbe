import { digestOf, type TrustDocument } from '@assay/model';
import type { TrustEntry } from '../trust-entry.js';
import { shippedDocuments, type ShippedDocument } from './manifest.js';

/** The documents that came with this release. Throws TypeError when one is not what its manifest says: a broken build. */
export function readShipped(): Promise<readonly TrustEntry[]> {
  return Promise.all(shippedDocuments.map(readOne));
}

async function readOne(shipped: ShippedDocument): Promise<TrustEntry> {
  const { kind, name, expires, registry, source, sha256, frozen } = shipped;
  const { text } = await shipped.load();
  const digest = digestOf('sha256', text);
  if (digest.value !== sha256) throw new TypeError(`the shipped ${name} is not what its manifest says`);
  const document: TrustDocument = {
    kind,
    name,
    origin: 'shipped',
    text,
    digest: { ...digest, covers: 'document' },
    expires,
    ...(registry === undefined ? {} : { registry }),
  };
  return { document, source: `${source.repository} ${source.path} at ${source.commit}`, since: frozen };
}
