/** What is to be deployed, as the user names it. */

import { basename } from 'node:path';
import { hashFile, isFile } from '@assay/acquire';
import { AssayError, digestFromHex, type Digest } from '@assay/model';
import { answer, type Answer } from './condition.js';

/** An artefact, and how its digests are known. */
export interface ArtifactAtHand {
  /** As the user named it. */
  readonly label: string;
  /** A file's own name; what stands before the `@` of a digest. */
  readonly name?: string;
  /** SHA-256 first. */
  readonly digests: readonly Digest[];
  readonly read: Answer;
}

/**
 * Reads each artefact once, in order. A digest that is also the name of a file is refused: whoever puts files into the folder would choose what is
 * deployed. Throws AssayError `ERR_USAGE` for it, for what looks like a digest and is none, and for a file that cannot be read.
 */
export async function readArtifacts(labels: readonly string[]): Promise<readonly ArtifactAtHand[]> {
  if (labels.length === 0) {
    throw new AssayError('ERR_USAGE', 'no artefact was named', { hint: 'Name a file, or a digest as sha256:HEX.' });
  }
  const artifacts: ArtifactAtHand[] = [];
  for (const label of labels) artifacts.push(await readArtifactNamed(label));
  return artifacts;
}

async function readArtifactNamed(label: string): Promise<ArtifactAtHand> {
  const named = digestIn(label);
  if (named !== null) {
    if (!(await isFile(label))) return { label, ...named, read: answer('artifact-by-digest', shaText(named.digests)) };
    const hint = 'Move the file away to mean the digest, or write ./ before its name to mean the file.';
    throw new AssayError('ERR_USAGE', 'is a digest, and the name of a file', { file: label, hint });
  }
  const { digests, changed } = await hashFile(label, ['sha256', 'sha512']);
  return {
    label,
    name: basename(label),
    digests,
    read: changed ? answer('artifact-changed') : answer('artifact-read', shaText(digests)),
  };
}

/** So that people can see that what they deploy is what was judged. */
function shaText(digests: readonly Digest[]): string {
  const [first] = digests;
  return first === undefined ? '' : `It has sha256:${first.value}.`;
}

/** Null for what is no digest at all, and so a file. */
function digestIn(label: string): Pick<ArtifactAtHand, 'name' | 'digests'> | null {
  const at = label.lastIndexOf('sha256:');
  if (at < 0 || (at > 0 && label.charAt(at - 1) !== '@')) return null;
  const hex = label.slice(at + 'sha256:'.length);
  const digest = hex === hex.toLowerCase() ? digestFromHex('sha256', hex) : null;
  if (digest === null) {
    const hint = 'Write sha256: and 64 lowercase hex digits; or ./ before the name of a file.';
    throw new AssayError('ERR_USAGE', `"${label}" is neither a digest nor a file`, { hint });
  }
  const name = label.slice(0, Math.max(0, at - 1));
  return { digests: [digest], ...(name === '' ? {} : { name }) };
}
