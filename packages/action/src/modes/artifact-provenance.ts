import { readExpectedSigner, type ArtifactProvenanceOptions, type SignerReading } from '@assay/verifier';
import { AssayError } from '@assay/model';
import { unusable } from '../inputs/read-inputs.js';
import type { ModeRun } from './mode-run.js';

/**
 * The artefacts' own provenance and whose it should be; null where none is named. Throws AssayError `ERR_USAGE` for half of it: provenance of
 * anybody would prove nothing.
 */
export function readArtifactProvenance({
  inputs,
  surroundings,
  trustedRoot,
}: ModeRun): ArtifactProvenanceOptions | null {
  const [bundles, builders] = [inputs.list('artifact-bundle'), inputs.list('artifact-builder')];
  if (bundles.length === 0) {
    const idle = inputs.given.find((name) => name.startsWith('artifact-'));
    if (idle !== undefined) throw unusable(idle, 'belongs to `artifact-bundle`');
    return null;
  }
  const reading: SignerReading = {
    text: (word) => inputs.text(`artifact-${word}`),
    spelled: (word) => `\`artifact-${word}\``,
    refuse: (message) => new AssayError('ERR_USAGE', `${message}: whose provenance counts has to be said`),
  };
  const expected = readExpectedSigner(reading);
  if ('githubRelease' in expected) {
    throw unusable('artifact-publisher', 'is no release: provenance is what is asked for');
  }
  return {
    bundles,
    expected,
    env: surroundings.env,
    ...(builders.length === 0 ? {} : { builders }),
    ...(trustedRoot === undefined ? {} : { trustedRoot }),
  };
}
