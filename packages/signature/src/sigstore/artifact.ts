import { digestOf, sameDigest, type Digest, type DigestAlgorithm } from '@assay/model';

/** What a bundle is verified for: digests always; the bytes where they are at hand. */
export interface ArtifactUnderTest {
  readonly digests: readonly Digest[];
  /** Used for everything when it is there; must be the bytes that have these digests. */
  readonly bytes?: Uint8Array;
  /** For messages alone; never compared. */
  readonly name?: string;
}

/** The artefact's digest by this algorithm: as it was given, or of its bytes; undefined where neither is at hand. */
export function artifactDigest(artifact: ArtifactUnderTest, alg: DigestAlgorithm): Digest | undefined {
  const given = artifact.digests.find((digest) => digest.alg === alg);
  if (given !== undefined || artifact.bytes === undefined) return given;
  return digestOf(alg, artifact.bytes);
}

/** True when the bytes, if they are at hand, have every digest that was given: signature and decision are about one thing. */
export function isConsistent({ digests, bytes }: ArtifactUnderTest): boolean {
  return bytes === undefined || digests.every((digest) => sameDigest(digest, digestOf(digest.alg, bytes)));
}

/** How the artefact is named in a message. */
export function nameOf({ name }: ArtifactUnderTest): string {
  return name === undefined ? 'the artefact' : JSON.stringify(name);
}
