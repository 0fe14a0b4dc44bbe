import type { Digest, EvidenceRequest } from '@assay/model';

/** Said first, so that a record of another form answers nothing. */
const form = 'assay archive memory 1';

/**
 * Everything that what is found in an archive depends on, as one text; null for a request whose answer is not remembered. Two texts are the same
 * only if the same code would find the same in the same bytes.
 *
 * `key` is the digest that the archive is stored under, `codeIdentity` names the code that examines it. URL and registry are left out:
 * they say where bytes come from, not what they are.
 */
export function questionText(request: EvidenceRequest, key: Digest, codeIdentity: string): string | null {
  const { kind, ecosystem, pins, algorithms, listing, bytesUpTo, uncached, maxBytes } = request;
  if (kind !== 'artifact' || listing === undefined || bytesUpTo !== undefined || uncached === true) return null;
  const { format, members, hashEntries, licenseFiles, ...others } = listing;
  // What is asked for in a way that this function does not know of must not be answered from before that was known.
  if (Object.keys(others).length > 0) return null;
  const pinned = pins.map(({ alg, value, covers }) => [alg, value, covers]);
  const listed = [format, members, hashEntries ?? false, licenseFiles ?? false];
  return JSON.stringify([form, codeIdentity, key.alg, key.value, ecosystem, pinned, algorithms, listed, maxBytes]);
}
