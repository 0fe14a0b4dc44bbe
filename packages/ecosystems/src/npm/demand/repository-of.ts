import { withoutCredentials } from '@assay/model';

/** Shortcuts that every client knows, and the hosts they stand for. */
const hosts: ReadonlyMap<string, string> = new Map([
  ['github', 'github.com'],
  ['gitlab', 'gitlab.com'],
  ['bitbucket', 'bitbucket.org'],
  ['codeload.github.com', 'github.com'],
  ['www.github.com', 'github.com'],
]);

/**
 * Host and path of a repository, however it is written (`owner/name`, `github:owner/name`, `git+ssh://git@host/path.git#v1`,
 * `git@host:path`, an archive that its host makes of it); null for what cannot be read as one.
 */
export function repositoryOf(text: string): string | null {
  const bare = withoutCredentials(text).url.split(/[#?]/, 1)[0] ?? '';
  const shortcut = /^(github|gitlab|bitbucket):(?!\/)/.exec(bare)?.[1];
  if (shortcut !== undefined) return joined(shortcut, bare.slice(shortcut.length + 1));
  const address = bare.startsWith('git+') ? bare.slice('git+'.length) : bare;
  if (address.includes('://')) return fromUrl(address);
  const scp = /^(?:[\w.-]{1,64}@)?([\w.-]{1,255}):(?!\/\/)/.exec(address);
  if (scp !== null) return joined(scp[1] ?? '', address.slice(scp[0].length));
  return joined('github', address);
}

function fromUrl(address: string): string | null {
  // A special scheme, so that host and path are read in one way.
  const text = `https:${address.slice(address.indexOf(':') + 1)}`;
  if (!URL.canParse(text)) return null;
  const { hostname, pathname } = new URL(text);
  return joined(hostname, pathname);
}

function joined(host: string, path: string): string | null {
  const known = hosts.get(host.toLowerCase()) ?? host.toLowerCase();
  const kept = repositorySegments(
    known,
    path.split('/').filter((segment) => segment !== ''),
  );
  if (kept.length === 0) return null;
  const whole = kept.join('/');
  const name = whole.endsWith('.git') ? whole.slice(0, -'.git'.length) : whole;
  return `${known}/${isLarge(known) ? name.toLowerCase() : name}`;
}

/** The large hosts know no case; others may have two repositories that differ in nothing else. */
function isLarge(host: string): boolean {
  return [...hosts.values()].includes(host);
}

/** What follows belongs to an archive that the host makes of the repository. */
function repositorySegments(host: string, segments: readonly string[]): readonly string[] {
  if (host === 'github.com' || host === 'bitbucket.org') return segments.slice(0, 2);
  if (host !== 'gitlab.com') return segments;
  if (segments[0] === 'api' && segments[2] === 'projects') return decoded(segments[3] ?? '');
  const end = segments.indexOf('-');
  return end < 0 ? segments : segments.slice(0, end);
}

function decoded(project: string): readonly string[] {
  return project.replaceAll(/%2f/gi, '/').split('/');
}
