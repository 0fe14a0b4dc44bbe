/** What a lockfile says about a package's own manifest; it stands as JSON text in a subject's `claims`. */

type Pairs = readonly (readonly [string, string])[];

/** npm's statement, and bun's: it repeats commands and specifiers, and they install by them. */
export interface PackageLockClaim {
  readonly client: 'npm';
  /** Commands and the files they run. */
  readonly bin: Pairs;
  /** The folder of which each file is a command; bun alone states it, npm the files. */
  readonly binFolder?: string;
  /** Specifiers by name; null where a section is no mapping. */
  readonly needs: { readonly direct: Pairs; readonly peers: Pairs } | null;
}

/**
 * pnpm's statement: what each dependency was resolved to. The version is null for archives at a URL and repositories; what the project
 * itself asks for so under that name is provided by it.
 */
export interface PnpmClaim {
  readonly client: 'pnpm';
  readonly resolved: readonly (readonly [alias: string, name: string, version: string | null, isProvided?: true])[];
}

/** The statement of npm 6 and older: what was found of what a package asks for, by range or (npm 5) by the version found. */
export interface LegacyClaim {
  readonly client: 'npm-6';
  readonly required: Pairs;
}

/** Yarn's statement: the specifiers of what it installs beside the package. What it leaves out is merely not installed. */
export interface YarnClaim {
  readonly client: 'yarn';
  readonly direct: Pairs;
  /** Yarn adds dependencies of its own accord to packages that are known to have forgotten them; so did nobody before Yarn 2. */
  readonly extended?: true;
}

/** Any client's statement. */
export type Claim = PackageLockClaim | PnpmClaim | YarnClaim | LegacyClaim;

/** The claim as text, equal for equal claims. */
export function writeClaim(claim: Claim): string {
  return JSON.stringify(claim);
}

/** Reads what {@link writeClaim} wrote. */
export function readClaim(text: string): Claim {
  return JSON.parse(text) as Claim;
}
