import { githubIdentity } from './github-identity.js';
import { keyNamed, type KeyKind } from './minted-key.js';
import { buildkiteIdentity, emailIdentity, gitlabIdentity, usernameIdentity } from './other-identities.js';
import type { SigningOptions } from './signing-options.js';
import { slsaProvenanceV02 } from './slsa-v02.js';

/** A way to sign without mistakes. */
export interface ValidSigning {
  readonly about: string;
  readonly options: SigningOptions;
}

/** Every kind of bundle that testkit mints, without mistakes: a verifier must accept each of them. */
export const validSignings: readonly ValidSigning[] = [
  { about: 'a message signature in Rekor v1', options: {} },
  { about: 'an envelope in Rekor v1', options: { as: 'dsse' } },
  { about: 'an envelope in Rekor v1 as intoto', options: { as: 'dsse', entryKind: 'intoto' } },
  { about: 'an envelope in Rekor v1 as hashedrekord', options: { as: 'dsse', entryKind: 'hashedrekord' } },
  { about: 'a message signature in Rekor v2', options: { log: 'v2' } },
  { about: 'an envelope in Rekor v2', options: { log: 'v2', as: 'dsse' } },
  { about: 'a message signature in both', options: { log: ['v1', 'v2'] } },
  { about: 'a message signature in no log', options: { log: 'none' } },
  { about: 'an envelope in no log', options: { log: 'none', as: 'dsse' } },
  { about: 'a log entry and timestamps', options: { timestamps: 2 } },
  { about: 'cosignatures of witnesses', options: { log: 'v2', cosignatures: 2 } },
  { about: 'the first entry of a log', options: { tree: { size: 1, index: 0 } } },
  { about: 'the last entry of a bigger log', options: { log: 'v2', tree: { size: 100, index: 99 } } },
  { about: 'an entry with a proof and a timestamp, no promise', options: { inclusion: 'proof', timestamps: 1 } },
  { about: '0.1 with a promise', options: { bundle: '0.1', inclusion: 'promise' } },
  { about: '0.1 with promise and proof', options: { bundle: '0.1', as: 'dsse', entryKind: 'intoto' } },
  { about: '0.2', options: { bundle: '0.2' } },
  { about: 'the first media type of 0.3', options: { bundle: '0.3-old' } },
  { about: 'an SCT with extensions', options: { sctExtensions: Uint8Array.of(0, 0, 5, 1, 2, 3, 4, 5) } },
  { about: 'SHA-384', options: { digest: 'sha384' } },
  { about: 'SHA-512', options: { digest: 'sha512' } },
  { about: 'another time', options: { signedAt: '2026-02-28T23:59:59Z' } },
  { about: 'a deployment environment', options: { identity: githubIdentity({ environment: 'release' }) } },
  { about: 'GitLab', options: { identity: gitlabIdentity() } },
  { about: 'Buildkite', options: { identity: buildkiteIdentity() } },
  { about: 'an e-mail address', options: { identity: emailIdentity() } },
  { about: 'a user name', options: { identity: usernameIdentity() } },
  { about: 'SLSA v0.2', options: { statement: slsaProvenanceV02({ artifact: 'an artefact\n' }) } },
  ...keyKinds('a certificate of a', ['p384', 'rsa2048'], (leafKey) => ({ leafKey: keyNamed('a leaf', leafKey) })),
  ...keyKinds('a managed', ['p256', 'p384', 'rsa2048'], (kind) => ({
    managedKey: { key: keyNamed('a managed key', kind) },
  })),
  ...keyKinds('an envelope by a managed', ['p256', 'ed25519'], (kind) => ({
    as: 'dsse',
    managedKey: { key: keyNamed('a managed key', kind), keyid: 'key 1', hint: 'key 1' },
  })),
];

function keyKinds(
  whose: string,
  kinds: readonly KeyKind[],
  options: (kind: KeyKind) => SigningOptions,
): readonly ValidSigning[] {
  return kinds.map((kind) => ({ about: `${whose} ${kind} key`, options: options(kind) }));
}
