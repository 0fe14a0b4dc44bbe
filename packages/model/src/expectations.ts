/** What a policy expects of one package: who published it, which attestations it has, who built it, how its gem is signed, what may run. */

import type { ExpectedPublisher } from './publisher.js';

/** How gem signatures are judged: by Assay's own rules (`assay`), or by a policy as `gem install -P` names it. */
export type GemPolicyName =
  'assay' | 'NoSecurity' | 'AlmostNoSecurity' | 'LowSecurity' | 'MediumSecurity' | 'HighSecurity';

/** What is asked of a gem's signatures. */
export interface GemExpectation {
  readonly policy: GemPolicyName;
  /** SHA-256 fingerprints (lowercase hex) of certificates that are trusted besides the trust documents' own. */
  readonly fingerprints: readonly string[];
}

/** Code of a package that may run when it is installed. */
export interface AllowedScripts {
  /** Pattern over the purl, in canonical form. */
  readonly purl: string;
  /** Each run that may be, as findings show it (`postinstall: node install.js`); absent: any. */
  readonly scripts?: readonly string[];
}

/** How long a version must have been published. */
export interface AgeExpectation {
  /** Seconds. */
  readonly minimum: number;
  /** True where the policy takes this package out. */
  readonly isExcepted: boolean;
}

/** Whom the policy lets be told a package's name, to find out whether they have another package of that name. */
export interface NamesakeExpectation {
  /** Base URLs, in normal form; null: every other registry that may serve the name. */
  readonly registries: readonly string[] | null;
}

/** Said by the policy, used by the checks. */
export interface Expectations {
  /** Any of them may have published it; null where the policy expects nobody in particular. */
  readonly publishers: readonly ExpectedPublisher[] | null;
  /** There must be an attestation of each of these types. */
  readonly predicateTypes: readonly string[];
  /** Builders that may have made it: exact ids, or anchored patterns; null: the built-in list. */
  readonly builders: readonly string[] | null;
  readonly gems: GemExpectation;
  /** The entries about this package: what any of them allows may run when it is installed. */
  readonly installScripts: readonly AllowedScripts[];
  /** Null where the policy asks for no age. */
  readonly releaseAge: AgeExpectation | null;
  /** Null where no other registry may be told the name. */
  readonly namesakes: NamesakeExpectation | null;
}
