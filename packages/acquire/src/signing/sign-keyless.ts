/** Signing without a key of one's own: Fulcio certifies a key that lives for one signature, Rekor and a timestamp authority say when. */

import { AssayError } from '@assay/model';
import type { NetworkConfiguration } from '../client-config/index.js';
import { defaultTls } from '../client-config/tls-settings.js';
import type { KeylessProblem } from './keyless-codes.js';
import { KeylessFailure } from './keyless-failure.js';
import { defaultKeylessLimits, type KeylessLimits, type KeylessServices } from './keyless-services.js';
import { ServiceClient } from './service-client.js';
import { serviceUrl } from './service-url.js';

/** Who signs, and with whose help. */
export interface KeylessOptions {
  /** An OpenID Connect token for the audience `sigstore`. A secret. */
  readonly token: string;
  readonly services: KeylessServices;
  readonly limits?: KeylessLimits;
  /** Proxies and certificates. Without it: no proxy, the default roots. */
  readonly network?: NetworkConfiguration;
}

const direct: NetworkConfiguration = { proxyFor: () => null, tlsFor: () => defaultTls, privateOrigins: new Set() };

/**
 * Signs a payload as a DSSE envelope and gives the Sigstore bundle (v0.3) as JSON that ends in a line feed, or why there is none. Nothing
 * in the bundle is verified here: that is for who writes it out. Throws AssayError `ERR_USAGE` for services that cannot be asked, or
 * where none would say when it was signed. No redirect is followed: the token goes to Fulcio's own origin and nowhere else.
 */
export async function signKeyless(
  payload: Uint8Array,
  payloadType: string,
  options: KeylessOptions,
): Promise<Uint8Array | KeylessProblem> {
  const services = usableServices(options.services);
  const { limits = defaultKeylessLimits, network = direct, token } = options;
  const { createBundle } = await import('./create-bundle.js');
  const client = new ServiceClient({ network, limits, secret: token });
  try {
    const bundle = await createBundle(client, { payload, payloadType, token, services });
    return Buffer.from(`${JSON.stringify(bundle)}\n`);
  } catch (error) {
    if (error instanceof KeylessFailure) return error.problem;
    throw error;
  } finally {
    await client.close();
  }
}

function usableServices({ fulcio, rekor, tsa }: KeylessServices): KeylessServices {
  if (tsa === undefined && rekor?.api !== 1) {
    const hint = 'Name a timestamp authority with --tsa, or a Rekor v1 with --rekor.';
    throw new AssayError('ERR_USAGE', 'nobody would say when it was signed', { hint });
  }
  return {
    fulcio: serviceUrl(fulcio, 'fulcio'),
    ...(rekor === undefined ? {} : { rekor: { ...rekor, url: serviceUrl(rekor.url, 'rekor') } }),
    ...(tsa === undefined ? {} : { tsa: serviceUrl(tsa, 'tsa') }),
  };
}
