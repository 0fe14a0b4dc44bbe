import type { ServerResponse } from 'node:http';

/** Who may read a registry. `deny` is the status for everybody else: 401 when not given; private registries also say 403 or 404. */
export type RegistryAuth = ({ readonly user: string; readonly password: string } | { readonly token: string }) & {
  readonly deny?: 401 | 403 | 404;
};

/** The value of the Authorization header that opens the registry (RFC 7617, RFC 6750). */
export function authorizationFor(auth: RegistryAuth): string {
  if ('token' in auth) return `Bearer ${auth.token}`;
  return `Basic ${Buffer.from(`${auth.user}:${auth.password}`).toString('base64')}`;
}

/** Answers a request that came without the right credential. */
export function sendDenied(response: ServerResponse, auth: RegistryAuth): void {
  const challenge = 'token' in auth ? 'Bearer' : 'Basic';
  response.writeHead(auth.deny ?? 401, { 'www-authenticate': `${challenge} realm="registry"` }).end('denied\n');
}
