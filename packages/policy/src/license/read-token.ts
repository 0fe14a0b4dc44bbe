/** `token:` of a licence package, and keys of whoever signs for a vendor. */

import type { LicenseTokenExpectation } from '@assay/model';
import { given, type Given } from '../given.js';
import { readDer, readFingerprint } from '../read-key.js';
import type { PartPlace } from './license-parts.js';
import { projectPath } from './project-path.js';
import type { TokenDocument } from './token-shape.js';

/** The rules that are given. Throws what `refuse` makes for a key that cannot be used. */
export function readToken(document: TokenDocument, place: PartPlace): Given<LicenseTokenExpectation> {
  const { scheme, path, keys, entity, fingerprints, claims, revocations } = document;
  const keysAt = { ...place, path: [...place.path, 'keys'] };
  return given({
    scheme,
    path: path === undefined ? undefined : projectPath(path),
    keys: keys === undefined ? undefined : readLicenseKeys(keys, keysAt, place.readers.licenseKeyProblem),
    entity,
    fingerprints: fingerprints?.map(readFingerprint),
    claims: claims === undefined ? undefined : (given(claims) as Readonly<Record<string, string>>),
    revocations: revocations === undefined ? undefined : projectPath(revocations),
  });
}

/** Keys as they are pinned: PEM with plain line ends, or base64. Throws what `refuse` makes for one that cannot be used. */
export function readLicenseKeys(
  keys: readonly string[],
  { path, refuse }: Pick<PartPlace, 'path' | 'refuse'>,
  problemOf: (key: string) => string | null = () => null,
): readonly string[] {
  const read = keys.map((text, index) => {
    const at = [...path, index];
    readDer(text, 'public key', { path: at, refuse });
    const key = text.includes('-----') ? `${text.trim().split(/\r?\n/).join('\n')}\n` : text;
    const problem = problemOf(key);
    if (problem !== null)
      throw refuse(at, problem, 'Correct it, or remove the key: nothing that it signed would count.');
    return key;
  });
  return [...new Set(read)];
}
