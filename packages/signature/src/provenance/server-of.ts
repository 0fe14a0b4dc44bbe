/** Which server a predicate's names without a host belong to. */

import { asText, type DocMap } from '@assay/documents';

/**
 * Base URL of the server: the one a CI variable names, else the origin of the source, else github.com. It only completes names; the
 * whole address is compared with the certificate's.
 */
export function serverOf(variables: DocMap | undefined, source: string | undefined): string {
  const keys = ['GITHUB_SERVER_URL', 'github_server_url', 'CI_SERVER_URL', 'server'];
  const named = keys.map((key) => asText(variables?.get(key))).find((text) => text !== undefined && text !== '');
  return named ?? /^(?:git\+)?(https:\/\/[A-Za-z0-9.:-]+)\//.exec(source ?? '')?.[1] ?? 'https://github.com';
}
