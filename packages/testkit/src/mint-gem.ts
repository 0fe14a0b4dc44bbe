import { createHash } from 'node:crypto';
import { gemMetadata, type GemDependency, type GemMetadata } from './gem-metadata.js';
import { gzip, type Compression } from './gzip.js';
import { bytesOf } from './bytes-of.js';
import { writeTar, type TarFile } from './write-tar.js';

/** What goes into a .gem. */
export interface GemOptions {
  readonly name: string;
  readonly version: string;
  /** A platform other than `ruby`, as `x86_64-linux`. */
  readonly platform?: string;
  readonly dependencies?: readonly GemDependency[];
  /** Files of data.tar.gz by path; one `lib/<name>.rb` when not given. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** What the generated metadata says instead of, or besides, what follows from the other options. */
  readonly spec?: Partial<GemMetadata>;
  /** An uncompressed tar instead of `files` as data.tar; the metadata goes on listing `files`. */
  readonly dataTar?: Uint8Array;
  /** The metadata's text instead of the generated YAML. */
  readonly metadata?: string;
  /** The text of checksums.yaml instead of the right one; null leaves the member out. */
  readonly checksums?: string | null;
  /** Further members of the outer archive (signatures, duplicates), after the usual ones. */
  readonly extraMembers?: readonly TarFile[];
  readonly compression?: Compression;
}

/** A .gem as `gem build` makes it (tar of metadata.gz, data.tar.gz, checksums.yaml.gz); `gem install --local` takes it. */
export function mintGem(options: GemOptions): Uint8Array {
  const { compression, checksums, extraMembers = [] } = options;
  const members: TarFile[] = [
    { path: 'metadata.gz', content: gzip(bytesOf(gemMetadataOf(options)), compression), mode: 0o444 },
    { path: 'data.tar.gz', content: gzip(options.dataTar ?? writeTar(dataFiles(options)), compression), mode: 0o444 },
  ];
  const text = checksums === undefined ? checksumsText(members) : checksums;
  if (text !== null)
    members.push({ path: 'checksums.yaml.gz', content: gzip(bytesOf(text), compression), mode: 0o444 });
  return writeTar([...members, ...extraMembers]);
}

/** `name-version` or `name-version-platform`: what RubyGems calls a gem's full name. */
export function gemFullName({ name, version, platform }: Pick<GemOptions, 'name' | 'version' | 'platform'>): string {
  return platform === undefined ? `${name}-${version}` : `${name}-${version}-${platform}`;
}

/** The metadata's text of a gem minted with these options. */
export function gemMetadataOf(options: GemOptions): string {
  if (options.metadata !== undefined) return options.metadata;
  const { name, version, platform, dependencies, spec } = options;
  return gemMetadata({
    name,
    version,
    ...(platform === undefined ? {} : { platform }),
    ...(dependencies === undefined ? {} : { dependencies }),
    files: dataFiles(options).map(({ path }) => path),
    ...spec,
  });
}

function dataFiles({ name, files }: GemOptions): readonly TarFile[] {
  const contents = files ?? { [`lib/${name}.rb`]: `# frozen_string_literal: true\n` };
  return Object.entries(contents).map(([path, content]) => ({ path, content }));
}

/** checksums.yaml as RubyGems writes it: algorithm, then member, then lowercase hex. */
function checksumsText(members: readonly TarFile[]): string {
  const lines = ['SHA256', 'SHA512'].flatMap((alg) => [
    `${alg}:`,
    ...members.map(({ path, content }) => `  ${path}: ${createHash(alg).update(content).digest('hex')}`),
  ]);
  return ['---', ...lines, ''].join('\n');
}
