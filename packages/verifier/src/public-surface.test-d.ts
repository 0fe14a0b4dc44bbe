/** What users' own code may rely on, checked by the compiler alone. */

import { expectTypeOf } from 'vitest';
import type { AssayError } from './index.js';
import { createVerifier, type Report, type VerifierOptions, type VerifyResult } from './index.js';

expectTypeOf<Report['exitCode']>().toEqualTypeOf<0 | 1 | 3>();
expectTypeOf<Report['depth']>().toEqualTypeOf<'pins' | 'registry' | 'artifacts'>();
expectTypeOf<Report['decision']>().toEqualTypeOf<'pass' | 'waived' | 'warn' | 'unverified' | 'fail'>();
expectTypeOf(createVerifier).returns.toHaveProperty('verify').returns.resolves.toEqualTypeOf<VerifyResult>();

/** Error codes are a closed union: a switch over them is exhaustive without a default. */
export function hintOf(error: AssayError): 'user' | 'assay' {
  switch (error.code) {
    case 'ERR_USAGE':
    case 'ERR_CONFIG':
    case 'ERR_POLICY':
    case 'ERR_LOCKFILE':
    case 'ERR_LOCKFILE_UNSUPPORTED':
    case 'ERR_EVIDENCE_FILE':
    case 'ERR_STORE':
      return 'user';
    case 'ERR_INTERNAL':
      return 'assay';
  }
}

const none: VerifierOptions = {};
createVerifier(none);

// @ts-expect-error a depth that does not exist
createVerifier({ depth: 'deep' });

// @ts-expect-error an option that does not exist is not ignored
createVerifier({ dept: 'pins' });

// @ts-expect-error a policy is named or given as text with a name, never as a bare text
createVerifier({ policy: 'version: 1' });

// @ts-expect-error reports are values: nobody edits one
export const edit = (report: Report) => (report.exitCode = 0);
