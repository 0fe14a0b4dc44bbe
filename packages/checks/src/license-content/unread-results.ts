/** What keeps a package from being judged by its files: it was not read to its end, or readers disagree about what it holds. */

import type { ArchiveProblem } from '@assay/model';
import type { CheckResult } from '../check.js';
import type { LicenseContext, LicenseCopy } from '../license/license-check.js';
import { atMost, shown } from '../license/shown.js';
import type { ContentCode } from './codes.js';

type Result = CheckResult<ContentCode>;

/** Oddities that every client treats alike. Where rules name files they count: one file takes another's place on some machines. */
const collisions: readonly string[] = ['path-collision', 'path-conflict-folded'];
/** Around the package's own files, where no client looks. */
const outside = 'gem-unexpected-member';

/** Empty where the listing can be relied on. */
export function unreadResults({ license }: LicenseContext, { listing, where }: LicenseCopy): readonly Result[] {
  const { files } = license.content;
  const isStrict = files.length > 0 || license.token !== null;
  const refused = listing.problems.filter(({ severity, code }) => {
    return severity !== 'note' || (isStrict && collisions.includes(code));
  });
  if (refused.length > 0) return atMost(refused.map((problem) => told('license-content-unclear', problem)));
  if (!listing.complete) return [{ code: 'license-content-unread', detail: `${where} was not read to its end.` }];
  const strangers = files.length === 0 ? [] : listing.problems.filter(({ code }) => code === outside);
  return atMost(strangers.map((problem) => told('license-file-unexpected', problem)));
}

function told(code: ContentCode, { path, detail }: ArchiveProblem): Result {
  return { code, detail: path === undefined ? detail : `${shown(path)}: ${detail}` };
}
