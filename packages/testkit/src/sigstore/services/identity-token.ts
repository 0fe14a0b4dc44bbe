import { createPublicKey, verify } from 'node:crypto';
import type { GithubIdentity } from '../github-identity.js';
import type { SigningIdentity } from '../identity.js';
import { keyNamed } from '../minted-key.js';

/** Choices about a token. */
export interface IdentityTokenOptions {
  readonly audience?: string;
  /** Seconds from now to its end; negative for one that has ended. 600 when not given. */
  readonly endsIn?: number;
  /** Claims that replace or join those of the identity; undefined leaves one out. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** An OpenID Connect token (compact JWS, ES256) of a workflow run or a person, as its issuer hands it out. */
export function mintIdentityToken(
  identity: SigningIdentity | GithubIdentity,
  options: IdentityTokenOptions = {},
): string {
  const { audience = 'sigstore', endsIn = 600, claims = {} } = options;
  const now = Math.floor(Date.now() / 1000);
  const payload = {
    iss: identity.issuer,
    aud: audience,
    iat: now - 5,
    nbf: now - 5,
    exp: now + endsIn,
    ...subjectClaims(identity),
    ...claims,
  };
  const input = `${part({ alg: 'ES256', typ: 'JWT' })}.${part(payload)}`;
  const signature = keyNamed(identity.issuer).sign(Buffer.from(input));
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}

/** The claims of a token that its issuer signed for this audience and that has not ended; else why not. */
export function readIdentityToken(token: string, audience: string): Readonly<Record<string, unknown>> | string {
  const [head = '', body = '', signature = '', ...rest] = token.split('.');
  const claims = parsed(body);
  if (claims === null || rest.length > 0) return 'token is malformed';
  const key = createPublicKey(keyNamed(String(claims['iss'])).publicPem);
  const isSigned = verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'));
  if (!isSigned) return 'failed to verify signature';
  if (claims['aud'] !== audience) return `expected audience "${audience}" got "${String(claims['aud'])}"`;
  return Number(claims['exp']) * 1000 > Date.now() ? claims : 'token is expired';
}

function parsed(body: string): Readonly<Record<string, unknown>> | null {
  try {
    return JSON.parse(Buffer.from(body, 'base64url').toString()) as Readonly<Record<string, unknown>>;
  } catch {
    return null;
  }
}

function subjectClaims(identity: SigningIdentity | GithubIdentity): Readonly<Record<string, unknown>> {
  if ('run' in identity) return githubClaims(identity);
  const { type, value } = identity.san;
  return type === 'email' ? { sub: `subject of ${value}`, email: value, email_verified: true } : { sub: value };
}

function githubClaims({ run, san }: GithubIdentity): Readonly<Record<string, unknown>> {
  const { repository, repositoryId, ownerId, ref, sha, trigger, runId, runAttempt } = run;
  return {
    sub: `repo:${repository}:ref:${ref}`,
    job_workflow_ref: san.value.slice('https://github.com/'.length),
    repository,
    repository_id: repositoryId,
    repository_owner_id: ownerId,
    ref,
    sha,
    event_name: trigger,
    run_id: runId,
    run_attempt: runAttempt,
    runner_environment: run.runner,
  };
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
