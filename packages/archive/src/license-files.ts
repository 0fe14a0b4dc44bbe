/** The few files of a package that by their names hold licences and notices. */

import { compareText, type LicenseFile } from '@assay/model';

/** Packages with more hold copies of others' code, and say so in one of the first. */
const mostFiles = 16;

/** Content up to this size comes along: the longest licences in use have 35 KiB. */
export const maxLicenseBytes = 64 * 1024;

/** Anything else in a name is nobody's honest licence. */
const plainName = /^[\p{L}\p{N} ._+()'-]{1,128}$/u;

const licenseWord = /(?:^|[-_. ])(?:un)?(?:licen[cs]es?|copying|copyrights?|notices?|eula|bsdl)(?:$|[-_. \d])/i;
const thirdParty = /third[-_. ]?party[-_. ]?(?:notice|licen[cs]e)/i;

/** REUSE's folder, and its like. */
const licenseFolder = /^licen[cs]es?$/i;

/** `license.js` is about licences and holds none. */
const codeEnding =
  /\.(?:[cm]?[jt]sx?|json|ya?ml|toml|xml|rb|erb|py|php|sh|c|h|cc|cpp|go|rs|java|css|s[ac]ss|svg|png|map|lock)$/i;

/** True for a path below the package's root that names a licence or a notice, at the root or in a folder of licences there. */
export function isLicensePath(key: string): boolean {
  const slash = key.indexOf('/');
  const name = key.slice(slash + 1);
  if (!plainName.test(name) || codeEnding.test(name)) return false;
  if (slash >= 0) return licenseFolder.test(key.slice(0, slash));
  return licenseWord.test(name) || thirdParty.test(name);
}

/** A file's content as far as it is known. */
export interface LicenseContent {
  readonly size: number;
  /** Lowercase hex. */
  readonly sha256: string;
  /** At hand for small ones. */
  readonly bytes?: Uint8Array;
}

interface Candidate<T> {
  readonly key: string;
  readonly of: T;
}

/** Collects them as a walk meets them; `T` is what the walk knows an entry by. */
export class LicenseFiles<T> {
  readonly #wanted: boolean;
  readonly #met: Candidate<T>[] = [];

  constructor(wanted: boolean) {
    this.#wanted = wanted;
  }

  /** Takes a file, if it is one of those that are wanted. */
  take(key: string, of: T): boolean {
    if (!this.#wanted || this.#met.length >= mostFiles || !isLicensePath(key)) return false;
    this.#met.push({ key, of });
    return true;
  }

  /**
   * What was taken, by path; nothing of those whose content is not known (null). A path that two files claim with different content is
   * nobody's.
   */
  list(contentOf: (of: T) => LicenseContent | null): { readonly licenseFiles?: readonly LicenseFile[] } {
    if (!this.#wanted) return {};
    const files = new Map<string, LicenseFile | null>();
    for (const { key, of } of this.#met) {
      const content = contentOf(of);
      if (content === null) continue;
      const known = files.get(key);
      const file = licenseFile(key, content);
      files.set(key, known === undefined || known?.sha256 === file.sha256 ? file : null);
    }
    const certain = [...files.values()].filter((file) => file !== null);
    return { licenseFiles: certain.sort((a, b) => compareText(a.path, b.path)) };
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function licenseFile(path: string, { size, sha256, bytes }: LicenseContent): LicenseFile {
  const text = bytes === undefined || bytes.length > maxLicenseBytes ? null : textOf(bytes);
  return { path, sha256, size, ...(text === null ? {} : { text }) };
}

/** Text holds no NUL. */
function textOf(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}
