/** What a run may trust. Opens no socket: only `assay trust update` does. */

import { readBoundedFile, readTrustDocuments, userHome } from '@assay/acquire';
import { AssayError, digestOf, type TrustDocument } from '@assay/model';
import { trustRefusal } from './trust-refusal.js';

/** Where trust is looked for. */
export interface TrustForRunOptions {
  /** The process's environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the checkout under test; null when there is none. Nothing in it is trusted. */
  readonly projectRoot: string | null;
  /** A Sigstore trusted root that the user names (`--trusted-root FILE`): then it is the only one. */
  readonly trustedRoot?: string;
  /** RFC 3339 UTC: the time that the run judges at. */
  readonly at: string;
}

/** The documents, as plain data: they go into a recorded evidence file as they are. */
export interface TrustForRun {
  readonly documents: readonly TrustDocument[];
  /** One sentence each about what could not be used. */
  readonly notes: readonly string[];
}

/**
 * What ships, the user's trust store, RubyGems' trust directory of the user, and the trusted root that the user names. Throws
 * AssayError `ERR_USAGE` when that one is none, `ERR_CONFIG` when `ASSAY_TRUST` names no folder outside of the checkout.
 */
export async function readTrustForRun(options: TrustForRunOptions): Promise<TrustForRun> {
  const { env, projectRoot, trustedRoot, at } = options;
  const { documents, problems } = await readTrustDocuments({ env, home: userHome(env), projectRoot });
  const notes = problems.map(({ detail, next }) => `${detail} ${next}`);
  if (trustedRoot === undefined) return { documents, notes };
  const own = await readNamedRoot(trustedRoot, at);
  return { documents: [own, ...documents.filter(({ kind }) => kind !== 'sigstore-root')], notes };
}

const maxBytes = 4 * 1024 * 1024;

/** Reads a file as text. Throws AssayError `ERR_USAGE` for what is no regular file of at most 4 MiB of UTF-8. */
export async function readTrustText(file: string, what: string): Promise<string> {
  const bytes = await readBoundedFile(file, { maxBytes, code: 'ERR_USAGE', what });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new AssayError('ERR_USAGE', `the ${what} is no UTF-8 text`, { file, cause });
  }
}

async function readNamedRoot(file: string, at: string): Promise<TrustDocument> {
  const text = await readTrustText(file, 'trusted root');
  const digest = { ...digestOf('sha256', text), covers: 'document' as const };
  const document: TrustDocument = { kind: 'sigstore-root', name: file, origin: 'imported', text, digest };
  const why = trustRefusal(document, at);
  if (why === null) return document;
  throw new AssayError('ERR_USAGE', `the trusted root cannot be used: ${why}`, { file });
}
