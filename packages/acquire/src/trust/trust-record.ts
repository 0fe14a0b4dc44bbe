/** One stored trust document as the content of a sealed file. */

import { digestOf, originOf, type TrustDocument } from '@assay/model';
import type { SealedContent } from './sealed-file.js';
import type { TrustEntry } from './trust-entry.js';
import { isUtcTime } from './trust-time.js';

const format = 'assay-trust-document-v1';

const kinds = ['sigstore-root', 'registry-keys', 'gem-certificates'] as const;
const origins = ['tuf', 'imported'] as const;

/** What is kept of an entry. */
export function formatRecord({ document, source, since }: TrustEntry): SealedContent {
  const { kind, name, origin, text, digest, expires, registry } = document;
  return {
    format,
    kind,
    name,
    origin,
    source,
    since,
    digest: digest.value,
    text,
    ...(expires === undefined ? {} : { expires }),
    ...(registry === undefined ? {} : { registry: { ...registry } }),
  };
}

/** The entry that was kept, or null: every field is looked at, and the text must have its digest. */
export function parseRecord(content: SealedContent): TrustEntry | null {
  const { name, source, since, text, expires } = content;
  const kind = kinds.find((one) => one === content['kind']);
  const origin = origins.find((one) => one === content['origin']);
  if (content['format'] !== format || kind === undefined || origin === undefined) return null;
  if (typeof name !== 'string' || name === '' || typeof source !== 'string' || typeof text !== 'string') return null;
  if (!isTime(since) || !(expires === undefined || isTime(expires))) return null;
  const digest = { ...digestOf('sha256', text), covers: 'document' as const };
  const registry = parseRegistry(content['registry']);
  if (digest.value !== content['digest'] || registry === null) return null;
  const end = expires === undefined ? {} : { expires };
  const document: TrustDocument = { kind, name, origin, text, digest, ...end, ...registry };
  return { document, source, since };
}

function isTime(value: SealedContent[string]): value is string {
  return typeof value === 'string' && isUtcTime(value);
}

function parseRegistry(value: SealedContent[string]): Pick<TrustDocument, 'registry'> | null {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { origin, originSha256 } = value as SealedContent;
  if (typeof originSha256 === 'string' && /^[0-9a-f]{64}$/u.test(originSha256)) return { registry: { originSha256 } };
  return typeof origin === 'string' && originOf(origin) === origin ? { registry: { origin } } : null;
}
