import { checked, type Checked } from '../outcome.js';
import type { Bundle } from './bundle.js';
import { prove } from './proof.js';
import type { SigstoreRoot } from './trusted-root.js';
import { completeBundle, type BundleProofs } from './complete-bundle.js';

declare const proofs: BundleProofs;
declare const parts: Parameters<typeof completeBundle>[1];
declare const root: Parameters<typeof completeBundle>[2];

completeBundle(proofs, parts, root);

const { cryptography: _cryptography, ...withoutCryptography } = proofs;
// @ts-expect-error a verdict needs every sub-check (THREATS row 1)
completeBundle(withoutCryptography, parts, root);
const { binding: _binding, ...withoutBinding } = proofs;
// @ts-expect-error CVE-2026-31830: a dropped comparison with the artefact is a type error
completeBundle(withoutBinding, parts, root);
// @ts-expect-error one sub-check does not stand in for another
completeBundle({ ...proofs, witnesses: proofs.cryptography }, parts, root);
// @ts-expect-error a literal is no proof
completeBundle({ ...proofs, cryptography: { value: null, step: proofs.cryptography.step } }, parts, root);
completeBundle({ ...proofs, cryptography: prove('cryptography', null, '') }, parts, root);

// @ts-expect-error a literal is nothing that was checked
export const claimed: Checked<string> = { ok: true, value: 'x' };
export const proven: Checked<string> = checked('x');
// @ts-expect-error a literal is no parsed bundle
export const bundle: Bundle = { mediaType: 'x', version: '0.3', content: 'dsse-envelope', material: 'certificate' };
// @ts-expect-error a literal is no root that was read
export const trusted: SigstoreRoot = { name: 'x', digest: { alg: 'sha256', value: '', covers: 'document' } };
