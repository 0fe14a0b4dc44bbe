import { AssayError } from '@assay/model';
import type { NetworkConfiguration } from '../client-config/index.js';
import { askForToken } from './github-token.js';
import { readTokenIdentity, type TokenIdentity } from './identity-claims.js';
import type { KeylessProblem } from './keyless-codes.js';

/** Where a token may come from. */
export interface IdentityTokenSource {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How to reach GitHub's endpoint. */
  readonly network: () => Promise<NetworkConfiguration>;
  readonly limits: { readonly requestMs: number; readonly retries: number };
}

/** A token, and who it is about. */
export interface IdentityToken extends TokenIdentity {
  /** A secret. */
  readonly text: string;
}

/**
 * The identity of the job: the token in `SIGSTORE_ID_TOKEN` (GitLab and others), else one that GitHub Actions hands out
 * (`ACTIONS_ID_TOKEN_REQUEST_URL`, `…_TOKEN`), as Sigstore's own clients do. Throws AssayError `ERR_USAGE` where there is neither, and
 * for a token that cannot be used.
 */
export async function obtainIdentityToken({
  env,
  network,
  limits,
}: IdentityTokenSource): Promise<IdentityToken | KeylessProblem> {
  const given = env['SIGSTORE_ID_TOKEN']?.trim() ?? '';
  const url = env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '';
  const token = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '';
  if (given !== '') return { text: given, ...readTokenIdentity(given, Date.now()) };
  if (url === '' || token === '') throw missing(env);
  const asked = await askForToken({ url, token }, await network(), limits);
  return typeof asked === 'string' ? { text: asked, ...readTokenIdentity(asked, Date.now()) } : asked;
}

function missing(env: IdentityTokenSource['env']): AssayError {
  const gitlab = env['GITLAB_CI'] !== undefined;
  const hint = gitlab
    ? 'Add to the job: `id_tokens: { SIGSTORE_ID_TOKEN: { aud: sigstore } }`.'
    : 'In GitHub Actions add to the job: `permissions: id-token: write`. Elsewhere set SIGSTORE_ID_TOKEN to a token with the audience sigstore.';
  return new AssayError('ERR_USAGE', 'there is no identity token to sign with', { hint });
}
