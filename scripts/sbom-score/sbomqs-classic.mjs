import { areValid, hasToolWithVersion, isTimestamp, share, specVersions, whether } from './features.mjs';

/**
 * The classic engine of sbomqs (`sbomqs score --legacy`; the only one before 2.0), re-implemented from its published sources:
 * github.com/interlynk-io/sbomqs v2.0.12, `pkg/scorer/{criteria,structural,ntia,semantic,quality,sharing,bsi}.go`, and its own
 * `docs/specs/LEGACY-V1-QUIRKS.md`. All features weigh the same; one that does not apply counts as 0.
 */
export const classicCategories = {
  structural: {
    sbom_spec: whether(({ spec }) => spec === 'cyclonedx'),
    sbom_spec_version: whether(({ specVersion }) => specVersions.includes(specVersion)),
    sbom_file_format: whether(() => true),
    sbom_parsable: whether(() => true),
  },
  'NTIA-minimum-elements': {
    comp_with_supplier: share(({ supplier }) => supplier.name !== ''),
    comp_with_name: share(({ name }) => name !== ''),
    comp_with_version: share(({ version }) => version !== ''),
    comp_with_uniq_ids: share(({ ref }) => ref !== ''),
    sbom_dependencies: whether(({ primary, primaryDependencies }) => primary !== undefined && primaryDependencies > 0),
    sbom_authors: whether(({ authors, tools }) => authors.length + tools.length > 0),
    sbom_creation_timestamp: whether(({ timestamp }) => isTimestamp(timestamp)),
  },
  semantic: {
    sbom_required_fields: requiredFields,
    comp_with_licenses: share(({ licenses }) => licenses.length > 0),
    comp_with_checksums: share(({ hashes }) => hashes.length > 0),
  },
  quality: {
    comp_valid_licenses: validLicenses,
    comp_with_primary_purpose: share(({ type }) => purposes.includes(type)),
    comp_with_deprecated_licenses: withoutLicenses(({ deprecated }) => deprecated),
    comp_with_restrictive_licenses: withoutLicenses(({ restrictive }) => restrictive),
    comp_with_any_vuln_lookup_id: share(({ purl, cpe }) => purl || cpe),
    comp_with_multi_vuln_lookup_id: share(({ purl, cpe }) => purl && cpe),
    sbom_with_creator_and_version: ({ tools }) =>
      tools.length === 0 ? 0 : (10 * tools.filter(hasToolWithVersion).length) / tools.length,
    sbom_with_primary_component: whether(({ primary }) => primary !== undefined),
  },
  sharing: {
    sbom_sharable: whether(({ dataLicenses }) => dataLicenses.length > 0 && dataLicenses.every(isFreeForAnyUse)),
  },
};

const same = classicCategories['NTIA-minimum-elements'];
const hasSha256 = ({ hashes }) => hashes.some((alg) => /^sha-?256$/i.test(alg));
const unsigned = () => undefined;

/** What the classic report adds to its average since 1.0: the guideline of the BSI, twice. */
export const bsiCategories = {
  'bsi-v1.1': {
    comp_with_name: same.comp_with_name,
    comp_with_version: same.comp_with_version,
    comp_with_uniq_ids: share(({ purl, cpe }) => purl || cpe),
    comp_with_supplier: same.comp_with_supplier,
    comp_with_licenses: share(({ licenses }) => areValid(licenses)),
    comp_with_checksums_sha256: share(hasSha256),
    comp_with_source_code_uri: share(({ sourceUrl }) => sourceUrl !== ''),
    comp_with_source_code_hash: () => undefined,
    comp_with_executable_uri: share(({ downloadUrl }) => downloadUrl !== ''),
    spec_with_version_compliant: specVersionOfBsi,
    sbom_authors: same.sbom_authors,
    sbom_creation_timestamp: same.sbom_creation_timestamp,
    sbom_dependencies: same.sbom_dependencies,
    sbom_with_uri: whether(({ uri }) => uri !== ''),
  },
  'bsi-v2.0': {
    comp_with_name: same.comp_with_name,
    comp_with_version: same.comp_with_version,
    comp_with_uniq_ids: share(({ purl, cpe }) => purl || cpe),
    comp_with_supplier: same.comp_with_supplier,
    comp_with_associated_license: share(({ licenses }) => areValid(licenses)),
    comp_with_concluded_license: share(({ concluded }) => areValid(concluded)),
    comp_with_declared_license: share(({ declared }) => areValid(declared)),
    comp_with_dependencies: share(({ hasDependencies }) => hasDependencies),
    comp_with_source_code_uri: share(({ sourceUrl }) => sourceUrl !== ''),
    comp_with_source_code_hash: () => undefined,
    comp_with_executable_uri: share(({ downloadUrl }) => downloadUrl !== ''),
    comp_with_executable_hash: share(hasSha256),
    sbom_with_vuln: whether(({ vulnerabilities }) => vulnerabilities.length === 0),
    spec_with_version_compliant: specVersionOfBsi,
    sbom_build_process: whether(({ lifecycles }) => lifecycles.some(({ phase }) => phase === 'build')),
    sbom_authors: same.sbom_authors,
    sbom_creation_timestamp: same.sbom_creation_timestamp,
    sbom_dependencies: same.sbom_dependencies,
    sbom_with_uri: whether(({ uri }) => uri !== ''),
    sbom_with_signature: unsigned,
  },
};

/** The component types of CycloneDX 1.4, which is where sbomqs' list ends. */
const purposes = ['application', 'framework', 'library', 'container', 'operating-system', 'device', 'firmware', 'file'];

const freeForAnyUse = new Set(['CC0-1.0', 'Unlicense', '0BSD', 'PDDL-1.0', 'WTFPL', 'SAX-PD', 'NIST-PD', 'blessing']);

/** AboutCode's class «Public Domain»; the list is ours. */
function isFreeForAnyUse({ id }) {
  return freeForAnyUse.has(id);
}

/** The header is a gate; what components lack counts half. */
function requiredFields({ requiredFields: header, components }) {
  if (!header) return 0;
  const complete = components.filter(({ name, type }) => name !== '' && type !== '').length;
  return components.length === 0 ? 5 : (10 + (10 * complete) / components.length) / 2;
}

/** The mean over components of the share of their licences that the SPDX list has. */
function validLicenses({ components }) {
  if (components.length === 0) return undefined;
  const parts = components.map(({ licenses }) => licenses.filter(({ spdx }) => spdx).length / (licenses.length || 1));
  return (10 * parts.reduce((sum, part) => sum + part, 0)) / components.length;
}

/** Where no component states a licence the score is 0, not 10. */
function withoutLicenses(isBad) {
  return ({ components }) => {
    if (components.length === 0) return undefined;
    if (components.every(({ licenses }) => licenses.length === 0)) return 0;
    return (10 * components.filter(({ licenses }) => !licenses.some(isBad)).length) / components.length;
  };
}

function specVersionOfBsi({ specVersion }) {
  return ['1.4', '1.5', '1.6', '1.7'].includes(specVersion) ? 10 : 5;
}
