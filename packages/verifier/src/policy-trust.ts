/** Trust that the policy itself holds, as documents: so a recording keeps it, and a report names it by digest. */

import { digestOf, originOf, type Registry, type TrustDocument } from '@assay/model';
import type { Policy } from '@assay/policy';

/** The documents of a run: those at hand, less what the policy does not want, and those that the policy holds. */
export function withPolicyTrust(documents: readonly TrustDocument[], policy: Policy): readonly TrustDocument[] {
  const { gems, registries } = policy;
  const wanted = documents.filter(
    ({ kind, origin }) => gems.trustDirectory || kind !== 'gem-certificates' || origin !== 'user',
  );
  return [...wanted, ...registries.flatMap(keysOf), ...certificatesOf(gems.certificates)];
}

/** Keys that the policy states for a registry, in the form of a registry's own list with `from` as TUF targets have it. */
function keysOf({ url, keys = [] }: Registry): readonly TrustDocument[] {
  const origin = originOf(url);
  if (origin === null || keys.length === 0) return [];
  const entries = keys.flatMap(({ id, key, from = beginning, until, revoked }) =>
    ['npm:signatures', 'npm:attestations'].map((keyUsage) => ({
      keyId: id,
      keyUsage,
      publicKey: {
        rawBytes: key,
        keyDetails: 'PKIX_ECDSA_P256_SHA_256',
        validFor: { start: from, ...(until === undefined ? {} : { end: until }) },
      },
      ...(revoked === true ? { revoked } : {}),
    })),
  );
  return [documentOf('registry-keys', url, JSON.stringify({ keys: entries }), { registry: { origin, base: url } })];
}

const beginning = '1970-01-01T00:00:00Z';

function certificatesOf(certificates: readonly string[]): readonly TrustDocument[] {
  if (certificates.length === 0) return [];
  return [documentOf('gem-certificates', 'policy', certificates.map((pem) => `${pem.trim()}\n`).join(''), {})];
}

function documentOf(
  kind: TrustDocument['kind'],
  name: string,
  text: string,
  more: Pick<TrustDocument, 'registry'>,
): TrustDocument {
  return { kind, name, origin: 'policy', text, digest: { ...digestOf('sha256', text), covers: 'document' }, ...more };
}
