import type { BundleJson, LogEntryJson } from './bundle-json.js';

/** An attestation object of PEP 740 as JSON. */
export type PypiAttestationJson = {
  readonly version: number;
  readonly verification_material: {
    readonly certificate: string;
    readonly transparency_entries: readonly LogEntryJson[];
  };
  readonly envelope: { readonly statement: string; readonly signature: string };
};

/** A provenance object of PEP 740 as JSON. */
export type PypiProvenanceJson = {
  readonly version: number;
  readonly attestation_bundles: readonly {
    readonly publisher: PypiPublisherJson;
    readonly attestations: readonly PypiAttestationJson[];
  }[];
};

/** Who published, as the index claims. */
export type PypiPublisherJson = {
  readonly kind: string;
  readonly [claim: string]: string | null | undefined;
};

/** A DSSE bundle with a certificate, in the form of PEP 740. */
export function pypiAttestationOf({ verificationMaterial, dsseEnvelope }: BundleJson): PypiAttestationJson {
  const { certificate, x509CertificateChain, tlogEntries = [] } = verificationMaterial;
  const leaf = certificate ?? x509CertificateChain?.certificates[0];
  return {
    version: 1,
    verification_material: { certificate: leaf?.rawBytes ?? '', transparency_entries: tlogEntries },
    envelope: { statement: dsseEnvelope?.payload ?? '', signature: dsseEnvelope?.signatures[0]?.sig ?? '' },
  };
}

/** One publisher's attestations, as an index serves them at `/integrity/<project>/<version>/<file>/provenance`. */
export function pypiProvenanceOf(
  publisher: PypiPublisherJson,
  attestations: readonly PypiAttestationJson[],
): PypiProvenanceJson {
  return { version: 1, attestation_bundles: [{ publisher, attestations }] };
}
