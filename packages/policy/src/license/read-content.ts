/** `content:` of a licence package. */

import type { LicenseContentRules, LicenseFileRule } from '@assay/model';
import { given, type Given } from '../given.js';
import { readFingerprint } from '../read-key.js';
import type { ContentDocument } from './content-shape.js';
import type { PartPlace } from './license-parts.js';

type FileDocument = NonNullable<ContentDocument['files']>[number];

/** The rules that are given. Throws what `refuse` makes for a pattern that stands twice. */
export function readContent(document: ContentDocument, place: PartPlace): Given<LicenseContentRules> {
  const { files, templates, maxFiles, maxBytes, maxCodeBytes, allow, dependencies, code } = document;
  return given({
    files: files === undefined ? undefined : readFiles(files, place),
    ...{ maxFiles, maxBytes, maxCodeBytes, dependencies, code },
    allow: allow === undefined ? undefined : [...new Set(allow)],
    templates: templates?.map(({ name, pattern, sha256 }) => ({ name, pattern, sha256: readFingerprint(sha256) })),
  });
}

function readFiles(documents: readonly FileDocument[], { path, refuse }: PartPlace): readonly LicenseFileRule[] {
  const seen = new Set<string>();
  return documents.map((document, index) => {
    const full = typeof document === 'string' ? { pattern: document } : document;
    const { pattern, kind = 'data', required = false, max = null, maxBytes = null } = full;
    if (seen.has(pattern)) throw refuse([...path, 'files', index], 'this pattern stands twice', 'Join the two rules.');
    seen.add(pattern);
    return { pattern, kind, required, max, maxBytes };
  });
}
