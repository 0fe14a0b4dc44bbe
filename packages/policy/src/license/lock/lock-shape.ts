/** The shape of `assay.lock`. */

import * as form from '../../form/index.js';
import { once } from '../../once.js';
import { day, text } from '../../shape-words.js';

const strong = /^(?:sha256:[\da-f]{64}|sha384:[\da-f]{96}|sha512:[\da-f]{128})$/;

const digest = (what: string) =>
  form.text().regex(/^sha256:[\da-f]{64}$/, { error: `${what} is written \`sha256:\` and 64 lowercase hex digits` });

/** Built when it is first needed. */
export const licenseLockShape = once(() => {
  const record = form.mapping({
    package: text.describe('Canonical purl without version.'),
    platform: text.optional().describe('The platform, where the package has one for each.'),
    version: text.describe('The version; for some vendors it is the licence’s id.'),
    source: text.describe('Where it came from: the registry’s base URL, or the file’s own.'),
    digests: form
      .list(
        form.text().regex(strong, {
          error: 'a digest is written `sha256:` and 64 lowercase hex digits, or sha384, sha512 likewise',
        }),
      )
      .min(1, { error: 'at least one digest is expected' })
      .describe('Digests of the archive.'),
    contents: digest('the digest of the contents').describe('SHA-256 over the list of its files.'),
    token: digest('the digest of a token').optional().describe('SHA-256 of its token without white space.'),
    recorded: day.describe('The day it was recorded, UTC.'),
  });
  return form
    .mapping({
      version: form.exactly(1).describe('The version of this format.'),
      licenses: form.list(record).describe('Licence packages as they were seen first.'),
    })
    .describe('What Assay saw first.');
});

/** One record as it stands in the file. */
export type LicenseRecordDocument = form.Infer<ReturnType<typeof licenseLockShape>>['licenses'][number];
