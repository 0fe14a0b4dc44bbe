import { signIn, type SignedBundle } from './sign.js';
import type { SignOptions } from './sign-options.js';
import { trustedRootOf, type TrustedRootForm, type TrustedRootJson } from './trusted-root.js';
import { planWorld, type World, type WorldOptions } from './world.js';

/** Choices about an instance and how its trusted root is written. */
export type SigstoreOptions = WorldOptions & { readonly root?: TrustedRootForm };

/** A Sigstore instance: certificate authority, certificate log, Rekor v1 and v2, timestamp authority. */
export interface MintedSigstore {
  /** What it consists of: plans and keys. */
  readonly world: World;
  /** Its trusted root; the options' form when not given. */
  trustedRoot(form?: TrustedRootForm): TrustedRootJson;
  /** Signs, right or with a mistake. */
  sign(options?: SignOptions): SignedBundle;
}

/**
 * Mints a Sigstore instance. Times are options or fixed dates; keys are fresh once per process and name. Signing without a
 * mistake gives bundles that sigstore-js accepts with {@link MintedSigstore.trustedRoot}.
 */
export function mintSigstore(options: SigstoreOptions = {}): MintedSigstore {
  const { root = {}, ...rest } = options;
  const world = planWorld(rest);
  return {
    world,
    trustedRoot: (form = root) => trustedRootOf(world, form),
    sign: (wanted = {}) => signIn(world, root, wanted, wanted.change === undefined ? [] : [wanted.change]),
  };
}
