import { isReleaseSpec, parsePublisherSpec, type ArtifactProvenanceOptions } from '@assay/verifier';
import type { InputOfKind } from '../inputs/input-names.js';
import type { ModeRun } from './mode-run.js';
import { unusable } from '../inputs/read-inputs.js';

const narrowing = [
  ['artifact-repository-id', 'repositoryId'],
  ['artifact-owner-id', 'ownerId'],
  ['artifact-workflow', 'workflow'],
  ['artifact-ref', 'ref'],
] as const satisfies readonly (readonly [InputOfKind<'text'>, string])[];

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
  const publisher = inputs.text('artifact-publisher');
  if (bundles.length === 0) {
    const idle = inputs.given.find((name) => name.startsWith('artifact-'));
    if (idle !== undefined) throw unusable(idle, 'belongs to `artifact-bundle`');
    return null;
  }
  if (publisher === undefined) throw unusable('artifact-bundle', 'needs `artifact-publisher`: whose provenance counts');
  if (isReleaseSpec(publisher)) throw unusable('artifact-publisher', 'is no release: provenance is what is asked for');
  const fields = Object.fromEntries(
    narrowing.map(([name, field]) => [field, inputs.text(name)] as const).filter(([, value]) => value !== undefined),
  );
  return {
    bundles,
    expected: { publishers: [parsePublisherSpec(publisher, fields)] },
    env: surroundings.env,
    ...(builders.length === 0 ? {} : { builders }),
    ...(trustedRoot === undefined ? {} : { trustedRoot }),
  };
}
