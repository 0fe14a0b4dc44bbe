/**
 * What both engines of sbomqs ask of a document. A feature is a function of a scored document to a score of 0 to 10, or to undefined
 * where it does not apply.
 */

/** The share of components of which something holds. */
export const share =
  (holds) =>
  ({ components }) =>
    components.length === 0 ? undefined : (10 * components.filter(holds).length) / components.length;

/** All or nothing. */
export const whether = (holds) => (document) => (holds(document) ? 10 : 0);

const strong =
  /^(?:SHA-?(?:224|256|384|512)|SHA3-(?:224|256|384|512)|BLAKE2b-(?:256|384|512)|BLAKE3|Streebog-(?:256|512))$/i;
const weak = /^(?:MD[2456]|SHA-?1|ADLER-?32)$/i;

export const hasStrongHash = ({ hashes }) => hashes.some((alg) => strong.test(alg));
export const hasWeakHash = ({ hashes }) => hashes.some((alg) => weak.test(alg));

export const hasToolWithVersion = ({ name, version }) => Boolean(name) && Boolean(version);

export const isTimestamp = (value) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value));

/** sbomqs' `AreLicensesValid`: at least one, and each is of the SPDX list or a `LicenseRef-`. */
export const areValid = (licenses) =>
  licenses.length > 0 && licenses.every(({ id, spdx }) => spdx || id.startsWith('LicenseRef-'));

/** CycloneDX versions sbomqs takes; 1.7 since issue 611 of its repository was closed in May 2026. */
export const specVersions = ['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7'];
