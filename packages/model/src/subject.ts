/** What is verified (subjects), and where a project says it uses it (occurrences). */

import type { ArchiveFormat } from './archive-listing.js';
import type { Demand } from './demand.js';
import type { Digest } from './digest.js';
import type { PackageDescription } from './package-description.js';
import type { Scope } from './scope.js';

/**
 * Ecosystem ids; each has a folder in `ecosystems`. `generic`: single files that no package manager knows.
 */
export type EcosystemId = 'npm' | 'rubygems' | 'composer' | 'generic';

/**
 * Where the lockfile says a package comes from.
 *
 * - `registry`: a package registry; `url` is its base URL if the lockfile names one (Gemfile.lock's `remote:`).
 * - `git`: a repository; `commit` is the full commit id if the lockfile pins one.
 * - `url`: an archive at a plain URL outside a registry.
 * - `archive`: an archive file in the project; `path` is relative to the lockfile's folder.
 * - `directory`: a folder of the project (workspace member, `file:` or `link:` folder, `path:` gem).
 * - `bundled`: inside the archive of another package (npm `bundleDependencies`); `within` is that package's purl.
 * - `builtin`: shipped with the runtime or package manager itself (Bundler in its own lockfile); nothing is fetched.
 * - `unsupported`: an entry kind this version cannot judge; `reason` is one sentence.
 */
export type SubjectSource =
  | { readonly kind: 'registry'; readonly url?: string }
  | { readonly kind: 'git'; readonly url: string; readonly commit?: string }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'archive'; readonly path: string }
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'bundled'; readonly within: string }
  | { readonly kind: 'builtin'; readonly reason: string }
  | { readonly kind: 'unsupported'; readonly reason: string };

/** One file of a release: an npm tarball, or one platform's .gem. */
export interface SubjectFile {
  /** The file's name as the ecosystem builds it, for people (`left-pad-1.3.0.tgz`). Never used as a path. */
  readonly name: string;
  /** RubyGems platform other than `ruby`. */
  readonly platform?: string;
  /** The download URL if the lockfile states one. */
  readonly url?: string;
  /** Digests the lockfile pins, all of them. */
  readonly pins: readonly Digest[];
  /** Texts that stand where a digest should and are none. Attacker-controlled. */
  readonly malformedPins: readonly string[];
  /**
   * The lockfile says that the package is for these platforms only, as its client writes them, and has no digest: of such packages the
   * client records none. Attacker-controlled: `Release.platforms` tells whether it is so.
   */
  readonly unpinnable?: string;
  /** Where `pins` are of archives that the client makes itself: how it made them (Yarn’s cache key). Attacker-controlled. */
  readonly archiveKind?: string;
  /** The client that made this lockfile makes its archives otherwise by now: it replaces the pins and compares nothing. */
  readonly replaceable?: true;
}

/**
 * An archive of a package that lies in the checkout, where the client that locked it takes it from instead of asking a registry
 * (`.yarn/cache`).
 */
export interface VendoredArchive {
  /** The lockfile, as the user named it. */
  readonly lockfile: string;
  /** Relative to the lockfile's folder. Attacker-controlled, as its name is. */
  readonly path: string;
  readonly format: ArchiveFormat;
  /** What the lockfile pins of this very archive. */
  readonly pins: readonly Digest[];
  /** The folder in the archive that holds the package's files; empty for the root folder that clients strip. */
  readonly folder: string;
  /** The client laid this patch over the package's files before it packed them. */
  readonly patch?: string;
}

/** What tells a vendored archive from all others of a run. */
export function vendoredKey({ lockfile, path }: Pick<VendoredArchive, 'lockfile' | 'path'>): string {
  return `${lockfile}\0${path}`;
}

