/** `assay license seal --keyless` as a process: exit codes, what it prints, and that no token is among it. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  githubIdentity,
  mintIdentityToken,
  mintLicenseTarball,
  mintSigstore,
  startSigstoreServices,
  temporaryFolder,
  type ClientResult,
  type SigstoreServices,
} from '@assay/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installPackedCli } from '../packed-cli.js';

const identity = githubIdentity({ repository: 'acme/acme-pro', workflow: '.github/workflows/license.yml' });
const sigstore = mintSigstore();
const archive = mintLicenseTarball({ version: '3.1.0', token: 'a-licence' });
const name = 'acme-pro-license-3.1.0.tgz';

const profile = `profile: 1
id: acme-pro
vendor: Acme Pro
ecosystem: npm
name: '@acme-pro/license'
content: { files: [{ pattern: '**', maxBytes: 4096 }] }
`;

const policy = `version: 1
licensePackages:
  - profile: ./vendor.yaml
    version: 3.1.0
    bundled: ./${name}
    checksums: [{ file: './${name}.sigstore.json' }]
    publishers: [{ kind: github, repository: acme/acme-pro, workflow: .github/workflows/license.yml }]
`;

let cli: Awaited<ReturnType<typeof installPackedCli>>;
let place: Awaited<ReturnType<typeof temporaryFolder>>;
let services: SigstoreServices;

beforeAll(async () => {
  cli = await installPackedCli();
  place = await temporaryFolder();
  services = await startSigstoreServices(sigstore, { identity });
  await mkdir(join(place.path, 'home'));
  await writeFile(join(place.path, name), archive.bytes);
  await writeFile(join(place.path, 'vendor.yaml'), profile);
  await writeFile(join(place.path, 'assay.yaml'), policy);
  await writeFile(join(place.path, 'root.json'), JSON.stringify(sigstore.trustedRoot()));
  expect((await assay(['trust', 'import', 'root.json', '--name', 'minted'])).status).toBe(0);
});
afterAll(async () => {
  await services.close();
  await place.remove();
  await cli.remove();
});

function assay(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<ClientResult> {
  const home = { HOME: join(place.path, 'home'), ASSAY_TRUST: join(place.path, 'trust') };
  return cli.run(args, { cwd: place.path, env: { ...home, ...env } });
}

const asked = () => ['--fulcio', services.fulcio, '--rekor', services.rekor, '--tsa', services.tsa];
const output = `${name}.sigstore.json`;

function seal(
  env: Readonly<Record<string, string>> = services.githubEnv,
  more: readonly string[] = ['--keyless', ...asked(), '--output', output],
): Promise<ClientResult> {
  return assay(['license', 'seal', name, '--profile', './vendor.yaml', ...more], env);
}

/** No part of any token, nor of what tokens are handed out for. */
function expectNoToken({ stdout, stderr }: ClientResult, ...given: readonly string[]): void {
  const secrets = [...services.tokens, ...given, services.githubEnv.ACTIONS_ID_TOKEN_REQUEST_TOKEN];
  for (const part of secrets.flatMap((secret) => secret.split('.'))) expect(stdout + stderr).not.toContain(part);
}

describe('sealing in a job', () => {
  test('writes a bundle that a customer’s look proves, and prints how to expect it', async () => {
    const sealed = await seal();
    expect(sealed).toMatchObject({ status: 0, stdout: '' });
    expect(sealed.stderr).toContain('publishers: [{ kind: "github", repository: "acme/acme-pro"');
    expectNoToken(sealed);
    const bundle = await readFile(join(place.path, output), 'utf8');
    expect(bundle).not.toContain(services.tokens[0]?.split('.')[2]);
    const looked = await assay([
      'license',
      'verify',
      '--policy',
      'assay.yaml',
      '--phase',
      'bundled',
      '--format',
      'json',
    ]);
    expect(looked.stdout).toContain('"license-checksum-stated"');
  });

  test('without an identity ends with 2 and says which permission is missing', async () => {
    const { status, stderr } = await seal({});
    expect(status).toBe(2);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain('add to the job: `permissions: id-token: write`');
  });

  test('with a token that has ended ends with 2', async () => {
    const token = mintIdentityToken(identity, { endsIn: -5 });
    const result = await seal({ SIGSTORE_ID_TOKEN: token });
    expect(result.status).toBe(2);
    expect(result.stderr).toContain('the identity token ended at');
    expectNoToken(result, token);
  });

  test.each([
    ['Fulcio refuses', 'fulcio', 400, 1, 'keyless-certificate-refused'],
    ['Fulcio fails', 'fulcio', 500, 3, 'keyless-certificate-unavailable'],
    ['Rekor refuses', 'rekor', 400, 1, 'keyless-log-refused'],
    ['Rekor is down', 'rekor', 503, 3, 'keyless-log-unavailable'],
    ['the timestamp authority is down', 'tsa', 500, 3, 'keyless-timestamp-unavailable'],
    ['GitHub refuses a token', 'oidc', 403, 1, 'keyless-token-refused'],
  ] as const)('when %s, writes nothing', async (_what, service, status, exitCode, code) => {
    const file = `${service}-${String(status)}.json`;
    services.setFault(service, { kind: 'status', status });
    const result = await seal(services.githubEnv, ['--keyless', ...asked(), '--output', file]);
    services.setFault(service, null);
    expect(result).toMatchObject({ status: exitCode, stdout: '' });
    expect(result.stderr).toContain(`[${code}]`);
    expect(result.stderr).toContain('Nothing was sealed.');
    expectNoToken(result);
    await expect(readFile(join(place.path, file))).rejects.toThrow('ENOENT');
  });

  test('when this machine does not trust the instance, writes nothing', async () => {
    const result = await seal({ ...services.githubEnv, ASSAY_TRUST: join(place.path, 'no-trust') });
    expect(result).toMatchObject({ status: 3, stdout: '' });
    expect(result.stderr).toContain('--trusted-root');
    expectNoToken(result);
  });
});

describe('arguments', () => {
  test.each<readonly [string, readonly string[], string]>([
    ['no services', ['--keyless'], '--keyless needs the services to ask'],
    ['nobody to say when', ['--keyless', '--fulcio', 'https://f.example'], '--keyless needs the services to ask'],
    ['a key too', ['--keyless', '--key', 'k.pem'], 'name the key with --key'],
    ['services without it', ['--unsigned', '--fulcio', 'https://f.example'], '--fulcio belongs to --keyless'],
    ['a Rekor of a third kind', ['--keyless', '--rekor-api', '3'], '--rekor-api is one of 1, 2'],
    [
      'plain http',
      ['--keyless', '--fulcio', 'http://f.example', '--rekor', 'https://r.example'],
      'the URL of fulcio is plain http',
    ],
  ])('with %s are a usage error', async (_what, more, message) => {
    const { status, stderr } = await seal({ SIGSTORE_ID_TOKEN: mintIdentityToken(identity) }, more);
    expect(status).toBe(2);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(message);
  });
});
