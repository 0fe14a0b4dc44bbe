import { isStrong, type Digest, type SubjectFile } from '@assay/model';
import type { CheckContext } from '../check.js';

/** Strong pins, and what was computed over the bytes where they came: an attestation must fit all of them. */
export function strongDigests({ artifacts }: CheckContext, { name, pins }: SubjectFile): readonly Digest[] {
  const artifact = artifacts.get(name);
  const received = artifact?.state === 'have' ? artifact.value.digests : [];
  return [...pins, ...received].filter(({ alg }) => isStrong(alg));
}
