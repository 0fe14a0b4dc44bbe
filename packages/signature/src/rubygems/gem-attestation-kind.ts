/** Which attestations of a gem show who published or built it. */

import { isStrong, sameDigest, type Digest } from '@assay/model';
import { parseStatement, type Statement } from '../in-toto/statement.js';
import { provenancePredicateTypes } from '../provenance/read-provenance.js';
import type { Bundle } from '../sigstore/bundle.js';
import { bundleParts } from '../sigstore/bundle-parts.js';

/** An attestation that proves nothing here, and refutes nothing. */
export interface OtherGemAttestation {
  /** As it stands in the statement. Attacker-controlled. */
  readonly predicateType: string;
  /** One sentence: why it does not count. */
  readonly detail: string;
}

/**
 * Null for what counts, if it verifies: a signature over the file, which is what trusted publishing makes, and provenance. A statement
 * of any other type may say anything of the gem, that its tests failed or that it is malicious: that somebody signed it shows neither
 * who published nor who built it. No registry of gems makes publish attestations. Nothing is verified yet: what an attestation says of
 * itself can only exclude it.
 */
export function uncountedType(bundle: Bundle): OtherGemAttestation | null {
  const content = bundleParts(bundle)?.content;
  const statement = content?.kind === 'dsse' ? parseStatement(content.payload) : 'no statement';
  if (typeof statement === 'string') return null;
  const { predicateType } = statement;
  if (provenancePredicateTypes.some((type) => type === predicateType)) return null;
  return { predicateType, detail: `Attestations of the type ${shown(predicateType)} are not understood.` };
}

/** The file, as far as a statement can name it. */
export interface GemFile {
  readonly digests: readonly Digest[];
  /** Absent: names are not compared. */
  readonly name?: string;
}

/**
 * Null for a verified statement with a subject that is the file by its digest and, where it has a name, by its name too. (Folders before
 * the name are those of the machine that built it.) No specification says how a gem is named, so that another name refutes nothing.
 */
export function uncountedSubject(
  { subjects, predicateType }: Statement,
  { name, digests }: GemFile,
): OtherGemAttestation | null {
  const same = subjects.filter((subject) => isAbout(subject.digests, digests));
  const isNamed = (stated: string | undefined) =>
    name === undefined || stated === undefined || stated.split('/').at(-1) === name;
  if (same.some((subject) => isNamed(subject.name))) return null;
  return { predicateType, detail: `Its subject is named ${shown(same[0]?.name ?? '')}, not ${shown(name ?? '')}.` };
}

/** One strong digest is the file's, and none is another than the file's. */
function isAbout(stated: readonly Digest[], actual: readonly Digest[]): boolean {
  const pairs = stated.flatMap((one) =>
    actual.filter(({ alg }) => alg === one.alg).map((other) => [one, other] as const),
  );
  return pairs.every(([one, other]) => sameDigest(one, other)) && pairs.some(([{ alg }]) => isStrong(alg));
}

function shown(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120).toWellFormed()}…` : text);
}
