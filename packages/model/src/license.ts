/**
 * Licence packages: what a policy says was bought, in which phases it is looked at, and what the files of rules ask. Data only.
 * They are subjects like any other; they come from the policy instead of a lockfile.
 */

import type { FileListing } from './archive-listing.js';
import type { Digest } from './digest.js';
import type { EcosystemId } from './subject.js';

/**
 * When a licence package is looked at.
 *
 * - `before`: what the vendor's server would serve now.
 * - `after`: what the package manager downloaded (its cache, `vendor/cache`).
 * - `installed`: the installed files, against the archive's own.
 * - `bundled`: a licence that lies inside the application, for machines without a network.
 */
export type LicensePhase = 'before' | 'after' | 'installed' | 'bundled';

/** All phases, in the order in which a package lives through them. */
export const licensePhases: readonly LicensePhase[] = ['before', 'after', 'installed', 'bundled'];

/**
 * Who told the customer a digest. Shown with it: a digest from the server that serves the package proves less. `policy`: it stands in
 * the policy without a word on where it came from.
 */
export type DigestSource =
  | 'policy'
  | 'email'
  | 'lockfile'
  | 'checksum-file'
  | 'repository'
  | 'statement'
  | 'attestation'
  | 'portal'
  | 'first-use';

/** One digest that the package must have. All of them must hold. */
export interface ExpectedDigest {
  readonly digest: Digest;
  readonly origin: DigestSource;
  /** RFC 3339 date: when the customer got it. */
  readonly obtained?: string;
}

/**
 * Where the credential lies; never the credential. `client`: the package manager's own configuration (Bundler, `.npmrc`). `env`:
 * variables of the environment. `netrc`: the user's netrc file. `composer`: the user's `auth.json` and `COMPOSER_AUTH`. `none`: the
 * server asks for none.
 */
export type CredentialReference =
  | { readonly from: 'client' | 'netrc' | 'composer' | 'none' }
  | { readonly from: 'env'; readonly username?: string; readonly password: string }
  | { readonly from: 'env'; readonly token: string };

/** What a file of the package is for. `code` is compared with templates, `token` and `version` are read, `data` is left alone. */
export type LicenseFileKind = 'code' | 'token' | 'version' | 'data';

/** Files that the package may hold. */
export interface LicenseFileRule {
  /** Pattern over paths below the package's root: `*` any run without `/`, `**` any run. Anchored. */
  readonly pattern: string;
  readonly kind: LicenseFileKind;
  /** There must be at least one. */
  readonly required: boolean;
  /** At most so many; null: no limit of its own. */
  readonly max: number | null;
  /** Bytes that one of them may have; null: no limit of its own. */
  readonly maxBytes: number | null;
}

/** Things that run, load or pull in more, beside plain files. Forbidden unless they are listed. */
export type LicenseFeature =
  | 'executables'
  | 'extensions'
  | 'plugins'
  | 'scripts'
  | 'autoload'
  | 'post-install-message'
  | 'dependencies'
  | 'symlinks';

/** Code that the package may hold: the SHA-256 (hex) of its normalised text. */
export interface CodeTemplate {
  /** For people: which version of the vendor's file it is. */
  readonly name: string;
  /** Pattern over the file's path. */
  readonly pattern: string;
  readonly sha256: string;
}

/** What may be inside. */
export interface LicenseContentRules {
  /** Empty: any file. A file that no rule names is refused. */
  readonly files: readonly LicenseFileRule[];
  readonly maxFiles: number | null;
  /** Bytes of all files together. */
  readonly maxBytes: number | null;
  /** Bytes of all files of kind `code` together. */
  readonly maxCodeBytes: number | null;
  readonly allow: readonly LicenseFeature[];
  /** Names of packages it may depend on, where dependencies are allowed; null: any. */
  readonly dependencies: readonly string[] | null;
  /** `templates`: code must match one. `unchecked`: the package is a library, and its digest answers for its code. */
  readonly code: 'templates' | 'unchecked';
  readonly templates: readonly CodeTemplate[];
}

/** How a token is made. `md5-trailer` is named so that it can be called forgeable. */
export type LicenseTokenScheme = 'rsa-recover' | 'jwt' | 'text' | 'opaque' | 'md5-trailer';

/** What is asked of the token inside the package. */
export interface LicenseTokenExpectation {
  readonly scheme: LicenseTokenScheme;
  /** The file that holds it: a path below the package's root. */
  readonly path: string;
  /** Issuer's keys: PEM (`PUBLIC KEY` or `RSA PUBLIC KEY`), or base64 of DER (SubjectPublicKeyInfo). */
  readonly keys: readonly string[];
  /** Whom it is made out to. Exact. */
  readonly entity?: string;
  /** SHA-256 (hex) of the token without white space: any of them. */
  readonly fingerprints: readonly string[];
  /** JWT claims that must have exactly this value. */
  readonly claims: Readonly<Record<string, string>>;
  /** A revocation list in the project, as the policy names it. */
  readonly revocations?: string;
}

