/** What changed in trust between two runs: for reviews of a change to lockfiles. */

import type { Digest } from './digest.js';
import type { Depth } from './finding.js';
import type { Decision } from './verdict.js';

/**
 * Kinds of changes, the gravest first, and what each says. Codes are stable; how grave a change is, is said by each change itself,
 * because the same kind weighs differently within a release line and across lines.
 */
export const trustChangeKinds = {
  'pins-changed': 'The same version is now pinned to other bytes.',
  'bytes-changed': 'The same version is now other bytes.',
  'pins-removed': 'The same version is no longer pinned by a strong digest.',
  'finding-refuted': 'A check found something false that it did not find before.',
  'verdict-worsened': 'The policy judges the package worse than before.',
  'source-changed': 'The package comes from another kind of place.',
  'registry-changed': 'The package comes from another registry.',
  'commit-changed': 'The package is another commit of its repository.',
  'publisher-changed': 'Somebody else published it.',
  'account-changed': 'Another account of the registry published it.',
  'provenance-dropped': 'It was proven where it was built, and is no longer.',
  'registry-signature-dropped': 'The registry’s signature was proven, and is no longer.',
  'gem-signature-dropped': 'The gem’s own signature was proven, and is no longer.',
  'install-script-added': 'Code of the package now runs when it is installed.',
  'lookalike-added': 'A new package is called almost like one that was there.',
  'alias-added': 'A package now stands under another name than its own.',
  'lockfile-removed': 'A lockfile is gone: what is installed in its place cannot be told.',
  'lockfile-replaced': 'Another lockfile took the place of one that is gone.',
  'lockfile-moved': 'The same lockfile has another path.',
  'lockfile-added': 'A lockfile is new.',
  'package-unlocked': 'A package is no longer locked, because its lockfile is gone.',
  'policy-changed': 'The two were judged by different policies.',
  'policy-proposed': 'The change edits the policy; it was judged by the old one.',
  'waiver-added': 'A waiver is new.',
  'waiver-extended': 'A waiver lasts longer.',
  'waiver-changed': 'A waiver has another reason or owner.',
  'trust-changed': 'The two were judged under different trusted roots.',
  'depth-changed': 'The two were not looked at equally deep.',
  'gap-added': 'A lockfile leaves something open that was not open before.',
  'package-added': 'A package is new.',
  'version-added': 'A further version of a package is locked.',
  'version-downgraded': 'An older version of a package is locked.',
  'version-changed': 'Another version is locked, of which it cannot be told whether it is newer.',
  'pins-weakened': 'The same version is pinned by fewer digests.',
  'pins-replaced': 'The same version is pinned in another way, so that the pins cannot be compared.',
  'finding-worsened': 'A check no longer proves what it proved.',
  'license-changed': 'The package states another licence.',
  'version-upgraded': 'A newer version of a package is locked.',
  'release-new': 'The version was published a few days ago.',
  'files-changed': 'The same version is locked for other platforms.',
  'proof-gained': 'A signature is proven that was not.',
  'finding-improved': 'A check proves what it did not prove.',
  'verdict-improved': 'The policy judges the package better than before.',
  'waiver-removed': 'A waiver is gone.',
  'package-removed': 'A package is no longer locked.',
} as const;

export type TrustChangeCode = keyof typeof trustChangeKinds;

/**
 * - `alarm`: looks like an attack, and fails a diff.
 * - `attention`: for somebody to look at.
 * - `info`: what happens with every update.
 */
export type TrustSeverity = 'alarm' | 'attention' | 'info';

/** Where a change stands. */
export interface TrustPlace {
  /** As in the inventories; of the head, unless it is in the base alone. */
  readonly lockfile: string;
  readonly line?: number;
  readonly side: 'base' | 'head';
}

/** One change. All texts may hold an attacker's: escape them before printing. */
export interface TrustChange {
  readonly code: TrustChangeCode;
  readonly severity: TrustSeverity;
  /** One sentence for a person, with the particulars. */
  readonly text: string;
  /** The package in the head; in the base, where it is in that alone. Absent where it is about no package. */
  readonly purl?: string;
  /** The package in the base that it was compared with, where that is another version. */
  readonly basePurl?: string;
  /** The check it is about. */
  readonly check?: string;
  /** In the order of lockfiles. Empty where it stands in no lockfile. */
  readonly places: readonly TrustPlace[];
  /** What only the base says. */
  readonly before: readonly string[];
  /** What only the head says. */
  readonly after: readonly string[];
}

/** Something that could not be compared, so that nothing is said about it. */
export interface TrustDoubt {
  /** Stable. `base-unverified`, `head-unverified`: the run as a whole. `not-compared`: some checks of one package. `depth`: the head was looked at less deep. */
  readonly code: 'base-unverified' | 'head-unverified' | 'not-compared' | 'depth';
  /** One sentence. Attacker-controlled. */
  readonly text: string;
  readonly purl?: string;
  /** Check ids. */
  readonly checks?: readonly string[];
}

/** One of the two runs. */
export interface TrustSide {
  /** As the user named it: a revision or a path. Absent where nobody did. */
  readonly name?: string;
  /** The commit, where it is one: full hexadecimal id. */
  readonly commit?: string;
  /** RFC 3339, UTC: the time it was judged at. */
  readonly at: string;
  readonly depth: Depth;
  readonly decision: Decision;
  readonly exitCode: 0 | 1 | 3;
  readonly policyDigest: Digest;
  readonly inventoryDigest: Digest;
  /** Packages. */
  readonly packages: number;
  readonly lockfiles: readonly string[];
}

/** What changed. The same two results give the same diff. */
export interface TrustDiff {
  readonly schema: 'https://assay.example/schemas/trust-diff-v1.json';
  readonly tool: { readonly name: string; readonly version: string };
  readonly base: TrustSide;
  readonly head: TrustSide;
  /** 1: an alarm, or the head fails. 3: something could not be compared or verified. */
  readonly exitCode: 0 | 1 | 3;
  /** Alarms first, then by kind, package and place. */
  readonly changes: readonly TrustChange[];
  /** What is left open. Empty: everything was compared. */
  readonly incomplete: readonly TrustDoubt[];
  readonly totals: Readonly<Record<TrustSeverity, number>>;
}
