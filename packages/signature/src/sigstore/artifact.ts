import { digestOf, sameDigest, type Digest, type DigestAlgorithm } from '@assay/model';

/** What a bundle is verified for: digests always; the bytes where they are at hand. */
export interface ArtifactUnderTest {
  readonly digests: readonly Digest[];
  /** Used for everything when it is there; must be the bytes that have these digests. */
  readonly bytes?: Uint8Array;
  /** For messages alone; never compared. */
  readonly name?: string;
}

const known = new WeakMap<ArtifactUnderTest, Map<DigestAlgorithm, Digest>>();

/**
 * The same artefact, whose bytes are hashed once for each algorithm, however many attestations and subjects ask. For the length
 * of one call: who holds the bytes may change them afterwards.
 */
export function hashedOnce<T extends ArtifactUnderTest>(artifact: T): T {
  if (known.has(artifact)) return artifact;
  const own = { ...artifact };
  known.set(own, new Map());
  return own;
}

/** The artefact's digest by this algorithm: as it was given, or of its bytes; undefined where neither is at hand. */
export function artifactDigest(artifact: ArtifactUnderTest, alg: DigestAlgorithm): Digest | undefined {
  const given = artifact.digests.find((digest) => digest.alg === alg);
  return given ?? computedDigest(artifact, alg);
}

/** True when the bytes, if they are at hand, have every digest that was given: signature and decision are about one thing. */
export function isConsistent(artifact: ArtifactUnderTest): boolean {
  const { digests, bytes } = artifact;
  if (bytes === undefined) return true;
  return digests.every((digest) => {
    const actual = computedDigest(artifact, digest.alg);
    return actual !== undefined && sameDigest(digest, actual);
  });
}

function computedDigest(artifact: ArtifactUnderTest, alg: DigestAlgorithm): Digest | undefined {
  if (artifact.bytes === undefined) return undefined;
  const digests = known.get(artifact);
  const before = digests?.get(alg);
  if (before !== undefined) return before;
  const digest = digestOf(alg, artifact.bytes);
  digests?.set(alg, digest);
  return digest;
}

/** How the artefact is named in a message. */
export function nameOf({ name }: ArtifactUnderTest): string {
  return name === undefined ? 'the artefact' : JSON.stringify(name);
}
