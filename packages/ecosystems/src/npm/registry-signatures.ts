import { asList, asMap, asText, type DocMap, type DocValue } from '@assay/documents';
import { digestFromHex, formatSri, type RegistrySignature } from '@assay/model';
import { isSet } from './locked-pins.js';

/**
 * `dist.signatures` as it stands; undefined where the registry states none. What is no signature (an entry that is no
 * mapping, a `sig` that is no text) becomes one that nothing verifies: dropped, it would look like a registry that never
 * signed, and whoever may edit the document could choose between the two.
 */
export function signaturesOf(dist: DocMap | undefined): readonly RegistrySignature[] | undefined {
  const stated = dist?.get('signatures');
  if (dist === undefined || !isSet(stated)) return undefined;
  const signedIntegrity = signedIntegrityOf(dist);
  return (asList(stated) ?? [null]).map((entry) => signatureOf(entry, signedIntegrity));
}

/** `keyId` and `signature` are empty texts where there are none: no key has that id, and it is no base64 of a signature. */
function signatureOf(entry: DocValue, signedIntegrity: string): RegistrySignature {
  const map = asMap(entry);
  const keyId = asText(map?.get('keyid'));
  const signature = asText(map?.get('sig'));
  return { keyId: keyId ?? '', signature: keyId === undefined ? '' : (signature ?? ''), signedIntegrity };
}

/** `dist.integrity` to the letter. Where it is missing, the SHA-1 of `dist.shasum` in its place, as npm (pacote) reads it. */
function signedIntegrityOf(dist: DocMap): string {
  const integrity = dist.get('integrity');
  if (isSet(integrity)) return asText(integrity) ?? '';
  const digest = digestFromHex('sha1', asText(dist.get('shasum')) ?? '');
  return digest === null ? '' : formatSri(digest);
}
