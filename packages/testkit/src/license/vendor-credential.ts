import { authorizationFor } from '../registry-auth.js';

/** A credential that a vendor gave out. */
export type VendorCredential = ({ readonly user: string; readonly password: string } | { readonly token: string }) & {
  /** What the log calls it; its place in the list (`credential 1`) when not given. */
  readonly name?: string;
  /** `expired` is answered with 401, `forbidden` with 403; good when not given. */
  readonly state?: 'good' | 'expired' | 'forbidden';
};

/** A credential that a request came with: its name, never its secret. */
export interface PresentedCredential {
  readonly name: string;
  readonly state: NonNullable<VendorCredential['state']>;
}

/** The credential in an Authorization header; null where it is none of these. */
export function presentedCredential(
  header: string | undefined,
  credentials: readonly VendorCredential[],
): PresentedCredential | null {
  const index = credentials.findIndex((credential) => authorizationFor(credential) === header);
  const found = credentials[index];
  if (found === undefined) return null;
  return { name: credentialName(found, index), state: found.state ?? 'good' };
}

function credentialName({ name }: VendorCredential, index: number): string {
  return name ?? `credential ${String(index + 1)}`;
}

/** The scheme of an Authorization header, lower case; `none` without one. */
export function authorizationScheme(header: string | undefined): 'none' | 'basic' | 'bearer' | 'other' {
  const scheme = header?.split(' ', 1)[0]?.toLowerCase() ?? 'none';
  return scheme === 'none' || scheme === 'basic' || scheme === 'bearer' ? scheme : 'other';
}
