/** Which level of SLSA's build track a verified provenance shows (https://slsa.dev/spec/v1.1/levels). */

import type { BuildLevel, Signer } from '@assay/model';
import { isGeneratorRelease, witnessBuilder } from './builder.js';

/** Runners of the platforms themselves, as certificates name them. */
const hosted: readonly (string | undefined)[] = ['github-hosted', 'gitlab-hosted'];

/**
 * The level of provenance that agrees with its signer's certificate. Only the certificate counts for more than level 1: it must say that
 * the build ran on the platform's own runner, and bear out the builder (level 2). Level 3 needs a builder that is known to keep its
 * signing key from the build's own steps: the workflows of slsa-github-generator at a release. What a key signed is level 1: the key
 * says nothing about where it was used.
 */
export function buildLevelOf(builder: string, signer: Signer): BuildLevel {
  if (signer.kind !== 'identity' || !hosted.includes(signer.claims.runnerEnvironment)) return 'SLSA_BUILD_LEVEL_1';
  if (witnessBuilder(builder, signer).says !== 'same') return 'SLSA_BUILD_LEVEL_1';
  return isGeneratorRelease(builder) ? 'SLSA_BUILD_LEVEL_3' : 'SLSA_BUILD_LEVEL_2';
}

/** The lowest of several; undefined where there is none. */
export function lowestBuildLevel(levels: readonly BuildLevel[]): BuildLevel | undefined {
  return [...levels].sort()[0];
}
