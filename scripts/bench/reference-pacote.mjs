/** npm's own way to a tarball's content: pacote fetches and checks the integrity, node-tar lists; 32 under way. FOLDER REGISTRY, npm in ASSAY_NPM */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { forEachLocked } from './locked-packages.mjs';

const npm = createRequire(join(process.env.ASSAY_NPM, 'package.json'));
const [pacote, tar] = [npm('pacote'), npm('tar')];
const [, registry] = process.argv.slice(2);

await forEachLocked(async ({ name, version, integrity, resolved }) => {
  let entries = 0;
  const options = { registry, integrity, resolved, cache: join(process.env.HOME, 'cacache'), preferOnline: true };
  await pacote.tarball.stream(
    `${name}@${version}`,
    (stream) => pipeline(stream, tar.t({ onReadEntry: () => void entries++ })),
    options,
  );
  if (entries === 0) throw new Error(`${name}: an empty archive`);
});
