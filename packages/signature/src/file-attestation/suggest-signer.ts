/** What to write down if the signer that was found is the right one. */

import { isPurl } from '@assay/model';
import { suggestPublisher } from '../publisher/suggest-publisher.js';
import type { VerifiedBundle } from '../sigstore/verified-bundle.js';
import type { AttestedArtifact } from './attestation-question.js';
import { signerOptions } from './signer-options.js';

/** Ways to name the signer. */
export interface SuggestedSigner {
  /** Lines for a policy's `publishers:`. Absent for what no lockfile that Assay reads can hold. */
  readonly suggestion?: string;
  /** Options of `assay attestation verify`. */
  readonly options?: string;
}

/** Name and version of a gem's file; a version starts with a digit and has a dot. */
const gemFile = /^([A-Za-z0-9._-]+)-(\d+(?:\.[0-9A-Za-z]+)+)(?:-[A-Za-z][0-9A-Za-z_.-]*)?\.gem$/u;

/** A policy's entry for the npm package that the statement names or the gem that the file is, and options for any file. */
export function suggestSigner(
  { signer, statement }: Pick<VerifiedBundle, 'signer' | 'statement'>,
  { name = '' }: AttestedArtifact,
): SuggestedSigner {
  if (signer.kind !== 'identity' || signer.issuer === undefined) return {};
  const options = signerOptions(signer);
  const seen = npmPackage(statement?.subjects[0]?.name ?? '') ?? gemOf(name);
  return {
    ...(seen === null ? {} : { suggestion: suggestPublisher({ signer, ...seen }) }),
    ...(options === null ? {} : { options }),
  };
}

interface Named {
  readonly purl: string;
  readonly version: string;
}

function npmPackage(subject: string): Named | null {
  const at = subject.lastIndexOf('@');
  const isNpm = subject.startsWith('pkg:npm/') && isPurl(subject) && at > subject.lastIndexOf('/') + 1;
  return isNpm ? { purl: subject, version: subject.slice(at + 1) } : null;
}

function gemOf(file: string): Named | null {
  const [, name, version] = gemFile.exec(file) ?? [];
  return name === undefined || version === undefined ? null : { purl: `pkg:gem/${name}`, version };
}
