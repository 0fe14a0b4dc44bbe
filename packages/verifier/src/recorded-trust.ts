/** Trust documents as an evidence file keeps them: a replay judges by those of then. */

import {
  AssayError,
  digestOf,
  normaliseRegistryUrl,
  originOf,
  type JsonValue,
  type KeyOwner,
  type TrustDocument,
} from '@assay/model';

const kinds: readonly TrustDocument['kind'][] = ['sigstore-root', 'registry-keys', 'gem-certificates'];
const origins: readonly TrustDocument['origin'][] = ['shipped', 'tuf', 'imported', 'policy', 'user'];

/** The documents as plain data. */
export function writeTrustDocuments(documents: readonly TrustDocument[]): JsonValue {
  return documents.map(({ kind, name, origin, text, expires, registry }) => ({
    kind,
    name,
    origin,
    text,
    ...(expires === undefined ? {} : { expires }),
    ...(registry === undefined ? {} : { registry: { ...registry } }),
  }));
}

/**
 * Reads what {@link writeTrustDocuments} wrote; nothing where a recording has none. Throws AssayError `ERR_EVIDENCE_FILE` for anything
 * else: half of a recording's trust would make another verdict.
 */
export function readTrustedDocuments(value: JsonValue | undefined): readonly TrustDocument[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw damaged();
  return value.map(readDocument);
}

function readDocument(value: JsonValue): TrustDocument {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw damaged();
  const { kind, name, origin, text, expires, registry } = value as Readonly<Record<string, JsonValue>>;
  const knownKind = kinds.find((known) => known === kind);
  const knownOrigin = origins.find((known) => known === origin);
  if (knownKind === undefined || knownOrigin === undefined) throw damaged();
  if (typeof name !== 'string' || typeof text !== 'string') throw damaged();
  if (expires !== undefined && typeof expires !== 'string') throw damaged();
  const digest = { ...digestOf('sha256', text), covers: 'document' as const };
  return {
    ...{ kind: knownKind, name, origin: knownOrigin, text, digest },
    ...(expires === undefined ? {} : { expires }),
    ...(registry === undefined ? {} : { registry: readOwner(registry) }),
  };
}

function readOwner(value: JsonValue): KeyOwner {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw damaged();
  const { origin, originSha256, base } = value as Readonly<Record<string, JsonValue>>;
  if (typeof origin === 'string' && originSha256 === undefined) return { origin, ...readBase(base, origin) };
  if (typeof originSha256 === 'string' && origin === undefined && base === undefined) return { originSha256 };
  throw damaged();
}

function readBase(base: JsonValue | undefined, origin: string): { readonly base?: string } {
  if (base === undefined) return {};
  if (typeof base !== 'string' || normaliseRegistryUrl(base) !== base || originOf(base) !== origin) throw damaged();
  return { base };
}

function damaged(): AssayError {
  return new AssayError('ERR_EVIDENCE_FILE', 'the evidence file’s trust documents cannot be read', {
    hint: 'It was changed or damaged: record again.',
  });
}
