import { withoutCredentials } from '@assay/model';
import { isCommit, isHttp, readSource } from '../locked-source.js';
import { gitArchiveCommit } from '../pnpm-lock/git-archive.js';

/** What `resolved` says, its fragment apart. Never holds credentials. */
export type ClassicSource =
  | { readonly kind: 'none' }
  | { readonly kind: 'http'; readonly url: string; readonly fragment: string }
  | { readonly kind: 'git'; readonly url: string; readonly commit?: string }
  | { readonly kind: 'mirror'; readonly file: string; readonly fragment: string }
  | { readonly kind: 'path'; readonly path: string; readonly fragment: string }
  | { readonly kind: 'other'; readonly text: string };

/** Reads `resolved`. Whether a URL over http names an archive or a repository, only those who ask for the package say. */
export function readResolved(resolved: string | undefined, isRepository: boolean): ClassicSource {
  if (resolved === undefined || resolved === '') return { kind: 'none' };
  const [location, fragment] = splitFragment(resolved);
  if (isHttp(resolved)) return httpSource(location, fragment, isRepository);
  const source = readSource(resolved);
  if (source.kind === 'git') {
    const { url } = source;
    return { kind: 'git', url, ...(isCommit(fragment) ? { commit: fragment } : {}) };
  }
  if (source.kind === 'archive' || source.kind === 'directory') {
    return { kind: 'path', path: stripFile(location), fragment };
  }
  if (isFileName(location)) return { kind: 'mirror', file: location, fragment };
  return { kind: 'other', text: withoutCredentials(resolved).url };
}

/** Yarn 1 cuts at the first `#`. */
function splitFragment(resolved: string): readonly [location: string, fragment: string] {
  const hash = resolved.indexOf('#');
  return hash < 0 ? [resolved, ''] : [resolved.slice(0, hash), resolved.slice(hash + 1)];
}

/** The archives that git hosts make of a commit are the repository at that commit. */
function httpSource(location: string, fragment: string, isRepository: boolean): ClassicSource {
  const { url } = withoutCredentials(location);
  const archived = gitArchiveCommit(url) ?? oldArchiveCommit(url);
  if (archived !== null) return { kind: 'git', url, commit: archived };
  if (!isRepository) return { kind: 'http', url, fragment };
  return { kind: 'git', url, ...(isCommit(fragment) ? { commit: fragment } : {}) };
}

/** GitLab’s older address of an archive, which Yarn 1 still writes: `/<owner>/<repository>/repository/archive.tar.gz?ref=<commit>`. */
function oldArchiveCommit(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.origin !== 'https://gitlab.com' || !url.pathname.endsWith('/repository/archive.tar.gz')) return null;
  const commit = url.searchParams.get('ref') ?? '';
  return isCommit(commit) ? commit : null;
}

/** The name of a file in the folder that `yarn-offline-mirror` names. */
function isFileName(text: string): boolean {
  return /^[@A-Za-z0-9._+-]{1,300}$/.test(text) && (text.endsWith('.tgz') || text.endsWith('.tar.gz'));
}

function stripFile(text: string): string {
  return text.startsWith('file:') ? text.slice('file:'.length) : text;
}
