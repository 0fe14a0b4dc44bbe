import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  mintLicenseGem,
  mintLicenseIssuer,
  mintLicenseProject,
  mintLicenseTarball,
  nodeInstall,
  startVendorServer,
  temporaryFolder,
  writeFiles,
  type VendorServer,
} from '@assay/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installPackedCli } from './packed-cli.js';

/** Loaded before the command: keeps the name of every algorithm that Node's crypto is asked for. */
const probe = `
import crypto from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const seen = new Set();
for (const name of ['createHash', 'hash', 'createHmac', 'createSign', 'createVerify', 'sign', 'verify']) {
  const real = crypto[name];
  crypto[name] = (...args) => {
    if (typeof args[0] === 'string') seen.add(args[0].toLowerCase());
    return real(...args);
  };
}
syncBuiltinESMExports();
process.on('exit', () => appendFileSync(process.env.PROBE_FILE, [...seen].join('\\n') + '\\n'));
`;

let cli: Awaited<ReturnType<typeof installPackedCli>>;
beforeAll(async () => {
  cli = await installPackedCli();
});
afterAll(() => cli.remove());

const issuer = mintLicenseIssuer();
const token = issuer.token('Acme Ltd');
const gem = mintLicenseGem({ id: '1000.42', token });
const tarball = mintLicenseTarball({ version: '2.1.0', token });

function policyFor(server: VendorServer): string {
  const source = { source: server.url, insecure: true, credentials: 'none' };
  const gemEntry = { profile: 'karafka', version: gem.version, digests: [`sha256:${gem.sha256}`] };
  const npmEntry = { profile: 'generic-npm', name: tarball.name, version: tarball.version };
  return JSON.stringify({
    version: 1,
    licensePackages: [
      { ...gemEntry, ...source, token: { keys: [issuer.publicKeyPem] } },
      { ...npmEntry, ...source, digests: [tarball.integrity] },
    ],
  });
}

/** A project with both packages locked, the gem vendored and the tarball installed. */
async function layProject(folder: string, server: VendorServer) {
  const went = await nodeInstall({ folder, source: server.url, packages: [tarball] });
  const root = went.projectFolder;
  await writeFiles(root, mintLicenseProject({ source: server.url, gem }).files);
  await mkdir(join(root, 'vendor/cache'), { recursive: true });
  await writeFile(join(root, 'vendor/cache', gem.fileName), gem.bytes);
  await writeFile(join(root, 'assay.yaml'), policyFor(server));
  return { root, env: went.env };
}

describe('the algorithms of a look at licence packages', () => {
  test('are none of those that are broken: nothing decides by MD5 or SHA-1, and neither is computed', async () => {
    await using server = await startVendorServer({ gems: [gem], npm: [tarball] });
    await using folder = await temporaryFolder();
    const { root, env } = await layProject(folder.path, server);
    const [probeFile, seenFile] = [join(folder.path, 'probe.mjs'), join(folder.path, 'seen')];
    await writeFile(probeFile, probe);
    const given = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const probed = { NODE_OPTIONS: `--import=${pathToFileURL(probeFile).href}`, PROBE_FILE: seenFile };
    const options = { cwd: root, env: { ...Object.fromEntries(given), ...probed } };
    const { stdout } = await cli.run(['license', 'verify', '--policy', 'assay.yaml', '--format', 'json'], options);
    const { report } = JSON.parse(stdout) as { report: { findings: readonly { check: string; code: string }[] } };
    const digests = report.findings.filter(({ check }) => check === 'license-digest').map(({ code }) => code);
    expect(digests.filter((code) => code === 'license-digest-match').length).toBeGreaterThanOrEqual(4);
    const seen = new Set((await readFile(seenFile, 'utf8')).split('\n').filter((line) => line !== ''));
    expect(seen).toContain('sha256');
    expect(seen).toContain('sha512');
    expect([...seen].filter((name) => /md|sha-?1$|ripemd/.test(name))).toEqual([]);
  });
});
