// A deploy without containers, gated: node examples/deploy-script/run.mjs
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startRegistry } from '../../packages/testkit/dist/index.js';
import { openScene, say, show } from '../shared/scene.mjs';
import { dependency, layOutShop, publishDenied } from '../shared/shop.mjs';

const scene = await openScene('deploy-script');
const registry = await startRegistry({ npm: [dependency] });
const work = join(scene.folder, 'work');
const run = (words, expected = 0) => show(words, { cwd: work, env: scene.env, expected });
const deploy = (release, expected) => run(['./deploy.sh', release, 'server', 'trust'], expected);

try {
  const { shop, trust } = await layOutShop(scene, registry);
  for (const name of ['build.sh', 'deploy.sh']) {
    await cp(fileURLToPath(new URL(name, import.meta.url)), join(work, name));
  }
  await mkdir(join(work, 'server'));
  await publishDenied({ trust, run }, 1, []);
  await run(['./build.sh', 'shop', 'release-1', 'trust']);
  await deploy('release-1');
  await run(['node', 'server/current/main.mjs']);

  say('Somebody puts another archive into the release.');
  await cp(join(work, 'release-1'), join(work, 'release-x'), { recursive: true });
  await writeFile(join(shop, 'main.mjs'), "console.log('Your card number, please.');\n");
  await run(['tar', '-C', 'shop', '-czf', 'release-x/shop.tgz', 'main.mjs', 'package.json', 'package-lock.json']);
  await deploy('release-x', 1);

  say('The summary was lost on the way.');
  await writeFile(join(work, 'release-x/shop.summary.jsonl'), '');
  await deploy('release-x', 3);

  say('A second release, and then the first one again.');
  await writeFile(join(shop, 'main.mjs'), "console.log('The shop is open, until late.');\n");
  await new Promise((resolve) => setTimeout(resolve, 1100)); // summaries tell times in seconds
  await run(['./build.sh', 'shop', 'release-2', 'trust']);
  await deploy('release-2');
  await deploy('release-1', 1);

  say('What the application depends on turns out to be malware.');
  await publishDenied({ trust, run }, 2, ['pkg:npm/left-pad@1.3.0']);
  await deploy('release-2', 1);
  await run(['node', 'server/current/main.mjs']);
} finally {
  await registry.close();
  await scene.remove();
}
