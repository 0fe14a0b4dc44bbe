/** Turns the ways in which parsers of this house refuse into answers. */

import { AssayError } from '@assay/model';
import type { FuzzAnswer } from './fuzz.js';

/** What `read` returns is accepted; AssayError is a refusal; whatever else is thrown is a defect. */
export function unlessRefused(read: () => unknown): FuzzAnswer {
  try {
    return { accepted: true, value: read() };
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    const { code, message, hint, file, line } = error;
    return { accepted: false, value: { code, message, hint, file, line } };
  }
}

/** An answer that says itself what is wrong: `{ problem }`, `{ ok: false }`, a text where an object is meant, or null. */
export function unlessProblem(value: unknown): FuzzAnswer {
  const isObject = typeof value === 'object' && value !== null;
  const refused = !isObject || 'problem' in value || ('ok' in value && value.ok === false);
  return { accepted: !refused, value };
}
