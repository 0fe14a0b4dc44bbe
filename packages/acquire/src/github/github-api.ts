/** Which GitHub, and which repository of it. */

import { AssayError } from '@assay/model';
import { parseHttpUrl } from '../client-config/parse-http-url.js';
import { isSafe } from '../signing/service-url.js';

/** A repository behind the REST API of a GitHub. */
export interface GitHubRepository {
  /** Root of the API: `https://api.github.com`, or `https://HOST/api/v3` of an Enterprise Server. */
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
}

const owner = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
const name = /^[A-Za-z0-9._-]{1,100}$/;

/**
 * The URL of something of a repository: `parts` are path segments as they are, `query` its parameters. Throws AssayError `ERR_CONFIG` for an
 * API that a token must not be sent to (plain http to another machine), and for what is no repository's name.
 */
export function repositoryUrl(
  { apiUrl, repository }: GitHubRepository,
  parts: readonly string[],
  query: Readonly<Record<string, string>> = {},
): URL {
  const segments = ['repos', ...repositoryParts(repository), ...parts];
  return apiEndpoint(apiUrl, segments, query);
}

/** The URL of something of the API itself. Throws as {@link repositoryUrl} does. */
export function apiEndpoint(
  apiUrl: string,
  segments: readonly string[],
  query: Readonly<Record<string, string>> = {},
): URL {
  const base = parseHttpUrl(apiUrl);
  if (base === null) throw refused('is no http or https URL');
  if (!isSafe(base)) throw refused('is plain http: a token would be read on the way');
  const isBare = base.username === '' && base.password === '' && base.search === '' && base.hash === '';
  if (!isBare) throw refused('holds a user name, query or fragment');
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) {
    throw new AssayError('ERR_CONFIG', 'a path for the GitHub API holds an empty part or dots');
  }
  const path = segments.map((segment) => encodeURIComponent(segment)).join('/');
  const url = new URL(`${base.href.replace(/\/$/, '')}/${path}`);
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  return url;
}

function repositoryParts(repository: string): readonly string[] {
  const [first = '', second = '', ...rest] = repository.split('/');
  if (rest.length === 0 && owner.test(first) && name.test(second)) return [first, second];
  throw new AssayError('ERR_CONFIG', 'GITHUB_REPOSITORY is not the name of a repository (owner/name)');
}

function refused(why: string): AssayError {
  return new AssayError('ERR_CONFIG', `GITHUB_API_URL ${why}`);
}
