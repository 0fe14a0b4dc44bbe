/** What a policy says about keys of registries, gem signatures and attestations. */

import type { RegistryKey } from '@assay/model';
import type { AttestationEntry, GemRules } from './policy.js';
import { readDer, readFingerprint } from './read-key.js';
import { readPurl } from './read-purl.js';
import type { EntryPlace, Refuse } from './refuse.js';
import type { Path } from './locate.js';
import type { PolicyDocument } from './shape.js';

type RegistryDocument = NonNullable<PolicyDocument['registries']>[number];

/** Keys of one registry. Throws what `refuse` makes for one that is none, ends before it begins, or whose id stands twice. */
export function readRegistryKeys(
  keys: NonNullable<RegistryDocument['keys']>,
  path: Path,
  refuse: Refuse,
): readonly RegistryKey[] {
  const seen = new Set<string>();
  return keys.map(({ id, key, from, until, revoked }, index) => {
    const at = [...path, index];
    if (seen.has(id)) throw refuse([...at, 'id'], 'this key id stands twice', 'One id names one key.');
    seen.add(id);
    if (from !== undefined && until !== undefined && dayOf(until) < dayOf(from)) {
      throw refuse([...at, 'until'], `the key would end at ${until}, before it begins`);
    }
    return {
      id,
      key: readDer(key, 'public key', { path: [...at, 'key'], refuse }).base64,
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
      ...(revoked === undefined ? {} : { revoked }),
    };
  });
}

/** RFC 3339 dates order as text. */
function dayOf(moment: string): string {
  return moment.slice(0, 'YYYY-MM-DD'.length);
}

/** What holds of gem signatures; without a word, Assay's own rules and no certificate of the policy's. */
export function readGems(
  { policy = 'assay', trustDirectory = false, certificates = [] }: NonNullable<PolicyDocument['gems']>,
  refuse: Refuse,
): GemRules {
  const isPem = (text: string) => text.includes('-----');
  const pems = certificates.filter(isPem);
  const fingerprints = certificates.map((text, index) =>
    isPem(text)
      ? readDer(text, 'certificate', { path: ['gems', 'certificates', index], refuse }).fingerprint
      : readFingerprint(text),
  );
  return {
    policy,
    trustDirectory,
    fingerprints: [...new Set(fingerprints)],
    certificates: pems.map((text) => `${text.trim().split(/\r?\n/).join('\n')}\n`),
  };
}

type AttestationDocument = NonNullable<PolicyDocument['attestations']>[number];

/** One entry of `attestations:`. Throws what `refuse` makes for a purl that cannot be used. */
export function readAttestation({ purl, predicateTypes }: AttestationDocument, place: EntryPlace): AttestationEntry {
  return { purl: readPurl(purl, [...place.path, 'purl'], place.refuse), predicateTypes, line: place.line };
}
