import { hash } from 'node:crypto';
import { bytesOf } from '../bytes-of.js';
import { predicateTypes, statement, type StatementJson, type StatementOptions, type SubjectJson } from './statement.js';

/** An npm release as its attestations name it. */
export interface NpmRelease {
  readonly name: string;
  readonly version: string;
  /** The tarball. */
  readonly bytes: Uint8Array;
}

/** The subject of npm's attestations: a package URL with an encoded scope, and SHA-512. */
export function npmSubject({ name, version, bytes }: NpmRelease): SubjectJson {
  const encoded = name.replace('@', '%40');
  return { name: `pkg:npm/${encoded}@${version}`, digest: { sha512: hash('sha512', bytes, 'hex') } };
}

/** npm's publish attestation: the registry says what it published. The registry signs it with a key of its own. */
export function npmPublishStatement(
  release: NpmRelease,
  registry = 'https://registry.example',
  options: StatementOptions = {},
): StatementJson {
  const { name, version } = release;
  const value = { name, version, registry };
  const subjects = options.subjects ?? [npmSubject(release)];
  return statement({ subjects }, { type: predicateTypes.npmPublish, value, statementType: 'v0.1' });
}

/** PyPI's publish attestation (PEP 740): one subject, named by the distribution's file name; no predicate. */
export function pypiPublishStatement(file: {
  readonly name: string;
  readonly bytes: Uint8Array | string;
}): StatementJson {
  const digest = { sha256: hash('sha256', bytesOf(file.bytes), 'hex') };
  return statement({ subjects: [{ name: file.name, digest }] }, { type: predicateTypes.pypiPublish, value: null });
}
