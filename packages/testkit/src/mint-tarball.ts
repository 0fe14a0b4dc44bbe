import { gzip, type Compression } from './gzip.js';
import { writeTar } from './write-tar.js';

/** What goes into an npm tarball. */
export interface TarballOptions {
  readonly name: string;
  readonly version: string;
  /** The archive's root folder; npm writes `package`, others have written the package's name. */
  readonly root?: string;
  /** Further files by path below the root. A `package.json` here replaces the generated one. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Fields of the generated package.json, over `name` and `version`; `undefined` takes a field away. */
  readonly packageJson?: Readonly<Record<string, unknown>>;
  readonly compression?: Compression;
}

/** An npm tarball as `npm pack` makes it: one gzip member, one root folder, package.json first, fixed times. */
export function mintTarball(options: TarballOptions): Uint8Array {
  const { root = 'package', files = {}, compression } = options;
  const contents = new Map<string, string | Uint8Array>([
    ['package.json', `${JSON.stringify(packageManifest(options), null, 2)}\n`],
    ['index.js', `export const name = ${JSON.stringify(options.name)};\n`],
    ...Object.entries(files),
  ]);
  return gzip(writeTar([...contents].map(([path, content]) => ({ path: `${root}/${path}`, content }))), compression);
}

/** The package.json that {@link mintTarball} writes. */
export function packageManifest(options: TarballOptions): Readonly<Record<string, unknown>> {
  const { name, version, packageJson = {} } = options;
  return { name, version, ...packageJson };
}
