/** Looks at one file that the user names. */

import { realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Evidence, EvidenceRequest } from '@assay/model';
import { createFileSource } from './file-source.js';

/** What to find out about the file. */
export type FileQuestion = Pick<EvidenceRequest, 'ecosystem' | 'algorithms' | 'listing' | 'maxBytes'>;

/** Digests and listing of a regular file. The user named it, so links may lead anywhere; `absent` when there is none. */
export async function examineFile(file: string, question: FileQuestion): Promise<Evidence> {
  const path = await realpath(file).catch(() => null);
  if (path === null) return { state: 'absent', status: 404 };
  const source = createFileSource({ projectRoot: dirname(path) });
  return source.get({ ...question, kind: 'file', url: basename(path), pins: [] });
}
