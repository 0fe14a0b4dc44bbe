/** Who should have signed, as a command line or a workflow names it. */

import type { AssayError } from '@assay/model';
import type { ExpectedSignerInput } from './verify-attestation-options.js';
import {
  isReleaseSpec,
  parsePublisherSpec,
  parseReleaseSpec,
  type PublisherFields,
} from './verify-attestation-publisher.js';

const ways = ['publisher', 'identity', 'key'] as const;

/** What narrows a publisher, and the field that it fills. */
const narrowing = [
  ['repository-id', 'repositoryId'],
  ['owner-id', 'ownerId'],
  ['workflow', 'workflow'],
  ['signer-workflow', 'signerWorkflow'],
  ['ref', 'ref'],
  ['environment', 'environment'],
  ['runner', 'runner'],
  ['publisher-issuer', 'issuer'],
] as const satisfies readonly (readonly [string, keyof PublisherFields])[];

/** A word that takes part in naming a signer. */
export type SignerWord = (typeof ways)[number] | 'issuer' | (typeof narrowing)[number][0];

/** All of them. */
export const signerWords: readonly SignerWord[] = [...ways, 'issuer', ...narrowing.map(([word]) => word)];

/** What was given, how its words are spelled there, and how a mistake is told. */
export interface SignerReading {
  readonly text: (word: SignerWord) => string | undefined;
  readonly spelled: (word: SignerWord) => string;
  readonly refuse: (message: string) => AssayError;
}

/** True where a signer is named, in whatever way. */
export function isSignerNamed({ text }: Pick<SignerReading, 'text'>): boolean {
  return signerWords.some((word) => text(word) !== undefined);
}

/**
 * Exactly one way of naming the signer, in full: two would leave open which of them counts, and none accepts anybody. Throws what `refuse`
 * makes, and AssayError `ERR_USAGE` for a publisher that is none.
 */
export function readExpectedSigner(reading: SignerReading): ExpectedSignerInput {
  const { text } = reading;
  const way = wayOf(reading);
  const value = text(way) ?? '';
  if (way === 'key') return { keyFile: value };
  if (way === 'identity') return { identity: value, issuer: text('issuer') ?? '' };
  const fields = fieldsOf(reading);
  if (isReleaseSpec(value)) return { githubRelease: parseReleaseSpec(value, fields) };
  return { publishers: [parsePublisherSpec(value, fields)] };
}

function wayOf({ text, spelled, refuse }: SignerReading): (typeof ways)[number] {
  const [way, ...others] = ways.filter((word) => text(word) !== undefined);
  if (way === undefined || others.length > 0) {
    const known = `${spelled('publisher')}, ${spelled('identity')} with ${spelled('issuer')}, or ${spelled('key')}`;
    throw refuse(`name the signer in exactly one way: ${known}`);
  }
  if ((way === 'identity') !== (text('issuer') !== undefined)) {
    throw refuse(`${spelled('identity')} and ${spelled('issuer')} belong together`);
  }
  const [stray] = narrowing.find(([word]) => text(word) !== undefined) ?? [];
  if (way !== 'publisher' && stray !== undefined) {
    throw refuse(`${spelled(stray)} goes with ${spelled('publisher')} only`);
  }
  return way;
}

function fieldsOf({ text }: SignerReading): PublisherFields {
  const given = narrowing.map(([word, field]) => [field, text(word)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}
