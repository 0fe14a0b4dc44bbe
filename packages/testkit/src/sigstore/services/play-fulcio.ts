import { mintAuthority } from '../certificate-authority.js';
import { externalKey } from '../external-key.js';
import type { SigningIdentity } from '../identity.js';
import { leafPlan, mintLeaf } from '../leaf-certificate.js';
import { sctPlan } from '../sct.js';
import type { World } from '../world.js';
import { readIdentityToken } from './identity-token.js';
import { jsonAnswer, refusedAnswer, type ServiceAnswer } from './service-answer.js';

interface CertificateRequest {
  readonly credentials: { readonly oidcIdentityToken: string };
  readonly publicKeyRequest: {
    readonly publicKey: { readonly algorithm: string; readonly content: string };
    readonly proofOfPossession: string;
  };
}

/** Fulcio's `POST /api/v2/signingCert`: a certificate with an SCT for the key that signed the token's subject. */
export function playFulcio(world: World, identity: SigningIdentity, body: unknown): ServiceAnswer {
  const { credentials, publicKeyRequest } = body as CertificateRequest;
  const claims = readIdentityToken(credentials.oidcIdentityToken, 'sigstore');
  if (typeof claims === 'string')
    return refusedAnswer(400, `There was an error processing the identity token: ${claims}`);
  const key = externalKey(publicKeyRequest.publicKey.content);
  const subject = Buffer.from(String(claims['email'] ?? claims['sub']));
  if (!key.verifies(subject, Buffer.from(publicKeyRequest.proofOfPossession, 'base64'))) {
    return refusedAnswer(400, 'The signature supplied in the request could not be verified');
  }
  const authority = mintAuthority(world.authority);
  const now = new Date();
  const leaf = mintLeaf(
    leafPlan({
      key,
      issuer: authority.issuer,
      identity,
      notBefore: now,
      notAfter: new Date(now.getTime() + 600_000),
      scts: world.logs ? [{ ...sctPlan(world.ctlog.key, now), logId: world.ctlog.logId }] : null,
    }),
  );
  const certificates = [leaf, ...authority.chain].map(({ pem }) => pem);
  return jsonAnswer(200, { signedCertificateEmbeddedSct: { chain: { certificates } } });
}
