/** Builds what a check on licence packages looks at, for tests: a right licence gem, and changes to it. */

import {
  digestFromHex,
  digestOf,
  purlOf,
  type ArchiveEntry,
  type ArchiveFormat,
  type ArchiveListing,
  type Digest,
  type DigestAlgorithm,
  type LicenseContentRules,
  type LicensePackage,
  type LicenseRecord,
  type LicenseTokenExpectation,
  type PackageFacts,
} from '@assay/model';
import { normaliseCode } from '../../license-code/normalise-code.js';
import type { LicenseContext, LicenseCopy, LicenseLock } from '../license-check.js';

/** When everything is judged. */
const at = '2026-06-01T12:00:00Z';

export const name = 'acme-license';
const version = '4d2f';
const source = 'https://gems.vendor.example/';

const encoder = new TextEncoder();

/** UTF-8 of a text. */
export function bytesOf(text: string): Uint8Array {
  return encoder.encode(text);
}

const lengths: Readonly<Record<DigestAlgorithm, number>> = { md5: 16, sha1: 20, sha256: 32, sha384: 48, sha512: 64 };

/** A digest of one repeated hex digit. */
export function digest(alg: DigestAlgorithm, digit: string): Digest {
  const made = digestFromHex(alg, digit.repeat(lengths[alg] * 2));
  if (made === null) throw new Error(`not a hex digit: ${digit}`);
  return made;
}

/** Files of a package, by path below its root. */
export type Files = Readonly<Record<string, string>>;

export const code = "module Acme\n  VERSION = '4d2f'\nend\n";
export const token = 'TOKEN-OF-ACME';

/** What a right licence gem holds. */
export const rightFiles: Files = {
  'lib/acme-license.rb': code,
  'lib/license.txt': `${token}\n`,
  'lib/version.txt': '4d2f\n',
};

/** A plain file with its digest. */
export function fileEntry(path: string, content: string, change: Partial<ArchiveEntry> = {}): ArchiveEntry {
  const bytes = bytesOf(content);
  return { path, type: 'file', mode: 0o644, size: bytes.length, sha256: digestOf('sha256', bytes).value, ...change };
}

const noFeatures: PackageFacts['features'] = {
  executables: [],
  extensions: [],
  plugins: [],
  scripts: [],
  autoload: [],
  'post-install-message': [],
  dependencies: [],
};

/** What the manifest of the right package says, but for changes. */
export function factsOf(files: Files, { features = {}, ...change }: FactsChange = {}): PackageFacts {
  return {
    name,
    version,
    declaredFiles: Object.keys(files),
    dependencies: [],
    ...change,
    features: { ...noFeatures, ...features },
  };
}

/** Changes to what a manifest says. */
export interface FactsChange extends Partial<Omit<PackageFacts, 'features'>> {
  readonly features?: Partial<PackageFacts['features']>;
}

/** How the files lie in an archive, and under which names their contents are asked for. */
const layouts: Readonly<Record<ArchiveFormat, { readonly root: string; readonly asked: string }>> = {
  gem: { root: '', asked: 'data.tar.gz!/' },
  'npm-tgz': { root: 'package/', asked: '' },
  zip: { root: 'acme-1/', asked: '*/' },
};

/** Changes to a copy. */
export interface CopyChange extends Omit<Partial<LicenseCopy>, 'listing'> {
  readonly listing?: Partial<ArchiveListing>;
  readonly format?: ArchiveFormat;
}

/** An archive of these files; the right gem where nothing is said. */
export function archive(
  files: Files = rightFiles,
  { listing = {}, format = 'gem', ...change }: CopyChange = {},
): LicenseCopy {
  const { root, asked } = layouts[format];
  const inside = Object.entries(files);
  const outer = ['metadata.gz', 'data.tar.gz'].map((path) => fileEntry(path, path));
  const entries = inside.map(([path, content]) => {
    return fileEntry(`${root}${path}`, content, format === 'gem' ? { within: 'data.tar.gz' } : {});
  });
  return {
    kind: 'archive',
    where: 'gems.vendor.example',
    digests: [digest('sha256', 'a'), digest('sha512', 'b')],
    facts: factsOf(files),
    problems: [],
    ...change,
    listing: {
      entries: format === 'gem' ? [...outer, ...entries] : entries,
      problems: [],
      members: new Map(inside.map(([path, content]) => [`${asked}${path}`, bytesOf(content)])),
      complete: true,
      ...{ format, ...listing },
    },
  };
}

