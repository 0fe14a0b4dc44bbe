/** Files of the run that the summary names by their digests: bill of materials, report, evidence. */

import { hashFile, readBoundedFile } from '@assay/acquire';
import { digestOf, type Digest, type Requirement } from '@assay/model';
import { answer, type Answer } from './condition.js';

/** A file that was read whole. */
export interface WholeFile {
  /** As the user named it. */
  readonly file: string;
  readonly digest: Digest;
  readonly bytes: Uint8Array;
}

/** A file of which the digest is enough. */
export type DigestedFile = Omit<WholeFile, 'bytes'>;

const maxBytes = 500_000_000;

/** Reads files whole. Throws AssayError `ERR_USAGE` for one that cannot be read. */
export async function readWholeFiles(files: readonly string[], what: string): Promise<readonly WholeFile[]> {
  const read: WholeFile[] = [];
  for (const file of files) {
    const bytes = await readBoundedFile(file, { maxBytes, code: 'ERR_USAGE', what });
    read.push({ file, digest: digestOf('sha256', bytes), bytes });
  }
  return read;
}

/** Streams files, whatever their size. Throws likewise. */
export async function digestFiles(files: readonly string[]): Promise<readonly DigestedFile[]> {
  const read: DigestedFile[] = [];
  for (const file of files) {
    const [digest] = (await hashFile(file, ['sha256'])).digests;
    if (digest !== undefined) read.push({ file, digest });
  }
  return read;
}

/** The file with this digest; undefined where none has it, or the summary names none. */
export function withDigest<T extends DigestedFile>(files: readonly T[], stated: Digest | undefined): T | undefined {
  return files.find(({ digest }) => digest.value === stated?.value);
}

/** Files that were given, and the SHA-256 of those that summaries of the question name. */
export interface GivenFiles {
  readonly given: readonly DigestedFile[];
  readonly named: ReadonlySet<string>;
}

/** The first that no summary names: somebody thinks it belongs here, and it does not. */
function strayOf({ given, named }: GivenFiles): DigestedFile | undefined {
  return given.find(({ digest }) => !named.has(digest.value));
}

/** The bill of materials: as much as the policy asks for, and whatever was given must be one that some summary names. */
export function sbomAnswer(stated: Digest | undefined, files: GivenFiles, asked: Requirement): Answer {
  const own = withDigest(files.given, stated);
  if (own !== undefined) return answer('sbom-belongs', own.file);
  const stray = strayOf(files);
  if (stray !== undefined) return answer('sbom-differs', differenceText(stray, stated));
  if (asked === 'ignore') return answer('sbom-not-asked');
  if (asked === 'prefer') return answer('sbom-not-asked', 'It would be preferred.');
  return stated === undefined ? answer('sbom-not-stated') : answer('sbom-missing', `It has sha256:${stated.value}.`);
}

/** Report and evidence: asked for by being given. Null where none was. */
export function belongsAnswer(
  what: 'report' | 'evidence',
  stated: Digest | undefined,
  files: GivenFiles,
): Answer | null {
  const own = withDigest(files.given, stated);
  if (own !== undefined) return answer(`${what}-belongs`, own.file);
  const stray = strayOf(files);
  return stray === undefined ? null : answer(`${what}-differs`, differenceText(stray, stated));
}

function differenceText({ file, digest }: DigestedFile, stated: Digest | undefined): string {
  const said = stated === undefined ? 'and the summary names none' : `the summary names sha256:${stated.value}`;
  return `${file} has sha256:${digest.value}, ${said}.`;
}
