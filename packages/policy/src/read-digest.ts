/** Digests of a policy. */

import { digestAlgorithm, digestFromHex, parseSri, type Digest } from '@assay/model';
import type { Path } from './locate.js';
import type { Refuse } from './refuse.js';

/** A digest whose shape is settled. Throws what `refuse` makes for base64 that is not canonical. */
export function readDigest(text: string, { path, refuse }: { readonly path: Path; readonly refuse: Refuse }): Digest {
  const [name = '', hex = ''] = text.split(':');
  const alg = digestAlgorithm(name);
  const fromHex = alg === null ? null : digestFromHex(alg, hex);
  if (fromHex !== null) return fromHex;
  const [part] = parseSri(text);
  if (part !== undefined && 'digest' in part) return part.digest;
  throw refuse(path, 'this is not a digest', 'Copy it from the lockfile.');
}
