import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { join } from 'node:path';
import {
  layComposerVendor,
  layInstalledGem,
  mintGemfileLock,
  mintLicenseGem,
  mintLicenseIssuer,
  mintLicenseTarball,
  mintLicenseZip,
  mintPackageLock,
  npmCachePath,
  writeFiles,
} from '../../packages/testkit/dist/index.js';
import { assay } from './contenders.mjs';

const server = 'https://packages.vendor.example/';

/**
 * Lays out a project that has ten licence packages installed, seven gems, two npm packages and one of Composer, as the package managers
 * leave them, with a policy that asks all of them everything. Returns its folder and the environment in which it is looked at.
 */
export async function layLicenseProject(folder) {
  const issuer = mintLicenseIssuer();
  const token = issuer.token('Acme Ltd');
  const numbers = Array.from({ length: 7 }, (_, index) => index + 1);
  const gemNames = numbers.map((number) => (number === 1 ? 'karafka-license' : `vendor${number}-license`));
  const gems = gemNames.map((name, index) => mintLicenseGem({ name, id: `2026.${index}.0`, token }));
  const npm = [1, 2].map((number) => mintLicenseTarball({ name: `@vendor${number}/license`, version: '3.1.0', token }));
  const composer = [mintLicenseZip({ version: '2.0.0', token })];
  const project = join(folder, 'project');
  await layComposerVendor({ folder, source: server, packages: composer });
  for (const gem of gems) await layInstalledGem(join(folder, 'bundle/ruby/3.1.0'), gem);
  for (const minted of npm) await layNpm(folder, minted);
  const bundler = mintGemfileLock({ sources: [{ kind: 'registry', remote: server, gems, block: true, pinned: true }] });
  const entries = npm.map((minted) => ({ kind: 'registry', package: minted }));
  await writeFiles(project, { ...bundler.files, ...mintPackageLock({ registry: server, entries }).files });
  await writeFiles(project, { 'assay.yaml': policyText([...gems, ...npm, ...composer], issuer) });
  const place = { project, env: environment(folder) };
  record(place);
  return place;
}

async function layNpm(folder, { name, bytes, files, integrity }) {
  await writeFiles(join(folder, 'project/node_modules', name), files);
  const cache = join(folder, 'npm/_cacache');
  const path = npmCachePath(cache, integrity);
  await writeFiles(cache, { [path.slice(cache.length + 1)]: bytes });
}

function environment(folder) {
  return {
    PATH: process.env.PATH,
    HOME: join(folder, 'home'),
    NO_COLOR: '1',
    BUNDLE_PATH: join(folder, 'bundle'),
    npm_config_cache: join(folder, 'npm'),
    COMPOSER_CACHE_DIR: join(folder, 'cache'),
  };
}

/** Karafka's by its profile, the others by rules of their own: what is allowed inside, the code, the token. */
function policyText(packages, issuer) {
  const entries = packages.map((minted, index) => (index === 0 ? karafkaEntry(minted) : ownEntry(minted)));
  const key = issuer.publicKeyPem.replaceAll(/-----[^-]+-----|\s/g, '');
  return `version: 1\nlicensePackages:\n${entries.join('').replaceAll('KEY', key)}`;
}

function karafkaEntry({ name, version, bytes, files }) {
  return `  - profile: karafka
    version: ${version}
    source: ${server}
    digests:
      - { digest: 'sha256:${hash('sha256', bytes)}', origin: email, obtained: 2026-01-02 }
    token: { entity: Acme Ltd, keys: ['KEY'] }
    content:
      templates:
        - { name: known, pattern: lib/${name}.rb, sha256: ${hash('sha256', files[`lib/${name}.rb`])} }
`;
}

function ownEntry({ name, version, bytes, files, integrity = `sha256:${hash('sha256', bytes)}` }) {
  const token = Object.keys(files).find((path) => path.endsWith('license.txt'));
  const code = Object.keys(files).find((path) => /\.(?:rb|js|php)$/.test(path));
  const rest = Object.keys(files).filter((path) => path !== token && path !== code);
  const ecosystem = code.endsWith('.rb') ? 'rubygems' : code.endsWith('.js') ? 'npm' : 'composer';
  const others = rest.map((path) => `        - { pattern: ${path}, required: true, maxBytes: 4096 }\n`).join('');
  return `  - ecosystem: ${ecosystem}
    name: '${name}'
    version: ${version}
    vendor: Vendor of ${name}
    source: ${server}
    digests:
      - { digest: '${integrity}', origin: email, obtained: 2026-01-02 }
    content:
      files:
        - { pattern: ${code}, kind: code, required: true, maxBytes: 4096 }
        - { pattern: ${token}, kind: token, required: true, maxBytes: 4096 }
${others}      maxFiles: 5
      templates:
        - { name: known, pattern: ${code}, sha256: ${hash('sha256', files[code])} }
    token: { scheme: rsa-recover, path: ${token}, keys: ['KEY'], entity: Acme Ltd }
`;
}

/** As a customer does once: what lies there is written down in assay.lock. */
function record({ project, env }) {
  const args = [assay, 'license', 'record', '--policy', 'assay.yaml', '--phase', 'after'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`nothing was recorded\n${stdout}${stderr}`);
}
