import { isCommit } from '../locked-source.js';

/** Hosts whose archive URLs pnpm takes for git, and where in the path (or query) each names the commit. */
const readers: ReadonlyMap<string, (segments: readonly string[], url: URL) => string> = new Map([
  ['codeload.github.com', (segments) => (segments.length === 4 && segments[2] === 'tar.gz' ? (segments[3] ?? '') : '')],
  ['bitbucket.org', (segments) => (segments.length === 4 && segments[2] === 'get' ? archiveOf(segments[3]) : '')],
  ['gitlab.com', gitlabCommit],
]);

/** The commit of an archive that a git host makes (`https://codeload.github.com/o/r/tar.gz/<commit>`); null for other URLs. */
export function gitArchiveCommit(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'https:' || url.port !== '') return null;
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  const commit = readers.get(url.hostname)?.(segments, url) ?? '';
  return isCommit(commit) ? commit : null;
}

function archiveOf(segment: string | undefined): string {
  return segment?.endsWith('.tar.gz') === true ? segment.slice(0, -'.tar.gz'.length) : '';
}

function gitlabCommit(segments: readonly string[], url: URL): string {
  const isApi = segments[0] === 'api' && segments[2] === 'projects' && segments[4] === 'repository';
  if (isApi) return segments.length === 6 ? (url.searchParams.get('ref') ?? '') : '';
  const at = segments.findIndex((segment, i) => segment === '-' && segments[i + 1] === 'archive');
  return at >= 2 && segments.length === at + 4 ? (segments[at + 2] ?? '') : '';
}
