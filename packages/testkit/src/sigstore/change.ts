import type { BundleJson } from './bundle-json.js';
import type { SignedCertificate } from './certificate.js';
import type { ContentPlan } from './content.js';
import type { LeafPlan } from './leaf-certificate.js';
import type { EntryPlan } from './log-entry.js';
import type { MintedKey } from './minted-key.js';
import type { TimestampPlan } from './timestamp.js';
import type { TrustedRootJson } from './trusted-root.js';
import type { World } from './world.js';

/**
 * Changes to what a signing does, each at its own station; whatever is made later is made of the changed. Absent: as it
 * should be.
 */
export interface Change {
  /** The instance: authorities, logs, keys, validities. Its trusted root changes with it. */
  readonly world?: (world: World, at: Date) => World;
  /** The certificate, before the logs see it. */
  readonly leaf?: (plan: LeafPlan, context: SigningContext) => LeafPlan;
  /** What is signed, and what is said to be. */
  readonly content?: (plan: ContentPlan, context: SigningContext) => ContentPlan;
  /** The log entries, none to many. */
  readonly entries?: (plans: readonly EntryPlan[], context: SigningContext) => readonly EntryPlan[];
  /** The timestamps, none to many. */
  readonly timestamps?: (plans: readonly TimestampPlan[], context: SigningContext) => readonly TimestampPlan[];
  /** The finished bundle. */
  readonly bundle?: (bundle: BundleJson, context: SigningContext) => BundleJson;
  /** The trusted root that goes with it. */
  readonly root?: (root: TrustedRootJson, context: SigningContext) => TrustedRootJson;
}

/** What a change can look at. */
export interface SigningContext {
  readonly world: World;
  /** When it is signed. */
  readonly at: Date;
  /** A certificate for the same identity with this key, right in everything. */
  readonly certificateFor: (key: MintedKey) => SignedCertificate;
}

/** The change that does these one after another. */
export function allOf(changes: readonly Change[]): Change {
  return {
    world: (world, at) => changes.reduce((value, { world: change }) => change?.(value, at) ?? value, world),
    leaf: (plan, context) => changes.reduce((value, { leaf }) => leaf?.(value, context) ?? value, plan),
    content: (plan, context) => changes.reduce((value, { content }) => content?.(value, context) ?? value, plan),
    entries: (plans, context) => changes.reduce((value, { entries }) => entries?.(value, context) ?? value, plans),
    timestamps: (plans, context) =>
      changes.reduce((value, { timestamps: change }) => change?.(value, context) ?? value, plans),
    bundle: (bundle, context) =>
      changes.reduce((value, { bundle: change }) => change?.(value, context) ?? value, bundle),
    root: (root, context) => changes.reduce((value, { root: change }) => change?.(value, context) ?? value, root),
  };
}
