import {
  areValid,
  hasStrongHash,
  hasToolWithVersion,
  hasWeakHash,
  isTimestamp,
  share,
  specVersions,
  whether,
} from './features.mjs';

/** What the specification and the program agree on. */
const shared = {
  identification: {
    weight: 10,
    features: {
      comp_with_name: [0.4, share(({ name }) => name !== '')],
      comp_with_version: [0.35, share(({ version }) => version !== '')],
      comp_with_local_id: [0.25, share(({ ref }) => ref !== '')],
    },
  },
  provenance: {
    weight: 12,
    features: {
      sbom_creation_timestamp: [0.2, whether(({ timestamp }) => isTimestamp(timestamp))],
      sbom_authors: [0.2, whether(({ authors }) => authors.length > 0)],
      sbom_tool_version: [0.2, whether(({ tools }) => tools.some(hasToolWithVersion))],
      sbom_supplier: [0.15, whether(hasSupplier)],
      sbom_namespace: [0.15, whether(({ uri }) => uri !== '')],
      sbom_lifecycle: [0.1, whether(({ lifecycles }) => lifecycles.length > 0)],
    },
  },
  vulnerability_and_traceability: {
    weight: 10,
    features: {
      comp_with_purl: [0.5, share(({ purl }) => purl)],
      comp_with_cpe: [0.5, share(({ cpe }) => cpe)],
    },
  },
  structural: {
    weight: 8,
    features: {
      sbom_spec_declared: [0.3, whether(({ spec }) => spec === 'cyclonedx')],
      sbom_spec_version: [0.3, whether(({ specVersion }) => specVersions.includes(specVersion))],
      sbom_file_format: [0.2, whether(() => true)],
      sbom_schema_valid: [0.2, whether(({ schemaValid }) => schemaValid)],
    },
  },
};

const completeness = {
  comp_with_dependencies: [0.25, share(({ hasDependencies }) => hasDependencies)],
  sbom_completeness_declared: [0.15, share(({ completeness: stated }) => stated)],
  sbom_primary_component: [0.2, whether(({ primary }) => primary !== undefined)],
  comp_with_source_code: [0.15, share(({ sourceUrl }) => sourceUrl !== '')],
  comp_with_supplier: [0.15, share(({ supplier }) => supplier.name !== '' || supplier.email !== '')],
  comp_with_purpose: [0.1, share(({ type }) => type !== '')],
};

/** How licences weigh, over those that `licensesOf` takes of a component. */
const licensing = (licensesOf) => ({
  comp_with_licenses: [0.2, share((component) => licensesOf(component).length > 0)],
  comp_with_valid_licenses: [0.2, share((component) => areValid(licensesOf(component)))],
  comp_no_deprecated_licenses: [0.15, without(licensesOf, ({ deprecated }) => deprecated)],
  comp_no_restrictive_licenses: [0.2, without(licensesOf, ({ restrictive }) => restrictive)],
  comp_with_declared_licenses: [0.15, share(({ declared }) => declared.length > 0)],
  sbom_data_license: [0.1, whether(({ dataLicenses }) => areValid(dataLicenses))],
});

/**
 * The published scoring of sbomqs 2.0: github.com/interlynk-io/sbomqs, `docs/specs/SBOMQS-2.0-SPEC.md`, «Score Categories with
 * Weights». A category weighs `weight`, a feature its number within it; one that does not apply drops out of its category's sum. The
 * eighth category, of component quality, needs its maker's service and does not count.
 */
export const specified = {
  ...shared,
  integrity: {
    weight: 15,
    features: {
      comp_with_checksums: [0.6, share((component) => hasStrongHash(component) || hasWeakHash(component))],
      comp_with_sha256: [0.3, share(hasStrongHash)],
      sbom_signature: [0.1, signature],
    },
  },
  completeness: { weight: 12, features: completeness },
  licensing_and_compliance: { weight: 15, features: licensing(({ licenses }) => licenses) },
};

/**
 * What its program does instead (v2.0.12, `pkg/scorer/v2/registry/registry.go`, `extractors/*.go`, `formulae/farmulas.go`): only
 * concluded licences count as licences, weak hashes weigh otherwise, and declared completeness is not read.
 */
export const built = {
  ...shared,
  integrity: {
    weight: 15,
    features: {
      comp_with_strong_checksums: [0.5, share(hasStrongHash)],
      comp_with_weak_checksums: [0.4, notOnlyWeak],
      sbom_signature: [0.1, signature],
    },
  },
  completeness: {
    weight: 12,
    features: {
      ...completeness,
      sbom_completeness_declared: [0.15, () => undefined],
      sbom_primary_component: [0.2, ({ primary }) => (primary === undefined ? undefined : 10)],
    },
  },
  licensing_and_compliance: { weight: 15, features: licensing(({ concluded }) => concluded) },
};

function hasSupplier({ supplier }) {
  const contact = supplier?.url?.[0] ?? supplier?.contact?.find(({ email }) => Boolean(email))?.email;
  return Boolean(supplier?.name) && Boolean(contact);
}

/** Of the components with hashes, those that have more than weak ones. */
function notOnlyWeak({ components }) {
  const known = components.filter((component) => hasStrongHash(component) || hasWeakHash(component));
  if (components.length === 0) return undefined;
  return known.length === 0 ? 0 : (10 * known.filter(hasStrongHash).length) / known.length;
}

/** sbomqs asks that a signature inside the document (JSF) is there with its key; it does not verify it. */
function signature({ signature: stated }) {
  const signer = stated?.signers?.[0] ?? stated?.chain?.[0] ?? stated;
  if (!signer?.algorithm || !signer.value) return 0;
  return signer.publicKey !== undefined || signer.certificatePath?.length > 0 ? 10 : 5;
}

/** Without a single licence there is nothing to judge: 0. */
function without(licensesOf, isBad) {
  return ({ components }) => {
    if (components.length === 0) return undefined;
    if (components.every((component) => licensesOf(component).length === 0)) return 0;
    return (10 * components.filter((component) => !licensesOf(component).some(isBad)).length) / components.length;
  };
}
