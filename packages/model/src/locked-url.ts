/** URLs as lockfiles hold them: without their secrets. */

import { withoutSecretParameters } from './secret-parameters.js';

/** A URL that may be shown and asked for. */
export interface LockedUrl {
  readonly url: string;
  /** True when a user name, a password or a token stood in it. They are nowhere in `url`. */
  readonly hadCredentials: boolean;
}

/** The account of every user of a git server. */
const commonAccount = 'git';

const hostedPrefixes: readonly string[] = ['github:', 'gitlab:', 'bitbucket:', 'gist:'];

/**
 * Takes user information and the values of secret parameters out of a URL of any scheme, and out of texts that only look like one. A user
 * name without password before an ssh host (`git@host`) names an account, not a secret, and stays; `git` is no secret before any host.
 */
export function withoutCredentials(text: string): LockedUrl {
  const bare = withoutUserInfo(text);
  const url = withoutSecretParameters(bare.url);
  return { url, hadCredentials: bare.hadCredentials || url !== bare.url };
}

function withoutUserInfo(text: string): LockedUrl {
  if (!text.includes('@')) return { url: text, hadCredentials: false };
  const parsed = URL.canParse(text) ? new URL(text) : null;
  if (parsed === null || parsed.host === '') return cutUserInfo(text);
  if (parsed.username === '' && parsed.password === '') return { url: text, hadCredentials: false };
  if (parsed.password === '' && isSsh(parsed.protocol)) return { url: text, hadCredentials: false };
  const hadCredentials = parsed.username !== commonAccount || parsed.password !== '';
  parsed.username = '';
  parsed.password = '';
  return { url: parsed.href, hadCredentials };
}

/** For texts that WHATWG finds no host in: `git+ssh://user:secret@host:owner/name`, `user:secret@host.example:path`. */
function cutUserInfo(text: string): LockedUrl {
  const start = userInfoStart(text);
  if (start === null) return { url: text, hadCredentials: false };
  const at = text.slice(0, authorityEnd(text, start)).lastIndexOf('@');
  const userInfo = at < start ? '' : text.slice(start, at);
  const secret = userInfo.includes(':') || (userInfo !== '' && start > 0 && !isSsh(text.slice(0, start)));
  return secret
    ? { url: `${text.slice(0, start)}${text.slice(at + 1)}`, hadCredentials: userInfo !== commonAccount }
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
