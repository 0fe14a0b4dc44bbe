/** Names that statements about runs are known by. */

/** in-toto Simple Verification Result, version 0.2 (in-toto attestation framework, predicates/svr.md). */
export const runSummaryPredicateType = 'https://in-toto.io/attestation/svr/v0.2';

/** SLSA Verification Summary Attestation, version 1. */
export const vsaPredicateType = 'https://slsa.dev/verification_summary/v1';

/** Who verified, in both: changes when what a pass means changes. */
export const summaryVerifierId = 'https://assay.example/verifier/v1';
