// A vendor seals a licence package, a customer verifies it: node examples/vendor-release/run.mjs
import { generateKeyPairSync, hash } from 'node:crypto';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mintPackage, startRegistry, startVendorServer } from '../../packages/testkit/dist/index.js';
import { bareKey, copyTemplates, openScene, say, show } from '../shared/scene.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const archive = 'acme-pro-license-3.1.0.tgz';
const statement = `${archive}.dsse.json`;

const scene = await openScene('vendor-release');
const [house, keys, out, customer] = ['vendor', 'keys', 'public', 'customer'].map((name) => join(scene.folder, name));
const customerEnv = { ...scene.env, ACME_PRO_TOKEN: 'swordfish' };
const registry = await startRegistry();
const vendor = await startVendorServer({ credentials: [{ token: 'swordfish' }] });

try {
  const publicKeys = await makeKeys();
  await release(publicKeys);
  await receive(publicKeys);
  await whatGoesWrong();
} finally {
  await Promise.all([vendor.close(), registry.close()]);
  await scene.remove();
}

/** The vendor does this once, and gives customers the public halves. */
async function makeKeys() {
  await mkdir(keys);
  const make = async (name) => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await writeFile(join(keys, `${name}.pem`), pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), {
      mode: 0o600,
    });
    return bareKey(pair.publicKey.export({ type: 'spki', format: 'pem' }));
  };
  return { key: await make('token-key'), statementKey: await make('statement-key') };
}

/** On the vendor's side. */
async function release({ key }) {
  await mkdir(house);
  await mkdir(out);
  await cp(here('package'), join(house, 'package'), { recursive: true });
  await cp(here('release.mjs'), join(house, 'release.mjs'));
  const code = hash('sha256', await readFile(here('package/index.js')));
  const profile = (await readFile(here('vendor.yaml'), 'utf8')).replace('{{key}}', key).replace('{{code}}', code);
  await writeFile(join(house, 'vendor.yaml'), profile);
  await show(['node', 'release.mjs', '../keys', '../public', 'shop'], { cwd: house, env: scene.env });
  await cp(join(house, 'vendor.yaml'), join(out, 'vendor.yaml'));
  await show(['ls', '../public'], { cwd: house, env: scene.env });
  say('In the statement, signed:');
  const envelope = JSON.parse(await readFile(join(out, statement), 'utf8'));
  console.log(`${JSON.stringify(JSON.parse(Buffer.from(envelope.payload, 'base64')), null, 2)}\n`);
}

/** On the customer's side: profile and statement came from the vendor's site, the package comes from its registry. */
async function receive({ statementKey }) {
  const minted = mintPackage({
    name: '@acme-pro/license',
    version: '3.1.0',
    bytes: await readFile(join(out, archive)),
  });
  vendor.add({ npm: [minted] });
  await writeFile(join(scene.home, '.npmrc'), `registry=${registry.url}\n`);
  await copyTemplates(here('customer'), customer, { statementKey, vendor: vendor.url });
  for (const name of ['vendor.yaml', statement]) await cp(join(out, name), join(customer, name));
  await show(['assay', 'license', 'record', '--policy', 'assay.yaml'], { cwd: customer, env: customerEnv });
  await verify(0);
}

async function whatGoesWrong() {
  say('Other bytes on the vendor’s server.');
  const bytes = await readFile(join(out, archive));
  bytes[9] ^= 1; // the operating system in gzip's header: every client unpacks the same files
  vendor.serve({ name: '@acme-pro/license', version: '3.1.0', bytes });
  await verify(1);
  say('A hurried fix, and nobody told the profile: nothing is signed.');
  await writeFile(
    join(house, 'package/index.js'),
    `${await readFile(join(house, 'package/index.js'), 'utf8')}// hurried fix\n`,
  );
  await show(['node', 'release.mjs', '../keys', '../public', 'shop'], { cwd: house, env: scene.env, expected: 3 });
}

function verify(expected) {
  const words = ['assay', 'license', 'verify', '--policy', 'assay.yaml', '--phase', 'before'];
  return show(words, { cwd: customer, env: customerEnv, expected });
}