/** One package version as locked. Two lock entries that differ in source, files or pins are two subjects. */
export interface Subject {
  /** Unique in its inventory: the purl, followed by `#` and a short hash where one purl is locked in several ways. */
  readonly id: string;
  /** Package URL (purl-spec), canonical; its version is spelled as registries list it. */
  readonly purl: string;
  readonly ecosystem: EcosystemId;
  /** The registry's name for the package (an alias's target, not the alias). */
  readonly name: string;
  /** As the lockfile spells it. */
  readonly version: string;
  readonly source: SubjectSource;
  readonly files: readonly SubjectFile[];
  /**
   * Folders inside this subject's archive (`node_modules/a`, below the archive's root) in which, the lockfile says, other
   * packages are bundled. Clients fetch a bundled package by name, unpinned, when the archive does not hold it.
   */
  readonly bundles?: readonly string[];
  /**
   * What lockfiles say about this package's own manifest (commands, dependencies), where clients believe them instead of the
   * manifest: one text for each differing statement, in a form that only its ecosystem reads. Compared with the archive by
   * `Ecosystem.manifest`; no part of what makes two subjects differ, and of no report.
   */
  readonly claims?: readonly string[];
  /**
   * What a lockfile says about the package for people (its licence); likewise no part of what makes two subjects differ, of the
   * inventory's digest, or of a report.
   */
  readonly description?: PackageDescription;
  /**
   * The lockfile leaves it to the machine which platform's file of this version is installed: the client takes one that the
   * registry has and `files` lacks.
   */
  readonly openPlatforms?: true;
  /** Archives of it in the checkout, by lockfile and path; no part of what makes two subjects differ. */
  readonly vendored?: readonly VendoredArchive[];
  /**
   * Ids of subjects with the same purl whose pins contradict this one's: one for each differing way, at most ten. Filled in
   * when inventories are merged.
   */
  readonly conflictsWith: readonly string[];
}

/** One place in one lockfile where a subject is locked. */
export interface Occurrence {
  /** Subject id. */
  readonly subject: string;
  /** Lockfile, as the user named it. */
  readonly lockfile: string;
  /** 1-based line of the entry. */
  readonly line: number;
  /** The entry's key in the lockfile (`node_modules/a/node_modules/b`, `a@1.0.0`, `rack (3.0.8)`). */
  readonly path: string;
  readonly scope: Scope;
  /** Other names than its own that the project and its packages use for it here, sorted. Attacker-controlled. */
  readonly aliases?: readonly string[];
  /** Subject id of the package that pulls it in, where the lockfile says so. */
  readonly parent?: string;
}

/** Something a lockfile does not say, or says and Assay did not look at. Shown in every summary. */
export interface Gap {
  readonly lockfile: string;
  readonly line?: number;
  /** Stable, kebab-case. */
  readonly code: string;
  /** One sentence. */
  readonly detail: string;
  /**
   * The client would install something that no finding is about. A run with such a gap is unverified, unless the policy
   * accepts its code.
   */
  readonly doubt?: true;
}

/** One lockfile read. */
export interface LockfileRef {
  /** As the user named it. */
  readonly path: string;
  readonly ecosystem: EcosystemId;
  /** `package-lock.json v3`, `pnpm-lock.yaml 9.0`, `Gemfile.lock`. */
  readonly format: string;
  /** Digest of its bytes. */
  readonly digest: Digest;
}

/** The application or member of a workspace that a lockfile belongs to: what a bill of materials is about. */
export interface Project {
  /** As the user named it. */
  readonly lockfile: string;
  /** Its folder relative to the lockfile's; `.` for the project itself, another for a member of its workspace. */
  readonly path: string;
  /** Subject id, where it is one: members of workspaces are, and so is a gem whose own lockfile this is. */
  readonly subject?: string;
  readonly name?: string;
  readonly version?: string;
  /** What its own manifest says, where that is at hand. */
  readonly description?: PackageDescription;
  /** Subject ids of what it asks for itself in any scope, sorted; its own is not among them. */
  readonly dependsOn: readonly string[];
}

/** A dependency edge between two subjects. */
export interface Edge {
  readonly from: string;
  readonly to: string;
}

/** Everything a project locks. Order is deterministic: by subject id, then lockfile and line. */
export interface Inventory {
  readonly lockfiles: readonly LockfileRef[];
  readonly subjects: readonly Subject[];
  readonly occurrences: readonly Occurrence[];
  readonly edges: readonly Edge[];
  readonly gaps: readonly Gap[];
  /** By lockfile, then path; the project itself first. Absent in inventories that no lockfile was read for. */
  readonly projects?: readonly Project[];
  /** By lockfile; absent for lockfiles of which nobody can say what their project asks for. No part of what is locked. */
  readonly demands?: readonly Demand[];
}
