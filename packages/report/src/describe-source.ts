/** Where a package comes from, in words. */

import type { SubjectSource } from '@assay/model';

/** One line, in which `escape` has seen every foreign text. */
export function describeSource(source: SubjectSource, escape: (text: string) => string): string {
  switch (source.kind) {
    case 'registry':
      return source.url === undefined ? 'a registry that the lockfile does not name' : escape(source.url);
    case 'git':
      return `git ${escape(source.url)}, commit ${escape(source.commit ?? 'not pinned')}`;
    case 'url':
      return `plain URL ${escape(source.url)}`;
    case 'archive':
      return `archive in the project: ${escape(source.path)}`;
    case 'directory':
      return `folder of the project: ${escape(source.path)}`;
    case 'bundled':
      return `inside the archive of ${escape(source.within)}`;
    case 'builtin':
      return `not fetched: ${escape(source.reason)}`;
    case 'unsupported':
      return `not understood: ${escape(source.reason)}`;
  }
}
