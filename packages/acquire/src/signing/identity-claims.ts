/** What an identity token says of itself. Its signature is the certificate authority's business: nothing is proven by it here. */

import { asMap, asText, parseJson, type DocMap } from '@assay/documents';
import { AssayError } from '@assay/model';

/** Who a token is about. */
export interface TokenIdentity {
  /** The issuer that a certificate for it names. */
  readonly issuer: string;
  /** The subject alternative name that Fulcio makes of it; null where each instance decides that for itself. */
  readonly identity: string | null;
}

/** The audience that Fulcio asks for. */
export const tokenAudience = 'sigstore';

const maxBytes = 64 * 1024;
const freshHint =
  'Ask for the token right before sealing: they live for minutes. In GitHub Actions leave SIGSTORE_ID_TOKEN unset and give the job `permissions: id-token: write`.';

/**
 * Reads a token (RFC 7519, compact). Throws AssayError `ERR_USAGE` for what is none, is for another audience, or has ended at `at`
 * (milliseconds since 1970). No message holds any part of the token.
 */
export function readTokenIdentity(token: string, at: number): TokenIdentity {
  const claims = claimsOf(token);
  if (claims === null) throw unusable('is no OpenID Connect token', freshHint);
  const issuer = asText(claims.get('iss')) ?? '';
  if (issuer === '') throw unusable('names no issuer', freshHint);
  if (!audiencesOf(claims).includes(tokenAudience)) {
    throw unusable(
      `is not for the audience "${tokenAudience}"`,
      `Ask its issuer for a token with the audience ${tokenAudience}.`,
    );
  }
  const end = claims.get('exp');
  if (typeof end === 'number' && end * 1000 <= at) throw unusable(`ended at ${timeText(end)}`, freshHint);
  return { issuer: federatedIssuer(claims) ?? issuer, identity: identityOf(claims, issuer) };
}

/**
 * What Fulcio wants signed as proof that the key is the token's bearer's: the e-mail address where there is one, else the subject. Null
 * for what is no token, names neither, or has an address that its issuer did not verify.
 */
export function challengeOf(token: string): string | null {
  const claims = claimsOf(token);
  const email = asText(claims?.get('email')) ?? '';
  // Some issuers write the truth as text; Fulcio takes both.
  const isVerified = claims?.get('email_verified');
  if (email !== '') return isVerified === true || isVerified === 'true' ? email : null;
  const subject = asText(claims?.get('sub')) ?? '';
  return subject === '' ? null : subject;
}

function claimsOf(token: string): DocMap | null {
  if (token.length > maxBytes || !/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) return null;
  const read = parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url'), { maxBytes });
  return (read.ok ? asMap(read.document.value) : undefined) ?? null;
}

function audiencesOf(claims: DocMap): readonly unknown[] {
  const audience = claims.get('aud');
  return Array.isArray(audience) ? audience : [audience];
}

/** A token of Dex names who vouched for the person before it did; Fulcio certifies that one. */
function federatedIssuer(claims: DocMap): string | undefined {
  const federated = asMap(claims.get('federated_claims'));
  return federated === undefined ? undefined : asText(federated.get('connector_id'));
}

const githubIssuer = 'https://token.actions.githubusercontent.com';

/** Fulcio's own rules for GitHub, GitLab and e-mail addresses (docs/oidc.md there). */
function identityOf(claims: DocMap, issuer: string): string | null {
  const workflow = asText(claims.get('job_workflow_ref'));
  if (issuer === githubIssuer && workflow !== undefined) return `https://github.com/${workflow}`;
  const config = asText(claims.get('ci_config_ref_uri'));
  if (config !== undefined) return `https://${config}`;
  return asText(claims.get('email')) ?? null;
}

function timeText(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? 'a time that is none' : date.toISOString();
}

function unusable(why: string, hint: string): AssayError {
  return new AssayError('ERR_USAGE', `the identity token ${why}`, { hint });
}
