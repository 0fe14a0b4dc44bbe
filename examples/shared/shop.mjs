// What the deploy examples share: an application with one dependency, the keys of its build and of a security team, and a policy.
import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mintPackage, mintPackageLock, writeFiles } from '../../packages/testkit/dist/index.js';

/** What the shop is made of. */
export const dependency = mintPackage({ name: 'left-pad', version: '1.3.0' });

/**
 * Lays the shop out in a folder `work`: `shop` is the checkout, `trust` what build and server have of their own: keys and the policy. The
 * home lies outside: what lies in the folder of a checkout would count as the checkout's.
 */
export async function layOutShop({ folder, home }, registry, links = '[embedded, provenance]') {
  const work = join(folder, 'work');
  const [shop, trust] = [join(work, 'shop'), join(work, 'trust')];
  await mkdir(shop, { recursive: true });
  await mkdir(trust);
  const entries = [{ kind: 'registry', package: dependency }];
  await writeFiles(shop, mintPackageLock({ registry: registry.url, entries }).files);
  await writeFile(join(shop, 'package.json'), '{ "name": "shop", "version": "1.0.0", "private": true }\n');
  await writeFile(join(shop, 'main.mjs'), "console.log('The shop is open.');\n");
  await writeFile(join(home, '.npmrc'), `registry=${registry.url}\n`);
  const [build, psirt] = [await makeKey(trust, 'build'), await makeKey(trust, 'psirt')];
  const policy = await readFile(fileURLToPath(new URL('deploy.yaml', import.meta.url)), 'utf8');
  const values = { build, psirt, links };
  const filled = policy.replaceAll(/<(\w+)>/g, (_, word) => values[word]);
  await writeFile(join(trust, 'assay.yaml'), filled);
  return { work, shop, trust };
}

/** A key pair; its public half as a policy takes it. */
async function makeKey(folder, name) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  await writeFile(join(folder, `${name}.pem`), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return JSON.stringify(publicKey.export({ type: 'spki', format: 'pem' }));
}

/** The security team's side; the feed comes to the server by whatever brings files there. `run` runs a command in `work`, and shows it. */
export async function publishDenied({ trust, run }, sequence, purls) {
  await writeFile(join(trust, 'denied.yaml'), deniedList(sequence, purls));
  const sealing = ['assay', 'gate', 'seal-denied', 'trust/denied.yaml', '--sign-key', 'trust/psirt.pem'];
  await run([...sealing, '--output', 'trust/denied.json']);
}

/** A list of what is denied, as a security team keeps it. */
function deniedList(sequence, purls) {
  const expires = `${new Date(Date.now() + 86_400_000).toISOString().slice(0, 19)}Z`;
  const entries = purls.map((purl) => `  - { purl: '${purl}', reason: it steals environment variables }\n`);
  return `feed: acme-psirt\nsequence: ${sequence}\nexpires: ${expires}\npurls:\n${entries.join('') || '  []\n'}`;
}
