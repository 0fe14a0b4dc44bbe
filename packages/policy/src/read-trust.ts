/** What a policy says about keys of registries, gem signatures and attestations. */

import { nearestWord, type RegistryKey } from '@assay/model';
import type { AttestationEntry, GemRules } from './policy.js';
import { readDer, readFingerprint } from './read-key.js';
import { readPackagePurl } from './read-purl.js';
import type { EntryPlace, Refuse } from './refuse.js';
import type { Path } from './locate.js';
import type { PolicyDocument } from './shape.js';
import type { Vocabulary } from './vocabulary.js';
import { isWidePattern, widePatternHint } from './wide-pattern.js';

type RegistryDocument = NonNullable<PolicyDocument['registries']>[number];

/**
 * Keys of one registry. Throws what `refuse` makes for one that cannot be used (then none of the registry's could be), whose id stands
 * twice, or that is revoked under one id and not under another.
 */
export function readRegistryKeys(
  keys: NonNullable<RegistryDocument['keys']>,
  { path, refuse, readers }: Pick<EntryPlace, 'path' | 'refuse' | 'readers'>,
): readonly RegistryKey[] {
  const seen = new Map<string, RegistryKey>();
  return keys.map((document, index) => {
    const at = [...path, index];
    const key = readKey(document, at, refuse);
    if (seen.has(key.id)) throw refuse([...at, 'id'], 'this key id stands twice', 'One id names one key.');
    const problem = readers.keyProblem(key);
    if (problem !== null) throw refuse(at, problem, 'Correct it, or remove the key: signatures by it would not count.');
    const same = [...seen.values()].find((other) => other.key === key.key);
    if (same !== undefined && same.revoked !== key.revoked) {
      throw refuse(at, 'this key is revoked under one id only', 'Write `revoked: true` at both.');
    }
    seen.set(key.id, key);
    return key;
  });
}

type KeyDocument = NonNullable<RegistryDocument['keys']>[number];

function readKey({ id, key, from, until, revoked }: KeyDocument, path: Path, refuse: Refuse): RegistryKey {
  if (from !== undefined && until !== undefined && dayOf(until) < dayOf(from)) {
    throw refuse([...path, 'until'], `the key would end at ${until}, before it begins`);
  }
  return {
    id,
    key: readDer(key, 'public key', { path: [...path, 'key'], refuse }).base64,
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(revoked === undefined ? {} : { revoked }),
  };
}

/** RFC 3339 dates order as text. */
function dayOf(moment: string): string {
  return moment.slice(0, 'YYYY-MM-DD'.length);
}

/**
 * What holds of gem signatures; without a word, Assay's own rules and no certificate of the policy's. Throws what `refuse` makes for a
 * certificate that is none.
 */
export function readGems(
  { policy = 'assay', trustDirectory = false, certificates = [] }: NonNullable<PolicyDocument['gems']>,
  { refuse, readers }: Pick<EntryPlace, 'refuse' | 'readers'>,
): GemRules {
  const pems: string[] = [];
  const fingerprints = certificates.map((text, index) => {
    if (!text.includes('-----')) return readFingerprint(text);
    const path = ['gems', 'certificates', index];
    const { fingerprint } = readDer(text, 'certificate', { path, refuse });
    const pem = `${text.trim().split(/\r?\n/).join('\n')}\n`;
    const problem = readers.certificateProblem(pem);
    if (problem !== null) throw refuse(path, problem, 'Copy the whole certificate, from BEGIN to END.');
    pems.push(pem);
    return fingerprint;
  });
  return { policy, trustDirectory, fingerprints: [...new Set(fingerprints)], certificates: pems };
}

/** Builders as they are compared. Throws what `refuse` makes for a pattern that everybody's builds match. */
export function readBuilders(builders: readonly string[] | null, refuse: Refuse): readonly string[] | null {
  const index = builders?.findIndex(isWidePattern) ?? -1;
  if (index < 0) return builders;
  throw refuse(['builders', index], 'this pattern leaves open who it is', widePatternHint);
}

type AttestationDocument = NonNullable<PolicyDocument['attestations']>[number];

/** One entry of `attestations:`. Throws what `refuse` makes for a purl that cannot be used, and for a mistyped type. */
export function readAttestation(
  { purl, predicateTypes }: AttestationDocument,
  place: EntryPlace & { readonly vocabulary: Vocabulary },
): AttestationEntry {
  const { path, line, refuse, vocabulary } = place;
  for (const [index, type] of predicateTypes.entries()) {
    const near = mistypedType(type, vocabulary.predicateTypes);
    if (near === null) continue;
    throw refuse([...path, 'predicateTypes', index], 'no attestation has this type', `Did you mean \`${near}\`?`);
  }
  return { purl: readPackagePurl(purl, { ...place, path: [...path, 'purl'] }), predicateTypes, line };
}

/** The type that a text nearly is; null for one that there is or may be: another version of a known one. */
function mistypedType(type: string, known: readonly string[]): string | null {
  const stem = (text: string) => text.replace(/v(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))*$/, '');
  return known.some((each) => stem(each) === stem(type)) ? null : nearestWord(type, known);
}
