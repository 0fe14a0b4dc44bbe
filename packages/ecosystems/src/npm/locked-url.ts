/** URLs as lockfiles hold them: without their secrets. */

/** A URL that may be shown and asked for. */
export interface LockedUrl {
  readonly url: string;
  /** True when user name or password stood in it. They are nowhere in `url`. */
  readonly hadCredentials: boolean;
}

const hostedPrefixes: readonly string[] = ['github:', 'gitlab:', 'bitbucket:', 'gist:'];

/**
 * Takes user information out of a URL of any scheme, and out of texts that only look like one. A user name without password
 * before an ssh host (`git@host`) names an account, not a secret, and stays.
 */
export function withoutCredentials(text: string): LockedUrl {
  if (!text.includes('@')) return { url: text, hadCredentials: false };
  const parsed = URL.canParse(text) ? new URL(text) : null;
  if (parsed === null || parsed.host === '') return cutUserInfo(text);
  if (parsed.username === '' && parsed.password === '') return { url: text, hadCredentials: false };
  if (parsed.password === '' && isSsh(parsed.protocol)) return { url: text, hadCredentials: false };
  parsed.username = '';
  parsed.password = '';
  return { url: parsed.href, hadCredentials: true };
}

/** For texts that WHATWG finds no host in: `git+ssh://user:secret@host:owner/name`, `user:secret@host.example:path`. */
function cutUserInfo(text: string): LockedUrl {
  const start = userInfoStart(text);
  if (start === null) return { url: text, hadCredentials: false };
  const at = text.slice(0, authorityEnd(text, start)).lastIndexOf('@');
  const userInfo = at < start ? '' : text.slice(start, at);
  const secret = userInfo.includes(':') || (userInfo !== '' && start > 0 && !isSsh(text.slice(0, start)));
  return secret
    ? { url: `${text.slice(0, start)}${text.slice(at + 1)}`, hadCredentials: true }
    : { url: text, hadCredentials: false };
}

/** Where user information would begin, or null for forms that have none (`npm:`, `file:`, paths). */
function userInfoStart(text: string): number | null {
  const slashes = text.indexOf('://');
  if (slashes >= 0) return slashes + 3;
  const prefix = hostedPrefixes.find((candidate) => text.startsWith(candidate));
  if (prefix !== undefined) return prefix.length;
  const at = text.indexOf('@');
  const host = text.slice(at + 1).split(':', 1)[0] ?? '';
  return at > 0 && host.includes('.') && text.includes(':', at) ? 0 : null;
}

function authorityEnd(text: string, start: number): number {
  const ends = ['/', '?', '#'].map((char) => text.indexOf(char, start)).filter((at) => at >= 0);
  return Math.min(text.length, ...ends);
}

/** True for the scheme `ssh`, alone or after `git+`, as it begins or ends a text like `name@git+ssh://`. */
function isSsh(text: string): boolean {
  return (text.split('://', 1)[0] ?? '').replace(/:$/, '').endsWith('ssh');
}
