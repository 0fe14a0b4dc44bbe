import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { MintedPackage } from './minted-package.js';
import { mintZip, type ZipFile } from './mint-zip.js';

/** An archive as Yarn 2 and later make it of a package, and keep it in `.yarn/cache`. */
export interface MintedYarnArchive {
  /** From the project's folder. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** SHA-512, as yarn.lock has it behind the cache key. */
  readonly checksum: string;
}

/** What may differ from what Yarn makes. */
export interface YarnArchiveOptions {
  /** The reference of the locator; `npm:<version>` when not given. */
  readonly reference?: string;
  /** Changes what is packed. */
  readonly change?: (files: readonly ZipFile[]) => readonly ZipFile[];
  /** The last part of the name, when it is not of the checksum. */
  readonly ending?: string;
}

/** Packs a minted package again, under the name that Yarn gives it. */
export function mintYarnArchive(minted: MintedPackage, options: YarnArchiveOptions = {}): MintedYarnArchive {
  const { reference = `npm:${minted.version}`, change = unchanged } = options;
  const folder = `node_modules/${minted.name}`;
  const parents = minted.name.includes('/')
    ? ['node_modules/', `node_modules/${minted.name.split('/', 1).join()}/`]
    : ['node_modules/'];
  const packed = filesOf(minted.bytes).map((file) => ({ ...file, path: `${folder}/${file.path}` }));
  const folders = [...parents, `${folder}/`].map((path) => ({ path }));
  const bytes = mintZip({ files: change([...folders, ...packed]) });
  const checksum = sha512(bytes);
  const scope = minted.name.startsWith('@') ? minted.name.slice(1).replace('/', '') : minted.name;
  const hash = sha512(sha512(scope) + reference).slice(0, 10);
  const kind = reference.startsWith('patch:') ? 'patch' : `npm-${minted.version}`;
  const name = `${minted.name.replace('/', '-')}-${kind}-${hash}-${options.ending ?? checksum.slice(0, 10)}.zip`;
  return { path: `.yarn/cache/${name}`, bytes, checksum };
}

function unchanged(files: readonly ZipFile[]): readonly ZipFile[] {
  return files;
}

function sha512(data: string | Uint8Array): string {
  return createHash('sha512').update(data).digest('hex');
}

const block = 512;

/** The files of a tarball that was minted here: plain headers, one root folder. */
function filesOf(tarball: Uint8Array): readonly ZipFile[] {
  const tar = gunzipSync(tarball);
  const files: ZipFile[] = [];
  for (let at = 0; at < tar.length && tar[at] !== 0;) {
    const field = (start: number, length: number) =>
      tar
        .subarray(at + start, at + start + length)
        .toString('latin1')
        .split('\0')[0] ?? '';
    const size = Number.parseInt(field(124, 12), 8);
    const isRun = (Number.parseInt(field(100, 8), 8) & 0o111) !== 0;
    const [, ...path] = field(0, 100).split('/');
    const content = new Uint8Array(tar.subarray(at + block, at + block + size));
    files.push({ path: path.join('/'), content, mode: isRun ? 0o755 : 0o644 });
    at += block + Math.ceil(size / block) * block;
  }
  return files;
}
