/** Checksum files as vendors publish them: what `sha256sum` and its kin write, and a digest alone. */

import { digestAlgorithm, digestFromHex, isStrong, type Digest, type DigestAlgorithm } from '@assay/model';
import type { LicenseChecksumCode } from '../codes/license-checksum-codes.js';
import { decodeUtf8 } from '../encoding/bytes.js';
import { refuse, type Refusal } from '../outcome.js';
import { shown } from '../provenance/shown.js';

/** Why a file gives no digest. */
export type ChecksumFileProblem = Refusal<LicenseChecksumCode>;

const maxBytes = 1024 * 1024;
const longestLine = 4096;
const mostShown = 5;

/**
 * Reads from a checksum file the strongest digest of the file with exactly this name. Lines are `<hex>  <name>` or `<hex> *<name>`
 * (GNU), or `SHA256 (<name>) = <hex>` (BSD), or the file is one line of hex, which then is about the file whatever its name. Any line
 * that is none of these refuses the whole; MD5 and SHA-1 are named and give nothing. A digest is no signature: it is only as good as
 * where the file comes from.
 */
export function parseChecksumFile(bytes: Uint8Array, fileName: string): Digest | ChecksumFileProblem {
  const text = bytes.length > maxBytes ? null : decodeUtf8(bytes);
  if (text === null) return malformed(`It is not UTF-8 text of up to ${maxBytes} bytes.`);
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  const full = lines.filter((line) => line !== '');
  const [only = ''] = full;
  if (full.length === 1 && hexadecimal.test(only))
    return strongest(digestsOf([{ name: fileName, hex: only }]), fileName);
  const entries: Entry[] = [];
  for (const line of full) {
    const entry = line.length > longestLine ? null : (gnuEntry(line) ?? bsdEntry(line));
    if (entry === null) return malformed(`Line ${lines.indexOf(line) + 1} is no digest with a name: ${shown(line)}.`);
    entries.push(entry);
  }
  return strongest(digestsOf(entries.filter(({ name }) => name === fileName)), fileName);
}

interface Entry {
  readonly name: string;
  readonly hex: string;
  /** As it is written; absent: the length tells. */
  readonly algorithm?: string;
}

const hexadecimal = /^[0-9A-Fa-f]+$/;
const gnu = /^([0-9A-Fa-f]+) [ *](.+)$/;
const bsd = /^([A-Z0-9-]+) \((.+)\) = ([0-9A-Fa-f]+)$/i;

/** GNU marks lines whose names it had to escape with a backslash: such a line begins with no digit and is refused. */
function gnuEntry(line: string): Entry | null {
  const [, hex, name] = gnu.exec(line) ?? [];
  if (hex === undefined || name === undefined) return null;
  return algorithmOfLength(hex) === undefined ? null : { name, hex };
}

function bsdEntry(line: string): Entry | null {
  const [, algorithm, name, hex] = bsd.exec(line) ?? [];
  return algorithm === undefined || name === undefined || hex === undefined ? null : { algorithm, name, hex };
}

const algorithms: ReadonlyMap<number, DigestAlgorithm> = new Map([
  [32, 'md5'],
  [40, 'sha1'],
  [64, 'sha256'],
  [96, 'sha384'],
  [128, 'sha512'],
]);

function algorithmOfLength(hex: string): DigestAlgorithm | undefined {
  return algorithms.get(hex.length);
}

type Stated = Digest | { readonly unknown: string } | null;

/** Null: a digest that is not as long as its algorithm's are. */
function digestsOf(entries: readonly Entry[]): readonly Stated[] {
  return entries.map(({ hex, algorithm }) => {
    const alg = algorithm === undefined ? algorithmOfLength(hex) : digestAlgorithm(algorithm.toLowerCase());
    if (alg === undefined) return null;
    return alg === null ? { unknown: algorithm ?? '' } : digestFromHex(alg, hex);
  });
}

function strongest(stated: readonly Stated[], fileName: string): Digest | ChecksumFileProblem {
  if (stated.length === 0) return refuse('license-checksum-file-silent', `No line is about ${shown(fileName)}.`);
  if (stated.includes(null)) return malformed('A digest of the file is not as long as those of its algorithm are.');
  const known = stated.filter((one) => one !== null && 'alg' in one);
  const strong = known.filter(({ alg }) => isStrong(alg)).sort((a, b) => b.value.length - a.value.length);
  const [best] = strong;
  if (best === undefined) return weak(stated);
  const values = new Map(strong.map(({ alg, value }) => [alg, value]));
  const other = strong.find(({ alg, value }) => values.get(alg) !== value);
  return other === undefined
    ? best
    : refuse('license-checksum-file-contradictory', `Two values of ${other.alg} are given for ${shown(fileName)}.`);
}

function weak(stated: readonly Stated[]): ChecksumFileProblem {
  const names = stated.flatMap((one) => (one === null ? [] : ['alg' in one ? nameOf(one.alg) : shown(one.unknown)]));
  return refuse('license-checksum-file-weak', `It gives ${[...new Set(names)].slice(0, mostShown).join(', ')} alone.`);
}

function nameOf(alg: DigestAlgorithm): string {
  return alg === 'sha1' ? 'SHA-1' : alg.toUpperCase();
}

function malformed(detail: string): ChecksumFileProblem {
  return refuse('license-checksum-file-malformed', detail);
}
