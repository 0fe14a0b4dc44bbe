// A Node application with a licence package from a private scope: node examples/node-license/run.mjs
import { hash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  mintLicenseIssuer,
  mintLicenseTarball,
  mintPackageLock,
  startRegistry,
  startVendorServer,
} from '../../packages/testkit/dist/index.js';
import { bareKey, copyTemplates, openScene, say, show } from '../shared/scene.mjs';

const issuer = mintLicenseIssuer('acme-pro');
const token = issuer.jwt({ iss: 'acme-pro', sub: 'shop', iat: 1767312000 }, { alg: 'ES256' });
const license = mintLicenseTarball({ version: '3.1.0', token });
const empty = new Uint8Array();

const scene = await openScene('node-license');
const old = { name: 'old', token: 'swordfish-2025' };
const fresh = { name: 'new', token: 'swordfish-2026' };
const vendor = await startVendorServer({ npm: [license], credentials: [old, fresh] });
const registry = await startRegistry();
const app = join(scene.folder, 'app');
const env = { ...scene.env, ACME_PRO_TOKEN: old.token, ACME_PRO_TOKEN_NEW: fresh.token, npm_config_fetch_retries: '0' };
const verify = ['assay', 'license', 'verify', '--policy', 'assay.yaml'];
const run = (words, options = {}) => show(words, { cwd: app, env, ...options });

try {
  await prepare();
  await install();
  await rotate();
  await whatGoesWrong();
} finally {
  await Promise.all([vendor.close(), registry.close()]);
  await scene.remove();
}

async function prepare() {
  await copyTemplates(fileURLToPath(new URL('app', import.meta.url)), app, {
    vendor: vendor.url,
    integrity: license.integrity,
    code: hash('sha256', license.files['index.js']),
    key: bareKey(issuer.jwtKeys.ES256),
  });
  const place = vendor.url.slice('http:'.length);
  await writeFile(join(scene.home, '.npmrc'), `registry=${registry.url}\n${place}:_authToken=\${ACME_PRO_TOKEN}\n`);
  const { text } = mintPackageLock({ registry: vendor.url, entries: [{ kind: 'registry', package: license }] });
  await writeFile(join(app, 'package-lock.json'), text);
}

async function install() {
  await run(['assay', 'license', 'record', '--policy', 'assay.yaml']);
  await run([...verify, '--phase', 'before']);
  await run(['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  await run([...verify, '--phase', 'after,installed']);
  await run(['node', 'main.mjs']);
}

async function rotate() {
  say('A new token came; the old one still works.');
  const references = ['--old', 'env:ACME_PRO_TOKEN', '--new', 'env:ACME_PRO_TOKEN_NEW'];
  await run(['assay', 'license', 'rotate-check', '--policy', 'assay.yaml', ...references]);
}

async function whatGoesWrong() {
  say('Somebody adds a file to the installed package.');
  const added = join(app, 'node_modules/@acme-pro/license/index.mjs');
  await writeFile(added, 'export default { token: "free" };\n');
  await run([...verify, '--phase', 'installed'], { expected: 1 });
  await rm(added);
  say('The vendor’s server sends an empty file.');
  vendor.serve({ name: license.name, version: license.version, bytes: empty, index: 'old' });
  await run([...verify, '--phase', 'before'], { expected: 1 });
}
