/** What is about to be deployed, as users name it. */

import { basename } from 'node:path';
import { isFile } from '@assay/acquire';
import { AssayError, digestFromHex, type Digest } from '@assay/model';

/** A file, or the name and SHA-256 of something that is no file here: a container image. */
export type NamedArtifact =
  | { readonly kind: 'file'; readonly label: string; readonly name: string; readonly file: string }
  | { readonly kind: 'digest'; readonly label: string; readonly name: string; readonly digest: Digest };

const byDigest = /^(?:(?<name>.+)@)?sha256:(?<hex>[0-9a-f]{64})$/u;
const nearDigest = /(?:^|@)sha(?:1|224|256|384|512)[:-][0-9a-fA-F]*$/u;

/**
 * `name@sha256:HEX` and `sha256:HEX` are digests, every other text is a file's path. Throws AssayError `ERR_USAGE` for what is nearly
 * a digest, and for a digest that is also the name of a file: whoever puts files into the folder would choose what it means.
 */
export async function readNamedArtifact(label: string): Promise<NamedArtifact> {
  const { name, hex = '' } = byDigest.exec(label)?.groups ?? {};
  const digest = digestFromHex('sha256', hex);
  if (digest === null && !nearDigest.test(label)) return { kind: 'file', label, name: basename(label), file: label };
  if (await isFile(label)) {
    const hint = 'Write ./ before its name to have the file attested, or move it away.';
    throw new AssayError('ERR_USAGE', 'is a digest, and the name of a file', { file: label, hint });
  }
  if (digest !== null) return { kind: 'digest', label, name: name ?? label, digest };
  const hint = 'Write NAME@sha256: and 64 lowercase hex digits.';
  throw new AssayError('ERR_USAGE', `"${label}" is neither a digest nor a file`, { hint });
}

/** What the artefact is to consumers: a package URL with its digest. */
export function resourceUriOf({ kind, name }: NamedArtifact, sha256: string): string {
  if (kind === 'file') return `pkg:generic/${encodeURIComponent(name.toWellFormed())}?checksum=sha256:${sha256}`;
  const repository = name.replace(/:[\w][\w.-]{0,127}$/u, '').toWellFormed();
  const image = repository.slice(repository.lastIndexOf('/') + 1);
  return `pkg:oci/${encodeURIComponent(image)}@sha256:${sha256}?repository_url=${encodeURIComponent(repository).replaceAll('%2F', '/')}`;
}
