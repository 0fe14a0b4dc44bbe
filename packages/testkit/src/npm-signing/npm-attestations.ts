import type { MintedPackage, ServedAttestation } from '../minted-package.js';
import type { GithubIdentity } from '../sigstore/github-identity.js';
import type { MintedSigstore, SignOptions } from '../sigstore/mint-sigstore.js';
import { npmPublishStatement, npmSubject } from '../sigstore/publish-statements.js';
import { slsaProvenanceV1 } from '../sigstore/slsa-v1.js';
import { predicateTypes } from '../sigstore/statement.js';
import type { MintedRegistryKeys, RegistryKey } from './registry-keys.js';

/** Who attests a package. */
export interface NpmAttesting {
  readonly sigstore: MintedSigstore;
  readonly registry: MintedRegistryKeys;
  /** The registry's key; the one in use when not given. */
  readonly registryKey?: RegistryKey;
  /** The registry's URL in the publish attestation. */
  readonly registryUrl?: string;
  /** Whose workflow built it. */
  readonly identity?: GithubIdentity;
  /** Signs the publish attestation otherwise: with a mistake, another statement. */
  readonly publish?: SignOptions;
  /** Signs the provenance otherwise. */
  readonly provenance?: SignOptions;
}

/** A package's attestations as npm's registry holds them: its own of publishing, and the workflow's provenance. */
export function npmAttestations(minted: MintedPackage, attesting: NpmAttesting): readonly ServedAttestation[] {
  return [publishAttestation(minted, attesting), provenanceAttestation(minted, attesting)];
}

function publishAttestation(minted: MintedPackage, attesting: NpmAttesting): ServedAttestation {
  const { sigstore, registry, registryKey = registry.keys.at(-1), registryUrl, publish } = attesting;
  if (registryKey === undefined) throw new Error('a registry without keys attests nothing');
  const { key, keyId } = registryKey;
  const { bundle } = sigstore.sign({
    statement: npmPublishStatement(minted, registryUrl),
    managedKey: { key, hint: keyId, keyid: keyId },
    entryKind: 'intoto',
    bundle: '0.2',
    ...publish,
  });
  return { predicateType: predicateTypes.npmPublish, bundle };
}

function provenanceAttestation(minted: MintedPackage, attesting: NpmAttesting): ServedAttestation {
  const { sigstore, identity, provenance } = attesting;
  const given = identity === undefined ? {} : { identity };
  const statement = slsaProvenanceV1({ subjects: [npmSubject(minted)], ...given });
  const { bundle } = sigstore.sign({ statement, entryKind: 'intoto', ...given, ...provenance });
  return { predicateType: predicateTypes.slsaV1, bundle };
}
