/** A Composer package version with its zip and what a repository would say about it. */
export interface MintedComposerPackage {
  /** `acme/pro`. */
  readonly name: string;
  readonly version: string;
  /** `acme-pro-1.2.3.zip`: the last segment of the repository's URL of it. */
  readonly fileName: string;
  /** The composer.json inside. */
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly bytes: Uint8Array;
  /** SHA-1 in hex, as a repository states it in `dist.shasum`; empty or other: what the repository says instead. */
  readonly shasum: string;
  /** `dist.reference`: a commit. */
  readonly reference: string;
}
