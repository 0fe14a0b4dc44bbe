// A bill of materials that says what was verified, made, re-checked, signed, and lied in: node examples/sbom/run.mjs
import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mintPackage, mintPackageLock, startRegistry, writeFiles } from '../../packages/testkit/dist/index.js';
import { openScene, say, show } from '../shared/scene.mjs';

const scene = await openScene('sbom');
const project = join(scene.folder, 'shop');
const packages = [
  mintPackage({ name: 'left-pad', version: '1.3.0' }),
  mintPackage({ name: '@acme/invoice', version: '4.1.0' }),
];
const registry = await startRegistry({ npm: packages });

try {
  await layOutProject();
  await make();
  await sign();
  await lie();
} finally {
  await registry.close();
  await scene.remove();
}

/** As `npm install` leaves it, and what the policy adds that no lockfile knows. */
async function layOutProject() {
  await mkdir(project);
  const entries = packages.map((minted) => ({ kind: 'registry', package: minted }));
  await writeFiles(project, mintPackageLock({ registry: registry.url, entries }).files);
  const manifest = { name: 'shop', version: '1.0.0', license: 'UNLICENSED' };
  await writeFile(join(project, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const policy = await readFile(fileURLToPath(new URL('assay.yaml', import.meta.url)), 'utf8');
  await writeFile(join(project, 'assay.yaml'), policy.replace('{{registry}}', registry.url));
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await writeFile(join(scene.folder, 'release.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }), {
    mode: 0o600,
  });
  await writeFile(join(scene.folder, 'release.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
}

async function make() {
  await assay('sbom --policy assay.yaml --record evidence.tar --output bom.json');
  await assay('sbom validate bom.json');
  await assay('sbom verify bom.json --evidence evidence.tar --policy assay.yaml');
  await assay('sbom conform bom.json --to ntia --quiet', 1);
}

async function sign() {
  say('For customers: signed, with the lockfile as the statement’s subject. Nothing is asked again.');
  await assay('sbom --replay evidence.tar --sign-key ../release.pem --output bom.dsse.json');
  await assay('attestation verify package-lock.json --bundle bom.dsse.json --key ../release.pub --quiet');
  await assay('sbom verify bom.dsse.json --evidence evidence.tar --key ../release.pub');
}

async function lie() {
  say('Somebody makes the bill look better than the run was.');
  const bom = JSON.parse(await readFile(join(project, 'bom.json'), 'utf8'));
  const component = bom.components.find(({ name }) => name === 'left-pad');
  component.properties.find(({ name }) => name === 'assay:verdict').value = 'pass';
  component.properties.push({ name: 'assay:signed:provenance:by', value: 'https://github.com/left-pad/left-pad' });
  await writeFile(join(project, 'bom.json'), `${JSON.stringify(bom, null, 2)}\n`);
  await assay('sbom verify bom.json --evidence evidence.tar', 1);
}

function assay(words, expected = 0) {
  return show(['assay', ...words.split(' ')], { cwd: project, env: scene.env, expected });
}
