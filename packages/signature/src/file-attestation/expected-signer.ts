/** Who is expected to have signed a file. */

import type { ExpectedPublisher, ExpectedSignerText, Signer, SubjectAlternativeName } from '@assay/model';
import { shown } from '../provenance/shown.js';
import type { ManagedKey } from '../sigstore/managed-key.js';

/** Exactly one way of naming the signer. */
export type ExpectedSigner =
  /** Any of these publishers. */
  | {
      readonly by: 'publisher';
      readonly publishers: readonly ExpectedPublisher[];
      /** The version that the file is, for publishers that are bound to one. */
      readonly version?: string;
      readonly inRange?: (range: string) => boolean | null;
    }
  /** The certificate's subject alternative name and OIDC issuer, both exact. */
  | { readonly by: 'identity'; readonly identity: string; readonly issuer: string }
  /** A public key that the user names. */
  | { readonly by: 'key'; readonly key: ManagedKey }
  /** GitHub itself, which records what a release of this repository holds. */
  | ({ readonly by: 'github-release' } & ExpectedRelease);

/** A release on GitHub. What is not named may be anything. */
export interface ExpectedRelease {
  /** `owner/name`. Exact. */
  readonly repository: string;
  /** Numeric ids as decimal text. Exact. */
  readonly repositoryId?: string;
  readonly ownerId?: string;
  /** Exact. */
  readonly tag?: string;
}

/** In one line, for the report. */
export function expectedSignerText(expected: ExpectedSigner): ExpectedSignerText {
  switch (expected.by) {
    case 'publisher':
      return { by: 'publisher', text: expected.publishers.map(publisherText).join(' or ') };
    case 'identity':
      return { by: 'identity', text: `${expected.identity}, vouched for by ${expected.issuer}` };
    case 'key':
      return { by: 'key', text: `sha256:${expected.key.fingerprint}` };
    case 'github-release':
      return { by: 'publisher', text: `github-release, ${fieldsText(expected)}` };
  }
}

/** A signer in one line. */
export function signerText(signer: Signer): string {
  switch (signer.kind) {
    case 'identity':
      return `${shown(signer.san.value)}, vouched for by ${signer.issuer === undefined ? 'no issuer' : shown(signer.issuer)}`;
    case 'managed-key':
      return `the key sha256:${signer.key.value}`;
    case 'registry-key':
      return `the registry key ${shown(signer.keyId)}`;
    case 'certificate':
      return `the certificate of ${shown(signer.subject)}`;
  }
}

/** The kind of name that an identity must be: a URI and an e-mail of the same letters are two signers. */
export function identityType(identity: string): SubjectAlternativeName['type'] {
  if (/^[a-z][a-z0-9+.-]*:/i.test(identity)) return 'uri';
  return identity.includes('@') ? 'email' : 'other-name';
}

/** All fields of a release that are asked for. */
function fieldsText({ repository, repositoryId, ownerId, tag }: ExpectedRelease): string {
  const fields = Object.entries({ repository, repositoryId, ownerId, tag });
  return fields.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`])).join(', ');
}

/** All fields that are asked for, in the order in which they were written. */
function publisherText(publisher: ExpectedPublisher): string {
  const fields = Object.entries(publisher)
    .filter(([name, value]) => name !== 'key' && value !== undefined)
    .map(([name, value]) => (name === 'kind' ? String(value) : `${name} ${fieldText(value)}`));
  return fields.join(', ');
}

function fieldText(value: unknown): string {
  return Array.isArray(value) ? value.join('|') : String(value);
}
