/** Where a package comes from, in words. */

import type { SubjectSource } from '@assay/model';
import { escapeTerminal } from './escape-terminal.js';

/** One escaped line. */
export function sourceText(source: SubjectSource): string {
  switch (source.kind) {
    case 'registry':
      return source.url === undefined ? 'a registry that the lockfile does not name' : escapeTerminal(source.url);
    case 'git':
      return `git ${escapeTerminal(source.url)}, commit ${escapeTerminal(source.commit ?? 'not pinned')}`;
    case 'url':
      return `plain URL ${escapeTerminal(source.url)}`;
    case 'archive':
      return `archive in the project: ${escapeTerminal(source.path)}`;
    case 'directory':
      return `folder of the project: ${escapeTerminal(source.path)}`;
    case 'bundled':
      return `inside the archive of ${escapeTerminal(source.within)}`;
    case 'builtin':
      return `not fetched: ${escapeTerminal(source.reason)}`;
    case 'unsupported':
      return `not understood: ${escapeTerminal(source.reason)}`;
  }
}
