/** Which Sigstore roots single files are verified with. */

import { checkoutAt, readBoundedFile, readTrustDocuments, userHome } from '@assay/acquire';
import { AssayError } from '@assay/model';
import { readTrustedRoot, type SigstoreRoot } from '@assay/signature';

/** Roots, in the order in which they are tried, and what is wrong with those that could not be used. */
export interface RootsReading {
  readonly roots: readonly SigstoreRoot[];
  readonly notes: readonly string[];
}

const maxRootBytes = 4 * 1024 * 1024;

/** The one root that the user names, and no other. Throws AssayError `ERR_CONFIG` when it is none. */
export async function readNamedRoot(file: string): Promise<RootsReading> {
  const bytes = await readBoundedFile(file, { maxBytes: maxRootBytes, code: 'ERR_CONFIG', what: 'trusted root' });
  const root = readTrustedRoot(bytes, { name: file });
  if (root.ok) return { roots: [root.value], notes: [] };
  const hint = 'A trusted root is the trusted_root.json of a Sigstore instance.';
  throw new AssayError('ERR_CONFIG', `is not a trusted root that can be used: ${root.detail}`, { file, hint });
}

/** What ships, as the user has updated and imported it; never what lies in the checkout at hand. */
export async function readKnownRoots(env: Readonly<Record<string, string | undefined>>): Promise<RootsReading> {
  const home = userHome(env);
  const projectRoot = await checkoutAt(process.cwd(), home);
  const { documents, problems } = await readTrustDocuments({ env, home, projectRoot });
  const roots: SigstoreRoot[] = [];
  const notes = problems.map(({ detail, next }) => `${detail} ${next}`);
  for (const { kind, name, text, expires } of documents) {
    if (kind !== 'sigstore-root') continue;
    const root = readTrustedRoot(new TextEncoder().encode(text), {
      name,
      ...(expires === undefined ? {} : { expires }),
    });
    if (root.ok) roots.push(root.value);
    else notes.push(`The trusted root ${name} was not used: ${root.detail}`);
  }
  return { roots, notes };
}
