/** Publishers that can publish packages, and yet sign no summary. */

import type { PublisherProblem } from '../publisher-problem.js';
import type { PublisherDocument } from '../publisher-shape.js';
import type { Readers } from '../vocabulary.js';

/** What is wrong with a publisher as the signer of a statement about an artefact; null when nothing is. */
export function signerProblem(signer: PublisherDocument, readers: Readers): PublisherProblem | null {
  return kindProblem(signer) ?? versionProblem(signer) ?? patternProblem(signer) ?? keyProblem(signer, readers);
}

function kindProblem({ kind }: PublisherDocument): PublisherProblem | null {
  if (kind !== 'certificate' && kind !== 'registry-key') return null;
  const hint = 'Name who runs `assay verify --attest`: a workflow (github, gitlab …), an identity, or a `managed-key`.';
  return { path: ['kind'], message: `nobody signs statements as ${kind}`, hint };
}

/** An artefact has no version that anybody vouches for. */
function versionProblem(signer: PublisherDocument): PublisherProblem | null {
  if (signer.versions !== undefined) {
    const hint = 'Limit the signer with `since` and `until`.';
    return { path: ['versions'], message: 'what a gate lets through has no version', hint };
  }
  if (!('ref' in signer) || signer.ref?.includes('{version}') !== true) return null;
  const hint = 'Write the ref out, as in refs/heads/main or refs/tags/v*.';
  return { path: ['ref'], message: 'what a gate lets through has no version', hint };
}

function patternProblem(signer: PublisherDocument): PublisherProblem | null {
  if (signer.kind !== 'identity' || !signer.identity.includes('*')) return null;
  const hint = 'Write the identity out, or name the workflow (`kind: github`) with a pattern in `workflow` or `ref`.';
  return { path: ['identity'], message: 'a signer is named exactly here, without wildcards', hint };
}

function keyProblem(signer: PublisherDocument, { checksumKeyProblem }: Readers): PublisherProblem | null {
  const problem = signer.kind === 'managed-key' ? (checksumKeyProblem?.(signer.key) ?? null) : null;
  const hint = 'Make a key with `openssl genpkey -algorithm ed25519`, and write its public half here.';
  return problem === null ? null : { path: ['key'], message: problem, hint };
}
