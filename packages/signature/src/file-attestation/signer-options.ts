import type { Signer } from '@assay/model';
import { signerFields } from '../publisher/suggest-publisher.js';

/** Options of `assay attestation verify` for the fields of a publisher. */
const optionOf: ReadonlyMap<string, string> = new Map([
  ['repositoryId', '--repository-id'],
  ['ownerId', '--owner-id'],
  ['workflow', '--workflow'],
  ['signerWorkflow', '--signer-workflow'],
  ['ref', '--ref'],
  ['environment', '--environment'],
  ['runner', '--runner'],
  ['identity', '--identity'],
  ['email', '--identity'],
  ['issuer', '--issuer'],
]);

/**
 * The options that name this signer and nobody else, ready for a shell; null for one that they cannot name. Certificates and
 * registry keys sign no single files, and a key is named by its file.
 */
export function signerOptions(signer: Signer): string | null {
  if (signer.kind !== 'identity') return null;
  const fields = new Map(signerFields(signer, ''));
  const [kind, repository] = [fields.get('kind'), fields.get('repository')];
  const words = repository === undefined ? [] : ['--publisher', `${kind ?? ''}:${repository}`];
  for (const [field, option] of optionOf) {
    const value = fields.get(field);
    if (value !== undefined) words.push(option, value);
  }
  const quoted = words.map(shellWord);
  return quoted.length === 0 || quoted.includes(null) ? null : quoted.join(' ');
}

/** A word as any shell reads it; null where it would be read as a pattern, or is nothing to type. */
function shellWord(text: string): string | null {
  if (/^[A-Za-z0-9._/:@+,=-]+$/u.test(text)) return text;
  return /^[\x20-\x7e]+$/u.test(text) && !/['*\\]/u.test(text) ? `'${text}'` : null;
}
