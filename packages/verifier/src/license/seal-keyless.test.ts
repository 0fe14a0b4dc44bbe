/** A vendor's job seals without a key; a customer who expects that job verifies. */

import { hash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  emailIdentity,
  githubIdentity,
  gitlabIdentity,
  mintIdentityToken,
  mintLicenseIssuer,
  mintLicenseTarball,
  mintSigstore,
  startSigstoreServices,
  startVendorServer,
  temporaryFolder,
  type BundleJson,
  type SigningIdentity,
  type SigstoreServicesOptions,
} from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import { importTrustFile } from '../trust-commands.js';
import { sealLicense, type SealedLicense } from './seal-license.js';
import type { KeylessSealing } from './keyless-sealing.js';
import { lookAtLicense } from './testing/look-at-license.js';

const issuer = mintLicenseIssuer();
const archive = mintLicenseTarball({ version: '3.1.0', token: issuer.jwt({ iss: 'acme-pro', sub: 'shop' }) });
const sigstore = mintSigstore();
const job = githubIdentity({ repository: 'acme/acme-pro', workflow: '.github/workflows/license.yml' });
const limits = { requestMs: 1000, retries: 0, totalMs: 5000 };

const profile = `profile: 1
id: acme-pro
vendor: Acme Pro
ecosystem: npm
name: '@acme-pro/license'
content:
  files:
    - { pattern: package.json, required: true, maxBytes: 1024 }
    - { pattern: index.js, kind: code, required: true, maxBytes: 1024 }
    - { pattern: license.txt, kind: token, required: true, maxBytes: 4096 }
  templates:
    - { name: index.js, pattern: index.js, sha256: ${hash('sha256', archive.files['index.js'] ?? '', 'hex')} }
token: { scheme: jwt, path: license.txt, keys: [${JSON.stringify(issuer.jwtKeys.RS256)}] }
`;

/** A vendor's folder, a job, and what its identity is told. */
interface Vendor {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly services: Awaited<ReturnType<typeof startSigstoreServices>>;
  readonly seal: (change?: Partial<KeylessSealing>) => Promise<SealedLicense>;
}

async function vendor<T>(options: Partial<SigstoreServicesOptions>, act: (vendor: Vendor) => Promise<T>): Promise<T> {
  await using place = await temporaryFolder();
  await using services = await startSigstoreServices(sigstore, { identity: job, ...options });
  const folder = place.path;
  const file = join(folder, 'acme-pro-license-3.1.0.tgz');
  const env = { HOME: join(folder, 'home'), ASSAY_TRUST: join(folder, 'trust') };
  await mkdir(env.HOME);
  await writeFile(file, archive.bytes);
  await writeFile(join(folder, 'vendor.yaml'), profile);
  await writeFile(join(folder, 'root.json'), JSON.stringify(sigstore.trustedRoot()));
  await importTrustFile({ file: join(folder, 'root.json'), name: 'minted', env, cwd: folder });
  const { fulcio, rekor, tsa, githubEnv } = services;
  const keyless = {
    services: { fulcio, rekor: { url: rekor, api: 1 }, tsa },
    env: { ...env, ...githubEnv },
    limits,
  } as const;
  const seal = (change: Partial<KeylessSealing> = {}) =>
    sealLicense({ file, profile: join(folder, 'vendor.yaml'), keyFile: null, keyless: { ...keyless, ...change } });
  return await act({ folder, env, services, seal });
}

/** An item of `publishers`. */
const flow = (publisher: object) => JSON.stringify(publisher);
const workflow = { kind: 'github', repository: 'acme/acme-pro', workflow: '.github/workflows/license.yml' };

