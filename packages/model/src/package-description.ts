/**
 * What a package says about itself, and who says so: for bills of materials and people. No decision rests on it, but
 * that a check may believe a word against the package. All texts are attacker-controlled; whoever made the package wrote them.
 */

/** A person or an organisation as a manifest names it. At least one field is there. */
export interface Party {
  readonly name?: string;
  readonly email?: string;
  readonly url?: string;
}

/**
 * Where a description stands: a lockfile, a registry's answer, the package's archive, or the manifest in a folder of the project
 * itself. What an archive says is covered by its digest, what a registry or a lockfile says is not.
 */
export type DescriptionSource = 'lockfile' | 'registry' | 'archive' | 'project';

/**
 * A place outside of the package that its description names. URLs are absolute, as stated but for credentials, which are taken out, and
 * for short forms (`github:a/b`, `git@host:a/b`), which are written out.
 */
export interface DescribedLink {
  readonly kind:
    'vcs' | 'website' | 'issue-tracker' | 'documentation' | 'changelog' | 'mailing-list' | 'funding' | 'other';
  readonly url: string;
  /** For `vcs`: the folder in the repository, where it is stated. */
  readonly directory?: string;
}

/** One source's description of a package version. */
export interface PackageDescription {
  readonly from: DescriptionSource;
  /** Declared licences as stated, in order: SPDX ids, expressions, or any text. Several: the package names each; how they combine is unsaid. */
  readonly licenses: readonly string[];
  /** One line. */
  readonly summary?: string;
  readonly authors: readonly Party[];
  /** Those who may publish it, as its registry says; in a manifest, whoever it calls so. */
  readonly maintainers: readonly Party[];
  /** The account that published this version, as the registry says. Signed by nobody. */
  readonly publishedBy?: Party;
  readonly links: readonly DescribedLink[];
  /** The registry's words to those who still use it. */
  readonly deprecated?: string;
  /** What it asks of what it runs on (npm's `engines`), by name and range as stated. Absent: it asks nothing. */
  readonly engines?: readonly EngineRange[];
  /** True where it says that it runs a script of its own when it is installed. Absent: it does not say so. */
  readonly installScript?: true;
}

/** An engine and its versions, as a manifest states them. One line each. */
export interface EngineRange {
  readonly name: string;
  readonly range: string;
}

/** A file in an archive that by its name or folder (`LICENSES/`) holds a licence or a notice, at the package's root or in such a folder there. */
export interface LicenseFile {
  /** Below the package's root. Attacker-controlled. */
  readonly path: string;
  /** Lowercase hex, over its bytes. */
  readonly sha256: string;
  readonly size: number;
  /** Its whole content, where that is UTF-8 text and small. Encoded again, it has the digest. Attacker-controlled. */
  readonly text?: string;
}
