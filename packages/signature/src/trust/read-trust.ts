import { AssayError, type TrustDocument } from '@assay/model';
import { encodeUtf8 } from '../encoding/bytes.js';
import { joinGemCertificates, readGemCertificates, type GemCertificates } from '../rubygems/gem-certificates.js';
import { needsPublishTime } from '../registry/needs-publish-time.js';
import { readRegistryKeys } from '../registry/read-registry-keys.js';
import { readTrustedRoot } from '../sigstore/read-trusted-root.js';
import type { SigstoreRoot } from '../sigstore/trusted-root.js';
import { registryTrust, type ReadKeys } from './registry-trust.js';
import type { Trust, TrustProblem } from './trust.js';

/** What came of reading trust documents. */
export interface TrustReading {
  readonly trust: Trust;
  /** Documents that could not be used. The rest is in force. */
  readonly problems: readonly TrustProblem[];
}

/**
 * Compiles trust documents for a time (RFC 3339 UTC), once for a run. A document that cannot be read is a problem and no part of the
 * trust: nothing is proven by it, nor by another in its place. Throws AssayError `ERR_INTERNAL` when `at` is no time.
 */
export function readTrust(documents: readonly TrustDocument[], at: string): TrustReading {
  if (Number.isNaN(Date.parse(at))) throw new AssayError('ERR_INTERNAL', `${at} is no time to judge at`);
  const sigstore: SigstoreRoot[] = [];
  const keys: ReadKeys[] = [];
  const gemCertificates: GemCertificates[] = [];
  const problems: TrustProblem[] = [];
  for (const document of documents) {
    const problem = readDocument(document, { sigstore, keys, gemCertificates, now: Date.parse(at) });
    if (problem !== null) problems.push(problem);
  }
  const keysFor = registryTrust(keys, at);
  const trust: Trust = {
    sigstore,
    gemCertificates: joinGemCertificates(gemCertificates),
    keysFor,
    needsPublishTime: (registry, keyIds) => {
      const found = keysFor(registry);
      return found !== null && needsPublishTime(found.keys, keyIds, at);
    },
    documents: documents.map(({ digest }) => digest),
  };
  return { trust, problems };
}

interface Reading {
  readonly sigstore: SigstoreRoot[];
  readonly keys: ReadKeys[];
  readonly gemCertificates: GemCertificates[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

function readDocument(document: TrustDocument, into: Reading): TrustProblem | null {
  const { kind, name, text, expires } = document;
  switch (kind) {
    case 'sigstore-root': {
      const root = readTrustedRoot(encodeUtf8(text), { name, ...(expires === undefined ? {} : { expires }) });
      if (!root.ok) return { name, code: root.code, detail: root.detail };
      into.sigstore.push(root.value);
      return null;
    }
    case 'registry-keys': {
      const keys = readRegistryKeys(text);
      into.keys.push({ document, keys: keys.ok ? keys.value : null });
      return keys.ok ? null : { name, code: keys.code, detail: keys.detail };
    }
    case 'gem-certificates': {
      // Certificates of several documents are one set, in which none can be told to have expired later on.
      if (expires !== undefined && Date.parse(expires) < into.now) {
        return { name, code: 'trusted-root-expired', detail: `The certificates expired at ${expires}.` };
      }
      const certificates = readGemCertificates(text);
      if (!certificates.ok) return { name, code: certificates.code, detail: certificates.detail };
      into.gemCertificates.push(certificates.value);
      return null;
    }
  }
}

/** Trust in nothing: whatever needs it is unknown. */
export const noTrust: Trust = readTrust([], '1970-01-01T00:00:00Z').trust;
