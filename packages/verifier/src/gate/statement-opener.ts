/** Verifies signed statements with the trust of the user. */

import {
  openSignedEnvelope,
  type StatementLine,
  type StatementOpening,
  type StatementQuestion,
} from '@assay/signature';
import type { OpenerPlace } from './opener-place.js';

/** A statement that can be opened. */
type Signed = Extract<StatementLine, { readonly form: 'envelope' | 'bundle' }>;

/** Opens any statement, and says what could not be used of the trust. */
export interface StatementOpener {
  open(line: Signed, question: StatementQuestion): StatementOpening;
  readonly notes: readonly string[];
}

/**
 * Reads trusted roots, and loads the cryptography that goes with them, only where there is a bundle among the lines. Throws AssayError
 * `ERR_CONFIG` for a trusted root that cannot be used.
 */
export async function createStatementOpener(
  lines: readonly StatementLine[],
  place: OpenerPlace,
): Promise<StatementOpener> {
  if (!lines.some(({ form }) => form === 'bundle')) {
    return { open: ({ map }, question) => openSignedEnvelope(map, question), notes: [] };
  }
  const { createBundleOpener } = await import('./bundle-opener.js');
  const bundles = await createBundleOpener(place);
  return {
    open: ({ form, map }, question) =>
      form === 'bundle' ? bundles.open(map, question) : openSignedEnvelope(map, question),
    notes: bundles.notes,
  };
}
