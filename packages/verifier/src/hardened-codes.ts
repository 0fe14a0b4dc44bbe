/** Which proofs a policy does not take for one, and where it says so. */

import type { LoadedPolicy } from './load-policy.js';

/** A code that a rule hardens. */
export interface HardenedCode {
  readonly check: string;
  readonly code: string;
  /** The policy's file and line. */
  readonly file: string;
  readonly line: number;
}

/** The rules that harden a code, as renderers ask for them: `assay.yaml:7, assay.yaml:12`; null where none does. */
export function hardenedPlaces({
  hardened,
}: {
  readonly hardened: readonly HardenedCode[];
}): (check: string, code: string) => string | null {
  return (check, code) => {
    const rules = hardened.filter((each) => each.check === check && each.code === code);
    return rules.length === 0 ? null : rules.map(({ file, line }) => `${file}:${String(line)}`).join(', ');
  };
}

/** Every code that some rule hardens; `publisher-time-unauthenticated` too where what it rests on is hardened. */
export function hardenedCodes({ policy, source }: LoadedPolicy): readonly HardenedCode[] {
  const file = source?.file ?? 'the built-in policy';
  return policy.rules.flatMap(({ harden, line }) =>
    [...harden]
      .flatMap(([check, codes]) => codes.map((code) => ({ check, code })))
      .flatMap((proof) => [proof, ...restingOn(proof.code)])
      .map((proof) => ({ ...proof, file, line })),
  );
}

function restingOn(code: string): readonly { readonly check: string; readonly code: string }[] {
  return code === 'time-unauthenticated' ? [{ check: 'publisher', code: 'publisher-time-unauthenticated' }] : [];
}
