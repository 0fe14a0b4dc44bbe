/** `credentials:` of a licence package: where the secret lies, never the secret. */

import type { CredentialReference, EcosystemId } from '@assay/model';
import type { PartPlace } from './license-parts.js';
import type { SharedLicenseDocument } from './license-shape.js';

type CredentialsDocument = NonNullable<SharedLicenseDocument['credentials']>;
type Word = Extract<CredentialsDocument, string>;

const clients: ReadonlyMap<Word, EcosystemId> = new Map([
  ['bundler', 'rubygems'],
  ['npmrc', 'npm'],
  ['auth.json', 'composer'],
]);

/** Where clients of an ecosystem have their credentials. */
export function defaultCredentials(ecosystem: EcosystemId): CredentialReference {
  if (ecosystem === 'generic') return { from: 'none' };
  return { from: ecosystem === 'composer' ? 'composer' : 'client' };
}

/** A reference. Throws what `refuse` makes for another ecosystem's client, and for variables that do not go together. */
export function readCredentials(document: CredentialsDocument, place: PartPlace): CredentialReference {
  if (typeof document !== 'string') return readVariables(document.env, place);
  const of = clients.get(document);
  if (of !== undefined && of !== place.ecosystem) {
    const hint = 'Write `bundler` for gems, `npmrc` for npm, `auth.json` for Composer, or `netrc`, `none` or `env`.';
    throw place.refuse(place.path, `${document} holds no credentials of this ecosystem`, hint);
  }
  if (document === 'netrc' || document === 'none') return { from: document };
  return { from: document === 'auth.json' ? 'composer' : 'client' };
}

function readVariables(
  { username, password, token }: Exclude<CredentialsDocument, string>['env'],
  { path, refuse }: PartPlace,
): CredentialReference {
  if (token !== undefined && password === undefined && username === undefined) return { from: 'env', token };
  if (token !== undefined || password === undefined) {
    const hint = 'Write `env: {username: ACME_USERNAME, password: ACME_PASSWORD}` or `env: {token: ACME_TOKEN}`.';
    throw refuse([...path, 'env'], 'either a password or a token is expected', hint);
  }
  return { from: 'env', password, ...(username === undefined ? {} : { username }) };
}
