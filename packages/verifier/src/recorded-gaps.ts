/** Gaps that stand beside the lockfiles, as an evidence file keeps them. */

import { AssayError, type Gap, type JsonValue } from '@assay/model';

/** Gaps as JSON. */
export function writeGaps(gaps: readonly Gap[]): readonly JsonValue[] {
  return gaps.map(({ lockfile, line, code, detail, doubt }) => ({ lockfile, line, code, detail, doubt }));
}

/** The gaps of a recording. Throws AssayError `ERR_EVIDENCE_FILE` for anything that {@link writeGaps} did not write. */
export function readGaps(value: JsonValue | undefined): readonly Gap[] {
  if (!Array.isArray(value)) throw malformed();
  return (value as readonly JsonValue[]).map(readGap);
}

function readGap(value: JsonValue): Gap {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed();
  const { lockfile, line, code, detail, doubt } = value as { readonly [key: string]: JsonValue | undefined };
  if (typeof lockfile !== 'string' || typeof code !== 'string' || typeof detail !== 'string') throw malformed();
  const place = typeof line === 'number' ? { lockfile, line } : { lockfile };
  return { ...place, code, detail, ...(doubt === true ? { doubt } : {}) };
}

function malformed(): AssayError {
  return new AssayError('ERR_EVIDENCE_FILE', 'the evidence file does not say what lay beside its lockfiles', {
    hint: 'Record it again.',
  });
}
