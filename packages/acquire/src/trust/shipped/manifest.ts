/**
 * What ships, where it comes from, and until when it counts. The texts beside this file are third-party data, byte for byte; a
 * test recomputes every digest. To renew one: replace its text, then its source, digest, `frozen` and `expires` here.
 */

import type { TrustDocument } from '@assay/model';

/** Where a shipped text was taken from. */
interface ShippedSource {
  readonly repository: string;
  /** Path there; the registry's host stands in it as `<registry>`. */
  readonly path: string;
  /** Commit, or the version of the package it was taken from. */
  readonly commit: string;
  /** SPDX. */
  readonly licence: string;
}

interface ShippedText {
  readonly source: ShippedSource;
  /** Hex of the text's UTF-8 bytes. */
  readonly sha256: string;
  /** RFC 3339: when this release took it in. */
  readonly frozen: string;
  /** Loaded when needed: most commands need none. */
  readonly load: () => Promise<{ readonly text: string }>;
}

/** A document that ships. */
export interface ShippedDocument extends ShippedText, Pick<TrustDocument, 'kind' | 'name' | 'registry'> {
  /**
   * RFC 3339. One year after it was frozen, and each release renews it: an Assay that nobody updates must end in "could not
   * verify" rather than trust a key that may have been revoked since (THREATS row 9).
   */
  readonly expires: string;
}

/** A TUF root that ships: what an update starts from. It may have expired; the newer ones that it leads to may not. */
export interface ShippedTufRoot extends ShippedText {
  /** Name of the trusted root that the repository serves, and of the repository. */
  readonly name: string;
  readonly mirror: string;
}

const frozen = '2026-11-26T00:00:00Z';
const expires = '2027-11-26T00:00:00Z';

/**
 * SHA-256 of the origin of npm's built-in default registry: whose keys the shipped ones are. The host itself stands nowhere, so
 * that nothing can be fetched from here and trust in it comes from the tool (as with the gem client's default).
 */
export const npmDefaultOriginSha256 = '036b43b16792c643378e95923ed2f4cc78e800de141b764aeea70d47580396df';

/** Name of the document that holds the keys of npm's built-in default registry, shipped or updated. */
export const npmKeysName = 'npm';

const rootSigning = {
  repository: 'github.com/sigstore/root-signing',
  commit: '60cf2ce8b2e45d600dc17c4421e8c751e75772be',
  licence: 'Apache-2.0',
};

const sigstoreRust = {
  repository: 'github.com/sigstore/sigstore-rust',
  commit: '948c31788666372867657203618d84848443eb7d',
  licence: 'Apache-2.0',
};

export const shippedDocuments: readonly ShippedDocument[] = [
  {
    kind: 'sigstore-root',
    name: 'sigstore-public-good',
    source: { ...rootSigning, path: 'targets/trusted_root.json' },
    sha256: '6494e21ea73fa7ee769f85f57d5a3e6a08725eae1e38c755fc3517c9e6bc0b66',
    frozen,
    expires,
    load: () => import('./sigstore-public-good.js'),
  },
  {
    kind: 'sigstore-root',
    name: 'github',
    source: { ...sigstoreRust, path: 'crates/sigstore-trust-root/src/trusted_root_github.json' },
    sha256: '484cdfe1a7c65479c5ba2a22193d1be90f0020db1997de696ab207434c62fbb7',
    frozen,
    expires,
    load: () => import('./github.js'),
  },
  {
    kind: 'registry-keys',
    name: npmKeysName,
    registry: { originSha256: npmDefaultOriginSha256 },
    source: { ...rootSigning, path: 'targets/<registry>/keys.json' },
    sha256: '160677eb6e1c7083c89b166b20f8fe4e837fb71181506aff1991b80b89184f7d',
    frozen,
    expires,
    load: () => import('./npm-keys.js'),
  },
];

export const shippedTufRoots: readonly ShippedTufRoot[] = [
  {
    name: 'sigstore-public-good',
    mirror: 'https://tuf-repo-cdn.sigstore.dev/',
    source: {
      repository: 'github.com/sigstore/sigstore-js',
      path: 'packages/tuf/seeds.json (root.json, version 16)',
      commit: '@sigstore/tuf@5.0.1',
      licence: 'Apache-2.0',
    },
    sha256: '27aea7e372aa7864065174f0661784fcf8b0e28b1dbfebeada31a0f1fb19167f',
    frozen,
    load: () => import('./sigstore-public-good-tuf-root.js'),
  },
  {
    name: 'github',
    mirror: 'https://tuf-repo.github.com/',
    source: { ...sigstoreRust, path: 'crates/sigstore-trust-root/repository/tuf_github_root.json (version 9)' },
    sha256: 'eb303461e0109458144b6ebcbfd62aaa6f6d7481e9ca77504b85f17761661462',
    frozen,
    load: () => import('./github-tuf-root.js'),
  },
];
