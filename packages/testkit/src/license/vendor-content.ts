import { hash } from 'node:crypto';
import { gemRegistryContent } from '../gem-registry-content.js';
import { sri, type MintedGem, type MintedPackage } from '../minted-package.js';
import { npmRegistryContent } from '../npm-registry-content.js';
import type { RegistryContent } from '../registry-answer.js';
import { composerContent, composerDistPath, type ComposerForm } from './composer-content.js';
import { gemMarshalIndex } from './gem-marshal-index.js';
import type { MintedComposerPackage } from './minted-composer-package.js';

/** What a vendor sells. */
export interface VendorReleases {
  readonly gems?: readonly MintedGem[];
  readonly npm?: readonly MintedPackage[];
  readonly composer?: readonly MintedComposerPackage[];
}

/** In which of the forms that clients take a vendor lists its releases. */
export interface VendorForms {
  /**
   * `both`, when not given: the compact index and the Marshal indexes. `no-checksums`: a compact index without digests. `marshal`:
   * only the Marshal indexes, which have no digests. `files`: only the gems.
   */
  readonly gemIndex?: 'both' | 'compact' | 'no-checksums' | 'marshal' | 'files';
  readonly composerForm?: ComposerForm;
}

/** Everything that a vendor's server serves, by path below its base. */
export function vendorContent(
  { gems, npm, composer }: Required<VendorReleases>,
  { gemIndex = 'both', composerForm = 'inline', base }: VendorForms & { readonly base: string },
): RegistryContent {
  const repository = composer.length === 0 ? [] : composerContent(composer, { base, form: composerForm });
  const scope = npm.length === 0 ? [] : npmRegistryContent(npm, base);
  return new Map([...scope, ...repository, ...(gems.length === 0 ? [] : gemContent(gems, gemIndex))]);
}

function gemContent(gems: readonly MintedGem[], form: NonNullable<VendorForms['gemIndex']>): RegistryContent {
  const compact = gemRegistryContent(gems, { checksums: form !== 'no-checksums' });
  const files = new Map([...compact].filter(([path]) => path.startsWith('/gems/')));
  switch (form) {
    case 'both':
      return new Map([...compact, ...gemMarshalIndex(gems)]);
    case 'compact':
      return compact;
    case 'no-checksums':
      return new Map([...compact].filter(([path]) => !path.startsWith('/api/')));
    case 'marshal':
      return new Map([...files, ...gemMarshalIndex(gems)]);
    case 'files':
      return files;
  }
}

/** A release by name and version. */
export interface ReleaseName {
  readonly name: string;
  readonly version: string;
}

/** Path of a release's file below the server's base; throws when there is no such release. */
export function vendorPath({ gems, npm, composer }: Required<VendorReleases>, wanted: ReleaseName): string {
  const is = (each: ReleaseName) => each.name === wanted.name && each.version === wanted.version;
  const gem = gems.find(is);
  if (gem !== undefined) return `/gems/${gem.fileName}`;
  const tarball = npm.find(is);
  if (tarball !== undefined) return `/${tarball.name}/-/${tarball.fileName}`;
  const zip = composer.find(is);
  if (zip !== undefined) return composerDistPath(zip);
  throw new Error(`the server has no release ${wanted.name} ${wanted.version}`);
}

/** The same releases, one of them with other bytes; the index states the digests of the new or still of the old ones. */
export function replaceRelease(
  { gems, npm, composer }: Required<VendorReleases>,
  wanted: ReleaseName & { readonly bytes: Uint8Array; readonly index: 'new' | 'old' },
): Required<VendorReleases> {
  const { bytes, index } = wanted;
  const is = (each: ReleaseName) => each.name === wanted.name && each.version === wanted.version;
  return {
    gems: gems.map((gem) => (is(gem) ? { ...gem, ...gemDigests(gem, bytes, index), bytes } : gem)),
    npm: npm.map((each) => (is(each) ? { ...each, ...npmDigests(each, bytes, index), bytes } : each)),
    composer: composer.map((zip) => (is(zip) ? { ...zip, ...zipDigest(zip, bytes, index), bytes } : zip)),
  };
}

function gemDigests(gem: MintedGem, bytes: Uint8Array, index: 'new' | 'old'): Partial<MintedGem> {
  const sha256 = hash('sha256', bytes, 'hex');
  return { sha256, statedSha256: index === 'new' ? sha256 : (gem.statedSha256 ?? gem.sha256) };
}

function npmDigests(
  { integrity, shasum }: MintedPackage,
  bytes: Uint8Array,
  index: 'new' | 'old',
): Partial<MintedPackage> {
  if (index === 'old') return { integrity, shasum };
  return { integrity: sri('sha512', bytes), shasum: hash('sha1', bytes, 'hex') };
}

function zipDigest(
  zip: MintedComposerPackage,
  bytes: Uint8Array,
  index: 'new' | 'old',
): Partial<MintedComposerPackage> {
  return { shasum: index === 'old' ? zip.shasum : hash('sha1', bytes, 'hex') };
}
