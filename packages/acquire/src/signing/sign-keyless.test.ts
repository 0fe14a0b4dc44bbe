import {
  githubIdentity,
  mintIdentityToken,
  mintSigstore,
  startSigstoreServices,
  type BundleJson,
  type SigstoreService,
  type SigstoreServices,
} from '@assay/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signKeyless, type KeylessOptions } from './sign-keyless.js';

const identity = githubIdentity({ repository: 'acme/acme-pro' });
const limits = { requestMs: 400, retries: 0, totalMs: 5000 };
const payload = Buffer.from('{"_type":"https://in-toto.io/Statement/v1"}');
const type = 'application/vnd.in-toto+json';

let services: SigstoreServices;
const token = mintIdentityToken(identity);

beforeAll(async () => {
  services = await startSigstoreServices(mintSigstore(), { identity });
});

beforeEach(() => {
  for (const each of ['oidc', 'fulcio', 'rekor', 'tsa'] as const) services.setFault(each, null);
});

afterAll(() => services.close());

function optionsFor(given: Partial<KeylessOptions> = {}): KeylessOptions {
  const { fulcio, rekor, tsa } = services;
  return { token, services: { fulcio, rekor: { url: rekor, api: 1 }, tsa }, limits, ...given };
}

const sign = (given: Partial<KeylessOptions> = {}) => signKeyless(payload, type, optionsFor(given));

function bundleOf(result: Awaited<ReturnType<typeof signKeyless>>): BundleJson {
  if (!(result instanceof Uint8Array)) throw new Error(`${result.code}: ${result.detail}`);
  return JSON.parse(Buffer.from(result).toString()) as BundleJson;
}

describe('signing without a key', () => {
  it('gives a bundle v0.3 with the envelope, one certificate, one log entry and one timestamp', async () => {
    const { mediaType, dsseEnvelope, verificationMaterial } = bundleOf(await sign());
    expect(mediaType).toBe('application/vnd.dev.sigstore.bundle.v0.3+json');
    expect(dsseEnvelope).toMatchObject({ payload: payload.toString('base64'), payloadType: type });
    expect(dsseEnvelope?.signatures).toHaveLength(1);
    expect(verificationMaterial.certificate?.rawBytes).toMatch(/^MII/);
    expect(verificationMaterial.tlogEntries?.map(({ kindVersion }) => kindVersion.kind)).toEqual(['dsse']);
    expect(verificationMaterial.timestampVerificationData?.rfc3161Timestamps).toHaveLength(1);
  });

  it('asks Rekor v2 where that is named', async () => {
    const { fulcio, rekor, tsa } = services;
    const { verificationMaterial } = bundleOf(
      await sign({ services: { fulcio, rekor: { url: `${rekor}/`, api: 2 }, tsa } }),
    );
    expect(verificationMaterial.tlogEntries?.[0]?.kindVersion).toEqual({ kind: 'dsse', version: '0.0.2' });
    expect(services.requests.at(-1)?.path).toMatch(/v1\/timestamp|v2\/log/);
  });

  it.each([
    ['plain http to another machine', { fulcio: 'http://fulcio.example' }, /fulcio is plain http/],
    ['a URL that is none', { fulcio: 'fulcio.example' }, /fulcio is no http or https URL/],
    ['a URL with a password', { fulcio: 'https://u:p@fulcio.example' }, /holds a user name/],
  ])('refuses %s', async (_what, given, message) => {
    const { rekor } = services;
    await expect(sign({ services: { rekor: { url: rekor, api: 1 }, ...given } })).rejects.toThrow(message);
  });

  it('refuses to sign where nobody says when: certificates live for minutes', async () => {
    const { fulcio, rekor } = services;
    await expect(sign({ services: { fulcio } })).rejects.toThrow('nobody would say when it was signed');
    await expect(sign({ services: { fulcio, rekor: { url: rekor, api: 2 } } })).rejects.toThrow('nobody would say');
  });
});

const steps = [
  ['fulcio', 'certificate'],
  ['rekor', 'log'],
  ['tsa', 'timestamp'],
] as const satisfies readonly (readonly [SigstoreService, string])[];

describe.each(steps)('when %s does not do its part', (service, step) => {
  const host = () => new URL(services.fulcio).host;

  it.each([400, 401, 403, 404, 409])('a refusal (%d) is one, with what was said', async (status) => {
    services.setFault(service, jsonFault(status, { message: 'not with me' }));
    expect(await sign()).toMatchObject({
      code: `keyless-${step}-refused`,
      outcome: 'refuted',
      detail: `${host()} answered: (${String(status)}) not with me`,
    });
  });

  it.each([429, 500, 503])('an outage (%d) may pass', async (status) => {
    services.setFault(service, { kind: 'status', status });
    expect(await sign()).toMatchObject({ code: `keyless-${step}-unavailable`, outcome: 'unknown' });
  });

  it.each([
    ['no answer', { kind: 'hang' }, 'did not answer in time'],
    ['one byte after the other', { kind: 'drip', everyMs: 50 }, 'did not answer in time'],
    ['a broken connection', { kind: 'close' }, 'could not be asked (ECONNRESET)'],
  ] as const)('%s is an outage, told as what it was', async (_what, fault, said) => {
    services.setFault(service, fault);
    expect(await sign()).toMatchObject({
      code: `keyless-${step}-unavailable`,
      detail: expect.stringContaining(said) as unknown,
    });
  });

  it('what a service writes is shown short, and without the token', async () => {
    services.setFault(service, jsonFault(400, { message: `I was sent ${token}! ${'long '.repeat(500)}` }));
    const result = await sign();
    const { detail } = result as { readonly detail: string };
    expect(detail).toContain('I was sent …!');
    expect(detail.length).toBeLessThan(400);
    for (const part of token.split('.')) expect(JSON.stringify(result)).not.toContain(part);
  });
});

describe('answers that are none', () => {
  it.each(['fulcio', 'rekor'] as const)('of %s are told', async (service) => {
    for (const body of ['<html>', '{}', 'null', '[]', '{"a":{"body":"e30="}}']) {
      services.setFault(service, { kind: 'body', body });
      expect(await sign()).toMatchObject({ code: 'keyless-answer-malformed', outcome: 'refuted' });
    }
  });

  it('never quote a token that cannot be read', async () => {
    const odd = 'odd-secret-token.%%%.x';
    const result = await sign({ token: odd });
    expect(JSON.stringify(result)).not.toContain('odd-secret');
  });
});

it('an outage that passes in time costs an attempt, not the seal', async () => {
  services.setFault('rekor', { kind: 'status', status: 503 });
  const signing = sign({ limits: { requestMs: 1000, retries: 2, totalMs: 10_000 } });
  setTimeout(() => {
    services.setFault('rekor', null);
  }, 200);
  expect(bundleOf(await signing).verificationMaterial.tlogEntries).toHaveLength(1);
});

it('slow services end with the total deadline', async () => {
  services.setFault('tsa', { kind: 'hang' });
  const before = Date.now();
  const result = await sign({ limits: { requestMs: 60_000, retries: 0, totalMs: 300 } });
  expect(result).toMatchObject({ code: 'keyless-too-slow', outcome: 'unknown' });
  expect(Date.now() - before).toBeLessThan(3000);
});

function jsonFault(status: number, body: unknown) {
  return {
    kind: 'status',
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  } as const;
}
