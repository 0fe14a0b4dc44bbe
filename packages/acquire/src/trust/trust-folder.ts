/** Where the user's trust store lies. */

import { isAbsolute, join } from 'node:path';
import { AssayError } from '@assay/model';
import { openCheckout } from '../client-config/checkout.js';

/** Who asks, and what must not be trusted. */
export interface TrustPlace {
  /** The process's environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder; null where there is none. */
  readonly home: string | null;
  /** Absolute path of the checkout under test; null when none is. */
  readonly projectRoot: string | null;
}

/** The folder, or why there is none. */
export type TrustFolder =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'in-project'; readonly path: string };

/**
 * `ASSAY_TRUST`, or `assay/trust` below XDG_CONFIG_HOME, APPDATA (Windows) or `.config` of the home folder. A store that lies in the
 * checkout is not read: whoever made the checkout would choose whom to trust. Throws AssayError `ERR_CONFIG` when `ASSAY_TRUST` is
 * not absolute or leads into the checkout: then the user meant something else.
 */
export async function trustFolder({ env, home, projectRoot }: TrustPlace): Promise<TrustFolder> {
  const named = env['ASSAY_TRUST'];
  const path = named === undefined || named === '' ? defaultFolder(env, home) : named;
  if (path === null) return { kind: 'none' };
  if (path === named && !isAbsolute(path)) throw refusal('ASSAY_TRUST is no absolute path', path);
  if (projectRoot === null || !(await (await openCheckout(projectRoot)).contains(path)))
    return { kind: 'folder', path };
  if (path === named) throw refusal('ASSAY_TRUST lies in the checkout under test', path);
  return { kind: 'in-project', path };
}

function defaultFolder(env: TrustPlace['env'], home: string | null): string | null {
  const base = [env['XDG_CONFIG_HOME'], env['APPDATA']].find((path) => path !== undefined && isAbsolute(path));
  if (base !== undefined) return join(base, 'assay', 'trust');
  return home !== null && isAbsolute(home) ? join(home, '.config', 'assay', 'trust') : null;
}

function refusal(why: string, file: string): AssayError {
  const hint = 'Name a folder outside of the checkout: a checkout does not choose whom to trust.';
  return new AssayError('ERR_CONFIG', why, { hint, file });
}

/** The error for a trust store that may not be written. */
export function noStore(kind: 'none' | 'in-project'): AssayError {
  const why = kind === 'none' ? 'there is no folder for the trust store' : 'the trust store would lie in this checkout';
  const hint = 'Name an absolute path outside of the checkout with ASSAY_TRUST, or set HOME.';
  return new AssayError('ERR_CONFIG', why, { hint });
}