/** What a customer's look says of the document. */
async function customer(
  { folder, env }: Vendor,
  document: Uint8Array,
  change: { readonly publishers?: string; readonly bytes?: Uint8Array; readonly trust?: string } = {},
) {
  const { publishers = flow(workflow), bytes = archive.bytes, trust = env['ASSAY_TRUST'] ?? '' } = change;
  await writeFile(join(folder, 'seal.sigstore.json'), document);
  await mkdir(join(folder, 'app'), { recursive: true });
  await writeFile(join(folder, 'app/acme-pro-license-3.1.0.tgz'), bytes);
  const entry = {
    profile: './vendor.yaml',
    version: '3.1.0',
    bundled: './app/acme-pro-license-3.1.0.tgz',
    checksums: [{ file: './seal.sigstore.json' }],
  };
  const policy = join(folder, 'assay.yaml');
  const text = JSON.stringify(entry).slice(0, -1);
  await writeFile(policy, `version: 1\nlicensePackages:\n  - ${text}, publishers: [${publishers}] }\n`);
  const scene = { policy, project: folder, env: { ...env, ASSAY_TRUST: trust } };
  const { findings } = await lookAtLicense(scene, { phases: ['bundled'], at: new Date().toISOString() });
  const found = findings.filter(({ check }) => check === 'license-checksum');
  return { codes: found.map(({ code }) => code), detail: found.map(({ detail }) => detail).join('\n') };
}

function sealed({ document, problem }: SealedLicense): Uint8Array {
  if (document === null) throw new Error(`not sealed: ${String(problem?.code)} ${String(problem?.detail)}`);
  return document;
}

describe('a seal without a key', () => {
  it('is proven for a customer who expects the job, and says how to expect it', async () => {
    await vendor({}, async (scene) => {
      const result = await scene.seal();
      expect(result.publisher).toContain('kind: "github", repository: "acme/acme-pro"');
      const asTold = await customer(scene, sealed(result), { publishers: result.publisher ?? '' });
      expect(asTold.codes).toEqual(['license-checksum-stated']);
      expect((await customer(scene, sealed(result))).codes).toEqual(['license-checksum-stated']);
      expect(scene.services.requests.map(({ service }) => service).sort()).toEqual(['fulcio', 'oidc', 'rekor', 'tsa']);
    });
  });

  it.each([
    ['Rekor v1 alone', { rekor: { api: 1 } }],
    ['Rekor v2 and a timestamp authority', { rekor: { api: 2 }, tsa: true }],
  ] as const)('holds with %s', async (_what, wanted) => {
    await vendor({}, async (scene) => {
      const { fulcio, rekor, tsa } = scene.services;
      const services = { fulcio, rekor: { url: rekor, api: wanted.rekor.api }, ...('tsa' in wanted ? { tsa } : {}) };
      const result = await scene.seal({ services });
      expect((await customer(scene, sealed(result))).codes).toEqual(['license-checksum-stated']);
    });
  });

  it.each<readonly [string, SigningIdentity, object]>([
    ['GitLab', gitlabIdentity(), { ci_config_ref_uri: gitlabIdentity().san.value.slice('https://'.length) }],
    ['an e-mail address', emailIdentity(), {}],
  ])('takes the token of %s from SIGSTORE_ID_TOKEN, and asks nobody for one', async (_what, identity, claims) => {
    await vendor({ identity }, async (scene) => {
      const env = { ...scene.env, SIGSTORE_ID_TOKEN: mintIdentityToken(identity, { claims: { ...claims } }) };
      sealed(await scene.seal({ env: { ...env, ...scene.services.githubEnv } }));
      expect(scene.services.requests.map(({ service }) => service)).not.toContain('oidc');
    });
  });

  it.each<readonly [string, object, string]>([
    [
      'another publisher',
      { publishers: flow({ ...workflow, repository: 'acme/other' }) },
      'publisher-repository-mismatch',
    ],
    [
      'another workflow',
      { publishers: flow({ ...workflow, workflow: '.github/workflows/test.yml' }) },
      'publisher-workflow-mismatch',
    ],
    ['no trusted root', { trust: '/nowhere/at/all' }, 'certificate-authority-unknown'],
  ])('is not proven for a customer with %s', async (_what, change, why) => {
    await vendor({}, async (scene) => {
      const { codes, detail } = await customer(scene, sealed(await scene.seal()), change);
      expect(detail).toContain(`(${why})`);
      expect(codes).not.toContain('license-checksum-stated');
    });
  });

  it('is refuted for another file of the same name', async () => {
    const { bytes } = mintLicenseTarball({ version: '3.1.0', token: issuer.jwt({ iss: 'acme-pro', sub: 'thief' }) });
    await vendor({}, async (scene) => {
      const { codes, detail } = await customer(scene, sealed(await scene.seal()), { bytes });
      expect(codes).toEqual(['license-checksum-bundle-refuted']);
      expect(detail).toContain('(subject-mismatch)');
    });
  });

  it('is refuted when one byte of it was changed', async () => {
    await vendor({}, async (scene) => {
      const bundle = JSON.parse(new TextDecoder().decode(sealed(await scene.seal()))) as BundleJson;
      const { payload = '', ...envelope } = bundle.dsseEnvelope ?? { payloadType: '', signatures: [] };
      const other = Buffer.from(payload, 'base64').toString().replace('acme-pro', 'acme-qro');
      const changed = { ...bundle, dsseEnvelope: { ...envelope, payload: Buffer.from(other).toString('base64') } };
      const { codes, detail } = await customer(scene, Buffer.from(JSON.stringify(changed)));
      expect(codes).toEqual(['license-checksum-bundle-refuted']);
      expect(detail).toContain('(signature-invalid)');
    });
  });
});

