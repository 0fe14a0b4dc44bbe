import type { Checkout } from './checkout.js';
import { parseNpmrc, type NpmrcValues } from './parse-npmrc.js';

/** What the checkout's own `.npmrc` says, as plain data: no `${ENV}` is ever expanded in it. */
export type CheckoutNpmrc =
  | { readonly kind: 'absent' }
  | { readonly kind: 'read'; readonly values: NpmrcValues }
  | { readonly kind: 'refused'; readonly why: string };

/** Reads the `.npmrc` at the root of the checkout. */
export async function readCheckoutNpmrc(checkout: Checkout): Promise<CheckoutNpmrc> {
  const content = await checkout.read('.npmrc');
  if (content.kind !== 'bytes') return content;
  const values = parseNpmrc(content.bytes);
  return values === null ? { kind: 'refused', why: 'npm cannot parse it' } : { kind: 'read', values };
}

/** True unless it is certain that npm, reading this file, would not set the `npm_config_…` variable of `name`. */
export function mightSet(npmrc: CheckoutNpmrc, name: string): boolean {
  if (npmrc.kind !== 'read') return npmrc.kind === 'refused';
  // npm expands `${ENV}` in keys too, so such a key may become any other.
  return [...npmrc.values.keys()].some((key) => key.includes('${') || environmentName(key) === name);
}

/** How npm spells a key when it hands it to the programs it starts. */
function environmentName(key: string): string {
  return key.replaceAll('-', '_').toLowerCase();
}
