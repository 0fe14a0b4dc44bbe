/** Signing without a key of one's own: Fulcio certifies a key that lives for one signature, Rekor and a timestamp authority say when. */

import { AssayError } from '@assay/model';
import { keylessProblem, type KeylessCode, type KeylessProblem } from './keyless-codes.js';
import { defaultKeylessLimits, type KeylessLimits, type KeylessServices } from './keyless-services.js';
import { serviceUrl } from './service-url.js';

/** Who signs, and with whose help. */
export interface KeylessOptions {
  /** An OpenID Connect token for the audience `sigstore`. A secret. */
  readonly token: string;
  readonly services: KeylessServices;
  readonly limits?: KeylessLimits;
}

/**
 * Signs a payload as a DSSE envelope and gives the Sigstore bundle (v0.3) as JSON that ends in a line feed, or why there is none. Nothing
 * in the bundle is verified here: that is for who writes it out. Throws AssayError `ERR_USAGE` for services that cannot be asked, or
 * where none would say when it was signed.
 */
export async function signKeyless(
  payload: Uint8Array,
  payloadType: string,
  options: KeylessOptions,
): Promise<Uint8Array | KeylessProblem> {
  const services = usableServices(options.services);
  const { limits = defaultKeylessLimits, token } = options;
  const { createBundle } = await import('./create-bundle.js');
  try {
    const order = { payload, payloadType, token, services, limits };
    const bundle = await withinTime(createBundle(order), limits.totalMs);
    if (bundle === null) {
      return keylessProblem('keyless-too-slow', `It was given up after ${String(limits.totalMs)} ms.`);
    }
    return Buffer.from(`${JSON.stringify(bundle)}\n`);
  } catch (error) {
    return problemOf(error, token, services);
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

/** Null when the time is over; what is still under way then ends by its own deadlines. */
async function withinTime<T>(work: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ms, null);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}

const steps: ReadonlyMap<unknown, 'certificate' | 'log' | 'timestamp'> = new Map([
  ['CA_CREATE_SIGNING_CERTIFICATE_ERROR', 'certificate'],
  ['TLOG_CREATE_ENTRY_ERROR', 'log'],
  ['TSA_CREATE_TIMESTAMP_ERROR', 'timestamp'],
] as const);

/** The library's own messages stay out, one part excepted: for a token that it cannot read, they quote the token. */
function problemOf(error: unknown, token: string, services: KeylessServices): KeylessProblem {
  const { code, cause } = fieldsOf(error);
  const step = steps.get(code);
  if (step === undefined) return keylessProblem('keyless-answer-malformed', 'An answer cannot be read.');
  const host = hostOf(step, services);
  const { statusCode: status, code: systemCode, type } = fieldsOf(cause);
  if (typeof status !== 'number') {
    const unread = typeof type !== 'string' && typeof systemCode !== 'string';
    return unread || type === 'invalid-json'
      ? keylessProblem('keyless-answer-malformed', `The answer of ${host} cannot be read.`)
      : keylessProblem(`keyless-${step}-unavailable`, `${host} ${silence(systemCode, type)}.`);
  }
  const said = withoutSecrets(cause instanceof Error ? cause.message : '', token);
  return keylessProblem(codeFor(step, status), `${host} answered: ${said}`);
}

function codeFor(step: 'certificate' | 'log' | 'timestamp', status: number): KeylessCode {
  const mayPass = status === 408 || status === 429 || status >= 500;
  return mayPass ? `keyless-${step}-unavailable` : `keyless-${step}-refused`;
}

function silence(code: unknown, type: unknown): string {
  const isLate = type === 'request-timeout' || type === 'body-timeout' || String(code).endsWith('TIMEOUT');
  if (isLate) return 'did not answer in time';
  return typeof code === 'string' && /^[A-Z_]+$/.test(code) ? `could not be asked (${code})` : 'did not answer';
}

function hostOf(step: 'certificate' | 'log' | 'timestamp', { fulcio, rekor, tsa }: KeylessServices): string {
  const url = { certificate: fulcio, log: rekor?.url, timestamp: tsa }[step];
  return url === undefined ? 'A service' : new URL(url).host;
}

const maxSaid = 300;

/** What a service wrote, short, without the token that it was sent, nor a part of it. */
function withoutSecrets(text: string, token: string): string {
  const secrets = [token, ...token.split('.')].filter((part) => part.length > 8);
  const said = secrets.reduce((kept, secret) => kept.replaceAll(secret, '…'), text);
  return said.length > maxSaid ? `${said.slice(0, maxSaid)}…` : said;
}

interface Fields {
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly statusCode?: unknown;
  readonly type?: unknown;
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? value : {};
}