describe('who published it', () => {
  const beforeInstalling = async (scene: Vendor, publishers: readonly object[]) => {
    await writeFile(join(scene.folder, 'seal.sigstore.json'), sealed(await scene.seal()));
    await using server = await startVendorServer({ npm: [archive] });
    const entry = {
      profile: './vendor.yaml',
      version: '3.1.0',
      source: server.url,
      insecure: true,
      credentials: 'none',
      checksums: [{ file: './seal.sigstore.json' }],
      publishers,
    };
    const policy = join(scene.folder, 'assay.yaml');
    await writeFile(policy, JSON.stringify({ version: 1, licensePackages: [entry] }));
    const look = { phases: ['before'], at: new Date().toISOString() } as const;
    const { findings } = await lookAtLicense({ policy, project: scene.folder, env: scene.env }, look);
    return findings.flatMap(({ check, code }) => (/checksum|publisher/.test(check) ? [code] : []));
  };

  it('is said by the bundle where a private registry shows nothing', async () => {
    await vendor({}, async (scene) => {
      expect(await beforeInstalling(scene, [workflow])).toEqual([
        'license-checksum-stated',
        'license-publisher-by-statement',
      ]);
    });
  });

  it('is not shown by a bundle of somebody else', async () => {
    await vendor({}, async (scene) => {
      expect(await beforeInstalling(scene, [{ ...workflow, repository: 'acme/other' }])).toEqual([
        'license-checksum-bundle-refuted',
        'publisher-not-shown',
      ]);
    });
  });
});

describe('nothing leaves the house', () => {
  const strangers = mintSigstore({ name: 'strangers.example' });

  it.each([
    ['Fulcio', 'fulcio'],
    ['Rekor', 'rekor'],
    ['the timestamp authority', 'tsa'],
  ] as const)('when %s is another instance’s than the trusted root', async (_what, service) => {
    await vendor({ foreign: { sigstore: strangers, services: [service] } }, async ({ seal }) => {
      const { document, problem } = await seal();
      expect(document).toBeNull();
      expect(problem?.next).toContain('--trusted-root');
      expect(problem?.text).toBe('What was signed could not be verified, so it was not written out.');
    });
  });

  it('when Fulcio certifies somebody else', async () => {
    await vendor({ certified: githubIdentity({ repository: 'acme/other' }) }, async ({ seal }) => {
      const { document, problem } = await seal();
      expect(document).toBeNull();
      expect(problem).toMatchObject({ code: 'signer-mismatch', outcome: 'refuted' });
      expect(problem?.detail).toContain('acme/other');
    });
  });

  it('when this machine trusts no instance but others', async () => {
    await vendor({}, async ({ seal, env, services }) => {
      const { document, problem } = await seal({ env: { ...services.githubEnv, HOME: env['HOME'] } });
      expect(document).toBeNull();
      expect(problem?.outcome).toBe('unknown');
    });
  });

  it('holds again with the root that is named', async () => {
    await vendor({}, async ({ seal, env, folder, services }) => {
      const trustedRoot = join(folder, 'root.json');
      sealed(await seal({ env: { ...services.githubEnv, HOME: env['HOME'] }, trustedRoot }));
    });
  });

  it('when the archive itself is refused; nobody is asked for anything', async () => {
    await vendor({}, async ({ seal, folder, services }) => {
      const { bytes } = mintLicenseTarball({ version: '3.1.0', token: 'x', files: { 'more.js': 'x' } });
      await writeFile(join(folder, 'acme-pro-license-3.1.0.tgz'), bytes);
      expect(await seal()).toMatchObject({ document: null });
      expect(services.requests).toEqual([]);
    });
  });
});

