/** Who should have signed, as arguments name it. */

import { isReleaseSpec, parsePublisherSpec, parseReleaseSpec, type ExpectedSignerInput } from '@assay/verifier';
import { usageError, type Arguments, type OptionTypes } from './read-arguments.js';

/** The options that name a signer. */
export const signerOptionTypes: OptionTypes = {
  publisher: 'string',
  'repository-id': 'string',
  'owner-id': 'string',
  workflow: 'string',
  'signer-workflow': 'string',
  ref: 'string',
  environment: 'string',
  runner: 'string',
  'publisher-issuer': 'string',
  identity: 'string',
  issuer: 'string',
  key: 'string',
};

const ways = ['publisher', 'identity', 'key'] as const;
const narrowing = [
  'repository-id',
  'owner-id',
  'workflow',
  'signer-workflow',
  'ref',
  'environment',
  'runner',
  'publisher-issuer',
] as const;

/** The same options with something before their names, where a command has two signers to name: `artifact-publisher`. */
export function prefixedSignerOptionTypes(prefix: string): OptionTypes {
  return Object.fromEntries(Object.entries(signerOptionTypes).map(([name, type]) => [`${prefix}${name}`, type]));
}

/**
 * Exactly one way of naming the signer, in full: two would leave open which of them counts, and none accepts anybody. Throws AssayError
 * `ERR_USAGE` for anything else. `topic`: whose help is named. `prefix`: what stands before the names of the options.
 */
export function readSigner(all: Arguments, topic: string, prefix = ''): ExpectedSignerInput {
  const given = withPrefix(all, prefix);
  const option = (name: string) => `--${prefix}${name}`;
  const used = ways.filter((way) => given.text(way) !== undefined);
  const [way] = used;
  if (way === undefined || used.length > 1) {
    const known = `${option('publisher')}, ${option('identity')} with ${option('issuer')}, or ${option('key')}`;
    throw usageError(`name the signer in exactly one way: ${known}`, topic);
  }
  if ((way === 'identity') !== (given.text('issuer') !== undefined)) {
    throw usageError(`${option('identity')} and ${option('issuer')} belong together`, topic);
  }
  const stray = narrowing.find((name) => given.text(name) !== undefined);
  if (way !== 'publisher' && stray !== undefined) {
    throw usageError(`${option(stray)} goes with ${option('publisher')} only`, topic);
  }
  const value = given.text(way) ?? '';
  if (way === 'key') return { keyFile: value };
  if (way === 'identity') return { identity: value, issuer: given.text('issuer') ?? '' };
  const fields = publisherFields(given);
  if (isReleaseSpec(value)) return { githubRelease: parseReleaseSpec(value, fields) };
  return { publishers: [parsePublisherSpec(value, fields)] };
}

type Texts = Pick<Arguments, 'text'>;

function withPrefix(given: Texts, prefix: string): Texts {
  return { text: (name) => given.text(`${prefix}${name}`) };
}

function publisherFields(given: Texts) {
  const field = (name: (typeof narrowing)[number], key: string) => {
    const value = given.text(name);
    return value === undefined ? {} : { [key]: value };
  };
  return {
    ...field('repository-id', 'repositoryId'),
    ...field('owner-id', 'ownerId'),
    ...field('workflow', 'workflow'),
    ...field('signer-workflow', 'signerWorkflow'),
    ...field('ref', 'ref'),
    ...field('environment', 'environment'),
    ...field('runner', 'runner'),
    ...field('publisher-issuer', 'issuer'),
  };
}

/** True where a signer is named, in whatever way. */
export function isSignerNamed(given: Arguments, prefix = ''): boolean {
  return Object.keys(signerOptionTypes).some((name) => given.text(`${prefix}${name}`) !== undefined);
}
