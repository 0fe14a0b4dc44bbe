import { normaliseRegistryUrl } from '@assay/model';

/** What a `remote:` of a registry says. */
export interface RegistryRemote {
  /** The registry's base URL, normalised; null when the remote cannot be used. */
  readonly url: string | null;
  /** Why it cannot be used: one sentence that never holds the remote itself, which may hold a secret. Empty when it can. */
  readonly problem: string;
  /** True when user name, password or token stood in it. */
  readonly hadCredentials: boolean;
}

const longest = 2048;

/** What RFC 3986 allows in a URL, without `$`, which stands for a variable when it occurs in a lockfile at all. */
const urlCharacters = /^[A-Za-z0-9:/?#[\]@!&'()*+,;=%._~-]+$/;

/**
 * Reads a `remote:` as the base URL of a registry. Credentials are cut off. Refused is whatever Ruby's URL parser and the WHATWG
 * one read differently (backslashes, white space, missing slashes, percent-encoded hosts and dot segments): such a remote would
 * be compared as one host and fetched from another.
 */
export function readRegistryRemote(remote: string): RegistryRemote {
  const { text, hadCredentials } = cutUserinfo(remote);
  // A backslash ends the host for one parser and belongs to the userinfo for the other, so it is looked for before the cut.
  const problem = /[\\\s]/.test(remote) ? 'The `remote:` holds characters that no URL may hold.' : remoteProblem(text);
  const url = problem === null ? normaliseRegistryUrl(text) : null;
  if (url !== null) return { url, problem: '', hadCredentials };
  return { url: null, problem: problem ?? 'The `remote:` is no base URL of a registry.', hadCredentials };
}

function remoteProblem(text: string): string | null {
  if (text.length > longest) return `The \`remote:\` has ${text.length} characters.`;
  if (/[$%]\{|\$|<%/.test(text)) return 'The `remote:` holds a variable that only the client could fill in.';
  if (!urlCharacters.test(text)) return 'The `remote:` holds characters that no URL may hold.';
  const authority = authorityOf(text);
  if (authority === null || authority === '') return 'The `remote:` is no absolute URL.';
  if (!/^https?:/i.test(text)) return 'The `remote:` is not an http or https URL; Assay does not fetch from others.';
  if (authority.includes('%') || /%2e/i.test(text))
    return 'The `remote:` escapes characters that clients read differently.';
  return null;
}

/** A URL of any scheme without its userinfo; the last `@` ends it, as in both URL standards. */
function cutUserinfo(text: string): { readonly text: string; readonly hadCredentials: boolean } {
  const authority = authorityOf(text);
  const at = authority === null ? -1 : authority.lastIndexOf('@');
  if (at < 0) return { text, hadCredentials: false };
  const start = text.indexOf('://') + 3;
  return { text: text.slice(0, start) + text.slice(start + at + 1), hadCredentials: true };
}

/** What stands between `://` and the next `/`, `?` or `#`; null without a scheme. */
function authorityOf(text: string): string | null {
  const match = /^[A-Za-z][A-Za-z0-9+.-]{0,30}:\/\//.exec(text);
  if (match === null) return null;
  const rest = text.slice(match[0].length);
  const end = rest.search(/[/?#]/);
  return end < 0 ? rest : rest.slice(0, end);
}

/** A repository's address fit to be shown. */
export interface RepositoryRemote {
  readonly url: string;
  /** True when something that may be a secret was cut off. */
  readonly hadCredentials: boolean;
}

/**
 * Reads the `remote:` of a git repository: cuts off the password, and for http and https the user name (which may be a token),
 * query and fragment too. An ssh user name stays. Nothing is fetched from it, so anything else stays as it stands.
 */
export function readRepositoryRemote(remote: string): RepositoryRemote {
  const authority = authorityOf(remote);
  if (authority === null) return { url: remote, hadCredentials: false };
  const web = /^https?:/i.test(remote);
  const userinfo = authority.slice(0, Math.max(authority.lastIndexOf('@'), 0));
  const secret = userinfo !== '' && (web || userinfo.includes(':'));
  const bare = secret ? cutUserinfo(remote).text : remote;
  const end = web ? bare.search(/[?#]/) : -1;
  return { url: end < 0 ? bare : bare.slice(0, end), hadCredentials: (secret && userinfo !== 'git') || end >= 0 };
}