describe('the way to the services', () => {
  it('is through the proxy of the environment, and past it where that says so', async () => {
    await vendor({}, async ({ seal, env, services }) => {
      const behind = { ...env, SIGSTORE_ID_TOKEN: mintIdentityToken(job), http_proxy: 'http://127.0.0.1:1' };
      const { document, problem } = await seal({ env: behind });
      expect([document, problem?.code]).toEqual([null, 'keyless-certificate-unavailable']);
      expect(services.requests).toEqual([]);
      sealed(await seal({ env: { ...behind, no_proxy: '127.0.0.1' } }));
    });
  });
});

describe('the identity token', () => {
  it.each<readonly [string, Readonly<Record<string, string>>, string]>([
    ['GitHub without the permission', { GITHUB_ACTIONS: 'true' }, 'permissions: id-token: write'],
    ['GitLab without the token', { GITLAB_CI: 'true' }, 'id_tokens: { SIGSTORE_ID_TOKEN: { aud: sigstore } }'],
  ])('is missing in %s: a usage error with what to add', async (_what, env, hint) => {
    await vendor({}, async ({ seal }) => {
      await expect(seal({ env })).rejects.toMatchObject({
        code: 'ERR_USAGE',
        hint: expect.stringContaining(hint) as unknown,
      });
    });
  });

  it.each<readonly [string, string, RegExp]>([
    ['has ended', mintIdentityToken(job, { endsIn: -60 }), /the identity token ended at 20/],
    ['is for somebody else', mintIdentityToken(job, { audience: 'npm' }), /not for the audience "sigstore"/],
    ['is none', 'hunter2-hunter2', /is no OpenID Connect token/],
    ['is none inside', 'aGVsbG8.aHVudGVyMg.c2ln', /is no OpenID Connect token/],
    ['names no issuer', mintIdentityToken(job, { claims: { iss: undefined } }), /names no issuer/],
  ])('%s: a usage error before anybody is asked', async (_what, token, message) => {
    await vendor({}, async ({ seal, services }) => {
      const failure = await seal({ env: { SIGSTORE_ID_TOKEN: token } }).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'ERR_USAGE' });
      expect((failure as Error).message).toMatch(message);
      expect(JSON.stringify(failure) + String((failure as Error).stack)).not.toContain(token.split('.')[1] ?? token);
      expect(services.requests).toEqual([]);
    });
  });

  it('that GitHub hands out already ended is told', async () => {
    await vendor({ token: { endsIn: -1 } }, async ({ seal }) => {
      await expect(seal()).rejects.toThrow('the identity token ended at');
    });
  });

  it.each([
    ['refused', { kind: 'status', status: 403 }, 'keyless-token-refused'],
    ['redirected', { kind: 'redirect', to: 'https://elsewhere.example/' }, 'keyless-token-refused'],
    ['not answered', { kind: 'hang' }, 'keyless-token-unavailable'],
    ['answered with an outage', { kind: 'status', status: 503 }, 'keyless-token-unavailable'],
    ['answered with nonsense', { kind: 'body', body: '[]' }, 'keyless-token-unavailable'],
    ['answered without end', { kind: 'endless' }, 'keyless-token-unavailable'],
  ] as const)('is %s by GitHub', async (_what, fault, code) => {
    await vendor({}, async ({ seal, services }) => {
      services.setFault('oidc', fault);
      const { document, problem } = await seal();
      expect([document, problem?.code]).toEqual([null, code]);
      expect(JSON.stringify(problem)).not.toContain(services.githubEnv.ACTIONS_ID_TOKEN_REQUEST_TOKEN);
    });
  });

  it('that Fulcio does not believe is refused with Fulcio’s words', async () => {
    await vendor({}, async ({ seal, env }) => {
      const token = mintIdentityToken(job);
      const [head = '', body = ''] = token.split('.');
      const forged = `${head}.${body}.${Buffer.from('forged-forged-forged').toString('base64url')}`;
      const { problem } = await seal({ env: { ...env, SIGSTORE_ID_TOKEN: forged } });
      expect(problem).toMatchObject({ code: 'keyless-certificate-refused', outcome: 'refuted' });
      expect(problem?.detail).toContain('failed to verify signature');
    });
  });
});
