import { checklistIds } from '@assay/sbom';
import { didYouMean } from '../../did-you-mean.js';
import { usageError } from '../../read-arguments.js';

/** Checklists as they are named in an option, separated by commas. Throws AssayError `ERR_USAGE` for a name that is none. */
export function readChecklists(text: string, option: string): readonly string[] {
  const ids = [...new Set(text.split(',').map((id) => id.trim()))];
  const odd = ids.find((id) => !checklistIds.includes(id));
  if (odd === undefined) return ids;
  const near = didYouMean(odd, checklistIds);
  throw usageError(`--${option} names ${checklistIds.join(', ')}, and "${odd}" is none of them${near}`, 'sbom');
}
