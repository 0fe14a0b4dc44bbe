import { mistakeNamed, type Mistake } from './mistakes/mistakes.js';
import { signIn, type SignedBundle } from './sign.js';
import type { SigningOptions } from './signing-options.js';
import { trustedRootOf, type TrustedRootForm, type TrustedRootJson } from './trusted-root.js';
import { planWorld, type World, type WorldOptions } from './world.js';

/** Choices about an instance and how its trusted root is written. */
export type SigstoreOptions = WorldOptions & { readonly root?: TrustedRootForm };

/** What to sign, and what to do wrong. */
export type SignOptions = SigningOptions & {
  /** Several mistakes are made in this order. A mistake brings along the options it needs. */
  readonly mistake?: Mistake | readonly Mistake[];
};

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
  const usual: SigningOptions = world.logs ? {} : { log: 'none' };
  return {
    world,
    trustedRoot: (form = root) => trustedRootOf(world, form),
    sign: (wanted = {}) => {
      const mistakes = [wanted.mistake ?? []].flat().map(mistakeNamed);
      const needs = mistakes.map((mistake) => mistake.needs ?? {});
      const signing: SigningOptions = Object.assign({}, usual, ...needs, wanted) as SigningOptions;
      return signIn(world, root, signing, [...mistakes, wanted.change ?? {}]);
    },
  };
}
