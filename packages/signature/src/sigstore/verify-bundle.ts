import { AssayError } from '@assay/model';
import type { SigstoreCode } from '../codes/sigstore-codes.js';
import { checked, refuse, type Checked, type Refusal } from '../outcome.js';
import { hashedOnce, type ArtifactUnderTest } from './artifact.js';
import type { Bundle } from './bundle.js';
import { bundleParts, type BundleParts } from './bundle-parts.js';
import { answersHint, type ManagedKey } from './managed-key.js';
import { managedKeyParts, type ManagedKeyParts } from './managed-key-parts.js';
import type { SigstoreRoot } from './trusted-root.js';
import { trustedRootParts } from './trusted-root-parts.js';
import type { VerifiedBundle } from './verified-bundle.js';
import { verifyUnderRoot } from './verify-under-root.js';
import type { WitnessThresholds } from './witnesses.js';

/** What is to be verified, and under which trust. */
export interface BundleCheck {
  readonly bundle: Bundle;
  readonly artifact: ArtifactUnderTest;
  /** Tried in order. */
  readonly roots: readonly SigstoreRoot[];
  /** For bundles with a public key. */
  readonly keys?: readonly ManagedKey[];
  /** The judge's time, RFC 3339: whether a root has expired. */
  readonly at: string;
  /** The statement must be of one of these types. */
  readonly predicateTypes?: readonly string[];
  readonly thresholds?: WitnessThresholds;
}

/** By how much two honest clocks may differ. In milliseconds. */
const clockSlack = 5 * 60 * 1000;

type Answer = Checked<VerifiedBundle> | Refusal<SigstoreCode>;

/**
 * Refusals that say only that this root or key is not the one to ask: another's refusal says more. The higher the number, the
 * more the root knows of the bundle.
 */
const unspecific: ReadonlyMap<SigstoreCode, number> = new Map<SigstoreCode, number>([
  ['trusted-root-expired', 1],
  ['certificate-authority-unknown', 1],
  ['key-unknown', 1],
  ['log-unknown', 2],
  ['timestamp-authority-unknown', 2],
  ['sct-log-unknown', 2],
]);
const specific = 3;

/**
 * Verifies a bundle for an artefact: under one of the roots, its whole verification material must hold, and its signature must
 * be about the artefact. Says who signed, never whether that is who should have. Accepts nothing that sigstore-js's own Verifier
 * refuses. Throws AssayError for misuse: what this package did not parse, or a time that is none.
 */
export function verifyBundle(asked: BundleCheck): Answer {
  const check = { ...asked, artifact: hashedOnce(asked.artifact) };
  const parts = bundleParts(check.bundle);
  const at = Date.parse(check.at);
  if (parts === undefined) throw new AssayError('ERR_USAGE', 'The bundle was not made by parseBundle.');
  if (Number.isNaN(at)) throw new AssayError('ERR_USAGE', 'The time of the judgement is not in RFC 3339.');
  const refusals: RootRefusal[] = [];
  for (const root of check.roots) {
    for (const key of candidates(parts, check.keys ?? [])) {
      const answer = verifyUnder(root, key, { check, parts, at });
      if (answer.ok) return answer;
      refusals.push({ ...answer, root: root.name });
    }
  }
  return mostSpecific(refusals);
}

/** Keys that may be the one behind the hint; null stands for the bundle's own certificate, or for no key at all. */
function candidates({ material }: BundleParts, keys: readonly ManagedKey[]): readonly (ManagedKeyParts | null)[] {
  if (material.kind === 'certificate') return [null];
  const fitting = keys.filter((key) => answersHint(key, material.hint)).map((key) => managedKeyParts(key) ?? null);
  return fitting.length === 0 ? [null] : fitting;
}

function verifyUnder(
  root: SigstoreRoot,
  key: ManagedKeyParts | null,
  { check, parts, at }: { readonly check: BundleCheck; readonly parts: BundleParts; readonly at: number },
): Answer {
  const trusted = trustedRootParts(root);
  if (trusted === undefined) throw new AssayError('ERR_USAGE', 'The root was not made by readTrustedRoot.');
  if (root.expires !== undefined && Date.parse(root.expires) < at) {
    return refuse('trusted-root-expired', `${root.name} expired at ${root.expires}.`);
  }
  const { name, digest } = root;
  const verified = verifyUnderRoot({ parts, key, root: trusted, named: { name, digest }, check, at });
  if ('code' in verified) return verified;
  const late = verified.times.find((time) => Date.parse(time.at) > at + clockSlack);
  if (late === undefined) return checked(verified);
  return refuse('signed-after-judgement', `It was signed at ${late.at} (${late.source}), judged is at ${check.at}.`);
}

/** What one root refused. */
type RootRefusal = Refusal<SigstoreCode> & { readonly root: string };

/** The first of the refusals that say most about the bundle. That no authority is the issuer is said of all roots that were asked. */
function mostSpecific(refusals: readonly RootRefusal[]): Refusal<SigstoreCode> {
  const most = Math.max(...refusals.map(rank));
  const [first] = refusals.filter((refusal) => rank(refusal) === most);
  if (first === undefined) return refuse('trusted-root-missing', 'No trusted root was given.');
  const { root: _, ...refusal } = first;
  if (refusal.code !== 'certificate-authority-unknown') return refusal;
  const asked = refusals.filter(({ code }) => code === refusal.code).map(({ root }) => root);
  const detail = `No authority in ${asked.join(', ')} bears the name of the issuer.`;
  return refuse(refusal.code, detail, [{ step: refusal.code, result: 'failed', detail }]);
}

/** How much a refusal says. */
function rank({ code }: RootRefusal): number {
  return unspecific.get(code) ?? specific;
}
