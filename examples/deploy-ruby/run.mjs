// A Ruby deploy that stops where Assay says no: node examples/deploy-ruby/run.mjs
import { hash } from 'node:crypto';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mintLicenseGem, mintLicenseIssuer, startRegistry } from '../../packages/testkit/dist/index.js';
import { bareKey, isHere, openScene, say, show } from '../shared/scene.mjs';
import { dependency, layOutShop, publishDenied } from '../shared/shop.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const issuer = mintLicenseIssuer();
const license = mintLicenseGem({ id: '2026.1.0', token: issuer.token('Acme Ltd') });
const scene = await openScene('deploy-ruby');
const registry = await startRegistry({ npm: [dependency] });
const work = join(scene.folder, 'work');
const run = (words, expected = 0) => show(words, { cwd: work, env: scene.env, expected });

try {
  if (isHere('ruby')) await deploys();
  else say('Ruby is not here: the deploy is left out.');
} finally {
  await registry.close();
  await scene.remove();
}

async function deploys() {
  await prepare();
  await run(['ruby', 'deploy.rb', 'release']);
  await run(['node', 'server/current/main.mjs']);

  say('Somebody puts another archive into the release.');
  await cp(join(work, 'release'), join(work, 'release-x'), { recursive: true });
  await writeFile(join(work, 'release-x/shop.tgz'), 'other bytes');
  await run(['ruby', 'deploy.rb', 'release-x'], 1);

  say('The licence package in the release is not the one that was bought.');
  await cp(join(work, 'release'), join(work, 'release-y'), { recursive: true });
  const gem = join(work, 'release-y/vendor/karafka-license-2026.1.0.gem');
  await writeFile(gem, mintLicenseGem({ id: '2026.1.0', token: issuer.token('Someone Else') }).bytes);
  await run(['ruby', 'deploy.rb', 'release-y'], 1);

  say('The security team’s feed does not come any more: nobody knows.');
  await writeFile(join(work, 'trust/denied.json'), '');
  await run(['ruby', 'deploy.rb', 'release'], 1);
}

async function prepare() {
  const { trust } = await layOutShop(scene, registry);
  const release = join(work, 'release');
  await mkdir(join(release, 'vendor'), { recursive: true });
  await mkdir(join(work, 'server'));
  for (const name of ['deploy.rb', 'lib']) await cp(here(name), join(work, name), { recursive: true });
  await cp(here('../deploy-script/build.sh'), join(work, 'build.sh'));
  await writeFile(join(release, 'vendor/karafka-license-2026.1.0.gem'), license.bytes);
  const values = {
    sha256: hash('sha256', license.bytes),
    key: bareKey(issuer.publicKeyPem),
    code: hash('sha256', license.files['lib/karafka-license.rb']),
  };
  const policy = await readFile(here('license.yaml'), 'utf8');
  await writeFile(
    join(trust, 'license.yaml'),
    policy.replaceAll(/\{\{(\w+)\}\}/g, (_, word) => values[word]),
  );
  await publishDenied({ trust, run }, 1, []);
  await run(['./build.sh', 'shop', 'release', 'trust']);
}