/** The same files in a folder. */
export function tree(files: Files = rightFiles, { listing = {}, ...change }: CopyChange = {}): LicenseCopy {
  const inside = Object.entries(files);
  return {
    kind: 'tree',
    where: 'gems/acme-license-4d2f',
    digests: [],
    facts: { problem: 'manifest-missing', detail: 'Unpacked files have no gem metadata.' },
    problems: [],
    ...change,
    listing: {
      entries: inside.map(([path, content]) => fileEntry(path, content)),
      problems: [],
      members: new Map(inside.map(([path, content]) => [`data.tar.gz!/${path}`, bytesOf(content)])),
      complete: true,
      ...listing,
    },
  };
}

/** What a template of this code would have. */
export function templateDigest(text: string, path = 'lib/acme-license.rb'): string {
  const normal = normaliseCode(bytesOf(text), { version, path });
  if (normal === null) throw new Error('this code has no normal form');
  return digestOf('sha256', bytesOf(normal)).value;
}

/** Strict rules, as those of a licence gem. */
const strictRules: LicenseContentRules = {
  files: [
    { pattern: 'lib/acme-license.rb', kind: 'code', required: true, max: null, maxBytes: 4096 },
    { pattern: 'lib/license.txt', kind: 'token', required: true, max: null, maxBytes: 4096 },
    { pattern: 'lib/version.txt', kind: 'version', required: true, max: null, maxBytes: 256 },
  ],
  maxFiles: 3,
  maxBytes: 8448,
  maxCodeBytes: 4096,
  allow: [],
  dependencies: null,
  code: 'templates',
  templates: [{ name: 'first', pattern: 'lib/acme-license.rb', sha256: templateDigest(code) }],
};

/** Rules of a library: anything may be there. */
export const openRules: LicenseContentRules = {
  files: [],
  maxFiles: null,
  maxBytes: null,
  maxCodeBytes: null,
  allow: [],
  dependencies: null,
  code: 'unchecked',
  templates: [],
};

/** Token rules of plain text without a signature. */
export const textToken: LicenseTokenExpectation = {
  scheme: 'text',
  path: 'lib/license.txt',
  keys: [],
  fingerprints: [],
  claims: {},
};

/** Changes to a licence package; content rules are changed one by one. */
interface LicenseChange extends Omit<Partial<LicensePackage>, 'content'> {
  readonly content?: Partial<LicenseContentRules>;
}

/** The licence package that was bought. */
function licenseOf({ content = {}, ...change }: LicenseChange = {}): LicensePackage {
  return {
    id: 'acme',
    profile: 'generic-gem',
    vendor: 'Acme',
    ecosystem: 'rubygems',
    name,
    version,
    versionIsLicenseId: true,
    source,
    redirects: [],
    credentials: { from: 'client' },
    digests: [{ digest: digest('sha256', 'a'), origin: 'email', obtained: '2026-01-02' }],
    checksums: [],
    token: null,
    bundled: null,
    namesakes: [],
    locked: true,
    contact: 'help@vendor.example',
    line: 3,
    ...change,
    content: { ...strictRules, ...content },
  };
}

/** Where the lockfile locks it. */
export function lockOf(change: Partial<LicenseLock> = {}): LicenseLock {
  return {
    lockfile: 'Gemfile.lock',
    line: 7,
    version,
    source,
    kind: 'registry',
    pins: [digest('sha256', 'a')],
    malformedPins: [],
    ...change,
  };
}

/** What assay.lock recorded. */
export function recordOf(change: Partial<LicenseRecord> = {}): LicenseRecord {
  return {
    package: purlOf('rubygems', name, ''),
    version,
    source,
    digests: [digest('sha256', 'a'), digest('sha512', 'b')],
    contents: digest('sha256', 'c'),
    recorded: '2026-01-02',
    line: 4,
    ...change,
  };
}

/** Changes to everything that a check sees. */
export interface ContextChange extends Omit<Partial<LicenseContext>, 'license'> {
  readonly license?: LicenseChange;
}

/** Everything that a check sees: the right package, as its server serves it. */
export function contextOf({ license: licenseChange = {}, ...change }: ContextChange = {}): LicenseContext {
  const license = licenseOf(licenseChange);
  const purl = purlOf(license.ecosystem, license.name, license.version);
  return {
    at,
    license,
    subject: {
      id: purl,
      purl,
      ecosystem: license.ecosystem,
      name: license.name,
      version: license.version,
      source: { kind: 'registry', url: source },
      files: [{ name: `${name}-${version}.gem`, pins: [], malformedPins: [] }],
      conflictsWith: [],
    },
    phase: 'before',
    copies: [archive()],
    reference: archive(),
    record: null,
    hasLockfile: true,
    requirements: [],
    locks: [lockOf()],
    namesakes: [],
    revocations: null,
    publication: 'nobody-expected',
    checksums: [],
    warnDays: 30,
    ...change,
  };
}