/** A public registry that must not hold other bytes under the same name. */
export interface PublicNamesake {
  /** Base URL. */
  readonly registry: string;
}

/** A licence that lies inside the application. */
export interface BundledLicense {
  /** Relative to the project: an archive, a folder with the package's files, or the token's file itself. */
  readonly path: string;
}

/** Where a vendor publishes digests of its packages: a list of checksums, or a signed statement of them. */
export interface LicenseChecksums {
  /** A URL (https, or http where the package's source is), or a path relative to the project. */
  readonly location: string;
  /** Keys that may have signed it, PEM or base64 of DER (SubjectPublicKeyInfo). Empty: a list that nobody signs. */
  readonly keys: readonly string[];
}

/** One licence package, profile and policy joined. */
export interface LicensePackage {
  /** What `assay license verify NAME` calls it. Unique in the policy. */
  readonly id: string;
  /** The profile it took its defaults from. */
  readonly profile: string;
  /** For people. */
  readonly vendor: string;
  readonly ecosystem: EcosystemId;
  readonly name: string;
  /** Exact. */
  readonly version: string;
  readonly platform?: string;
  /** The version is the licence id: it must never change. */
  readonly versionIsLicenseId: boolean;
  /** Base URL of the private registry; for ecosystem `generic` the file's own URL. Null: nothing is downloaded (`bundled` only). */
  readonly source: string | null;
  /** Further origins its downloads may be redirected to, without credentials. */
  readonly redirects: readonly string[];
  readonly credentials: CredentialReference;
  readonly digests: readonly ExpectedDigest[];
  readonly checksums: readonly LicenseChecksums[];
  readonly content: LicenseContentRules;
  readonly token: LicenseTokenExpectation | null;
  readonly bundled: BundledLicense | null;
  readonly namesakes: readonly PublicNamesake[];
  /** A lockfile must lock it. */
  readonly locked: boolean;
  /** RFC 3339 date, UTC, inclusive: the last day of the entitlement. */
  readonly entitledUntil?: string;
  /** Who helps: an e-mail address or URL, for next steps. */
  readonly contact?: string;
  /** 1-based line in the policy. */
  readonly line: number;
}

/** What was seen of a licence package first: one entry of `assay.lock`. */
export interface LicenseRecord {
  /** Canonical purl without version and qualifiers. */
  readonly package: string;
  readonly platform?: string;
  readonly version: string;
  /** Base URL, or the file's URL. */
  readonly source: string;
  /** Digests of the archive, strongest last; at least one strong one. */
  readonly digests: readonly Digest[];
  /** SHA-256 over the list of its files, see `contentsDigest`. */
  readonly contents: Digest;
  /** SHA-256 (hex) of its token without white space. */
  readonly token?: string;
  /** RFC 3339 date, UTC. */
  readonly recorded: string;
  /** 1-based line in the file. */
  readonly line: number;
}

/** What a package's own manifest says and brings, whatever its ecosystem. Texts are attacker-controlled. */
export interface PackageFacts {
  readonly name: string;
  readonly version: string;
  readonly platform?: string;
  /** Files that the manifest lists, below the root; null where its ecosystem has no such list. */
  readonly declaredFiles: readonly string[] | null;
  /** One text for each thing that would run, load itself, or pull in more. By feature; symlinks come from the listing. */
  readonly features: Readonly<Record<Exclude<LicenseFeature, 'symlinks'>, readonly string[]>>;
  /** Names of packages it depends on. */
  readonly dependencies: readonly string[];
}

/** Where one copy of a package lies on this machine. */
export interface LocalCopy {
  /** `archive`: the archive itself. `tree`: its unpacked files. */
  readonly kind: 'archive' | 'tree';
  /** For people: `Bundler’s cache`, `vendor/cache`, `pnpm’s store`, `node_modules`. */
  readonly where: string;
  /** As it may be shown: relative to the project where it lies there. */
  readonly path: string;
}

/** Which copies on this machine are asked for. */
export interface CopiesWanted {
  readonly phase: Exclude<LicensePhase, 'before'>;
  readonly name: string;
  readonly version: string;
  readonly platform?: string;
  /** Platforms of the same gem that others are asked about: any further one that lies beside it may be taken in its place. */
  readonly otherPlatforms?: readonly string[];
  /** For `bundled`: the path that the policy names, relative to the project. */
  readonly path?: string;
}

/** A copy that was read. A tree is listed like an archive; its digests are empty. */
export interface LocalCopyRead {
  readonly copy: LocalCopy;
  readonly digests: readonly Digest[];
  readonly listing: FileListing;
  /** What the package manager’s own record of an installed copy says, where it keeps one: RubyGems’ specification. */
  readonly facts?: PackageFacts;
  /** What else the package manager wrote about it and runs or believes, with what is wrong with it. One sentence each. */
  readonly problems: readonly { readonly code: string; readonly detail: string }[];
}
