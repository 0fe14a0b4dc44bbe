/** Where the user's trust store lies. */

import { isAbsolute, join } from 'node:path';
import { AssayError } from '@assay/model';
import { holding } from '../client-config/checkouts.js';

/** Who asks, and what must not be trusted. */
export interface TrustPlace {
  /** The process's environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder; null where there is none. */
  readonly home: string | null;
  /** The working folder, and those of what is verified: the checkouts that they belong to have no say. */
  readonly folders: readonly string[];
}

/** The folder, or why there is none. */
export type TrustFolder =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'in-project'; readonly path: string; readonly holdsHome: boolean };

/**
 * `ASSAY_TRUST`, or `assay/trust` below XDG_CONFIG_HOME, APPDATA (Windows) or `.config` of the home folder. A store that lies in a
 * checkout is not read: whoever made the checkout would choose whom to trust. Where the home folder lies in it too, nobody can tell
 * whose the store is, so that `ASSAY_TRUST` may name it there. Throws AssayError `ERR_CONFIG` when `ASSAY_TRUST` is not absolute or
 * leads into any other checkout: then the user meant something else.
 */
export async function trustFolder({ env, home, folders }: TrustPlace): Promise<TrustFolder> {
  const named = env['ASSAY_TRUST'];
  const path = named === undefined || named === '' ? defaultFolder(env, home) : named;
  if (path === null) return { kind: 'none' };
  if (path === named && !isAbsolute(path)) throw refusal('ASSAY_TRUST is no absolute path', path);
  const found = await holding(path, { folders, home });
  if (path === named && found === 'checkout') throw refusal('ASSAY_TRUST lies in the checkout under test', path);
  if (path === named || found === null) return { kind: 'folder', path };
  return { kind: 'in-project', path, holdsHome: found === 'checkout-with-home' };
}

/**
 * The folder to write to, and a note where runs in this place will not read it. Throws AssayError `ERR_CONFIG` when there is none. What
 * the user writes to the own home folder is harmless, even where that is a checkout.
 */
export async function writableTrustFolder(
  place: TrustPlace,
): Promise<{ readonly path: string; readonly notes: readonly string[] }> {
  const folder = await trustFolder(place);
  if (folder.kind === 'none' || (folder.kind === 'in-project' && !folder.holdsHome)) throw noStore(folder.kind);
  if (folder.kind === 'folder') return { path: folder.path, notes: [] };
  const { path } = folder;
  return { path, notes: [`The trust store ${path} is not read by runs in this folder. ${nextInHome(path)}`] };
}

/** What to do about a store in a checkout that is, or holds, the home folder. */
export function nextInHome(path: string): string {
  return `If nobody but you writes there, name it with ASSAY_TRUST=${path}, or run Assay in the folder of a project.`;
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

function noStore(kind: 'none' | 'in-project'): AssayError {
  const why = kind === 'none' ? 'there is no folder for the trust store' : 'the trust store would lie in this checkout';
  const hint = 'Name an absolute path outside of the checkout with ASSAY_TRUST, or set HOME.';
  return new AssayError('ERR_CONFIG', why, { hint });
}
