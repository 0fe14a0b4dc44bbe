/** Looks a code up in all catalogues that verification of a single file can answer from. */

import type { CodeInfo } from '@assay/model';
import { attestationCodes } from '../codes/attestation-codes.js';
import { provenanceCodes } from '../codes/provenance-codes.js';
import { publisherCodes } from '../codes/publisher-codes.js';
import { pypiCodes } from '../codes/pypi-codes.js';
import { sigstoreCodes } from '../codes/sigstore-codes.js';

const catalogues: readonly Readonly<Record<string, CodeInfo>>[] = [
  attestationCodes,
  sigstoreCodes,
  pypiCodes,
  provenanceCodes,
  publisherCodes,
];

/** The same code stands in one catalogue alone; a test holds them to it. */
const all: ReadonlyMap<string, CodeInfo> = new Map(catalogues.flatMap((catalogue) => Object.entries(catalogue)));

/** A code that is in no catalogue is a defect: what it means is unknown, so nothing is proven by it. */
const unlisted: CodeInfo = { outcome: 'unknown', text: 'Assay does not know why.', next: 'Report this as a defect.' };

/** What a code means. */
export function attestationCodeInfo(code: string): CodeInfo {
  return all.get(code) ?? unlisted;
}

/** Every code, for documentation and tests. */
export function attestationCodeEntries(): readonly (readonly [string, CodeInfo])[] {
  return catalogues.flatMap((catalogue) => Object.entries(catalogue));
}
