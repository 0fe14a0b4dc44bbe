import { asMap, parseJson } from '@assay/documents';

const maxBytes = 16 * 1024 * 1024;

/**
 * What a vendor's document about checksums is, by what stands in it: a Sigstore bundle, a DSSE envelope, or, as everything else, a list for
 * `parseChecksumFile` to read or to refuse. Nothing of it is verified.
 */
export function checksumDocumentForm(document: Uint8Array): 'bundle' | 'envelope' | 'list' {
  const read = parseJson(document, { maxBytes });
  const map = read.ok ? asMap(read.document.value) : undefined;
  if (map?.has('mediaType') === true) return 'bundle';
  return map?.has('payloadType') === true ? 'envelope' : 'list';
}
