/** What a run may trust. Opens no socket: only `assay trust update` does. */

import { readBoundedFile, readTrustDocuments, userHome } from '@assay/acquire';
import { AssayError, digestOf, type TrustDocument } from '@assay/model';
import { readTrust, type SigstoreRoot } from '@assay/signature';
import { trustRefusal } from './trust-refusal.js';

/** Where trust is looked for. */
export interface TrustForRunOptions {
  /** The process's environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working folder, and those of what is verified: nothing in the checkouts that they belong to is trusted. */
  readonly folders: readonly string[];
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
 * AssayError `ERR_USAGE` when that one is none, `ERR_CONFIG` when `ASSAY_TRUST` is no folder to trust.
 */
export async function readTrustForRun(options: TrustForRunOptions): Promise<TrustForRun> {
  const { env, folders, trustedRoot, at } = options;
  const { documents, problems } = await readTrustDocuments({ env, home: userHome(env), folders });
  const notes = problems.map(({ detail, next }) => `${detail} ${next}`);
  if (trustedRoot === undefined) return { documents, notes };
  const own = await readNamedRoot(trustedRoot, 'ERR_USAGE');
  const why = trustRefusal(own, at);
  if (why !== null) throw unusable(trustedRoot, why, 'ERR_USAGE');
  return { documents: [own, ...documents.filter((document) => !isRoot(document))], notes };
}

/** Roots, in the order in which they are tried, and what is wrong with those that could not be used. */
export interface RootsForFiles {
  readonly roots: readonly SigstoreRoot[];
  readonly notes: readonly string[];
}

/**
 * The Sigstore roots that single files are verified with: the one that the user names and no other, else those of
 * {@link readTrustForRun}. Throws AssayError `ERR_CONFIG` when the named one is none, or `ASSAY_TRUST` is no folder to trust.
 */
export async function readRootsForFiles(options: TrustForRunOptions): Promise<RootsForFiles> {
  const { trustedRoot, at } = options;
  if (trustedRoot === undefined) {
    const { documents, notes } = await readTrustForRun(options);
    const { trust, problems } = readTrust(documents.filter(isRoot), at);
    const unused = problems.map(({ name, detail }) => `The trusted root ${name} was not used: ${detail}`);
    return { roots: trust.sigstore, notes: [...notes, ...unused] };
  }
  const { trust, problems } = readTrust([await readNamedRoot(trustedRoot, 'ERR_CONFIG')], at);
  // A root that names nobody is one: with a key of the user's, it says that there are no logs to ask for.
  if (problems[0] !== undefined) throw unusable(trustedRoot, problems[0].detail, 'ERR_CONFIG');
  return { roots: trust.sigstore, notes: [] };
}

function isRoot({ kind }: TrustDocument): boolean {
  return kind === 'sigstore-root';
}

const maxBytes = 4 * 1024 * 1024;

type Blame = 'ERR_USAGE' | 'ERR_CONFIG';

/** Reads a file as text. Throws AssayError `code` for what is no regular file of at most 4 MiB of UTF-8. */
export async function readTrustText(file: string, what: string, code: Blame = 'ERR_USAGE'): Promise<string> {
  const bytes = await readBoundedFile(file, { maxBytes, code, what });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new AssayError(code, `the ${what} is no UTF-8 text`, { file, cause });
  }
}

async function readNamedRoot(file: string, code: Blame): Promise<TrustDocument> {
  const text = await readTrustText(file, 'trusted root', code);
  const digest = { ...digestOf('sha256', text), covers: 'document' as const };
  return { kind: 'sigstore-root', name: file, origin: 'imported', text, digest };
}

function unusable(file: string, why: string, code: Blame): AssayError {
  const hint = 'A trusted root is the trusted_root.json of a Sigstore instance.';
  return new AssayError(code, `the trusted root cannot be used: ${why}`, { file, hint });
}
