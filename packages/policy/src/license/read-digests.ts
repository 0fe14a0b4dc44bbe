/** `digests:` of a licence package. */

import {
  digestFromHex,
  parseSri,
  sameDigest,
  type Digest,
  type DigestAlgorithm,
  type ExpectedDigest,
} from '@assay/model';
import type { Path } from '../locate.js';
import type { Refuse } from '../refuse.js';
import type { PartPlace } from './license-parts.js';
import type { SharedLicenseDocument } from './license-shape.js';

type DigestDocument = NonNullable<SharedLicenseDocument['digests']>[number];

/** By the number of their hex digits. */
const algorithms: ReadonlyMap<number, DigestAlgorithm> = new Map([
  [64, 'sha256'],
  [96, 'sha384'],
  [128, 'sha512'],
]);

/** Expected digests in the order of the file. Throws what `refuse` makes for base64 that is not canonical. */
export function readDigests(
  documents: readonly DigestDocument[],
  { path, refuse }: PartPlace,
): readonly ExpectedDigest[] {
  return documents.map((document, index) => {
    const { digest, origin = 'policy', obtained } = typeof document === 'string' ? { digest: document } : document;
    return {
      digest: readDigest(digest, { path: [...path, index], refuse }),
      origin,
      ...(obtained === undefined ? {} : { obtained }),
    };
  });
}

/** The shape has settled everything but whether base64 is canonical. */
function readDigest(text: string, { path, refuse }: { readonly path: Path; readonly refuse: Refuse }): Digest {
  const hex = text.replace(/^sha\d{3}:/, '');
  const algorithm = algorithms.get(hex.length);
  const fromHex = algorithm === undefined ? null : digestFromHex(algorithm, hex);
  if (fromHex !== null) return fromHex;
  const [part] = parseSri(text);
  if (part !== undefined && 'digest' in part) return part.digest;
  throw refuse(path, 'this is not a digest', 'Copy it from the vendor’s message.');
}

/** The first that says otherwise than one before it of the same algorithm: no file has both. Null where all can hold. */
export function contradiction(digests: readonly ExpectedDigest[]): ExpectedDigest | null {
  const seen = new Map<DigestAlgorithm, Digest>();
  for (const expected of digests) {
    const before = seen.get(expected.digest.alg);
    if (before !== undefined && !sameDigest(before, expected.digest)) return expected;
    seen.set(expected.digest.alg, expected.digest);
  }
  return null;
}
