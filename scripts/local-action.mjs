/**
 * Does a public local runner of JavaScript actions run the bundle? Opt-in, because it is large and not ours:
 *
 *     npm install --prefix DIR @github/local-action
 *     node scripts/bootstrap.mjs run build && node scripts/bootstrap.mjs exec node scripts/local-action.mjs DIR
 *
 * GitHub's own local-action reads action.yml and the inputs, and loads the action into its process. It asks for an export `run`, because it
 * puts its own @actions/core in the place of an action's; ours has none, so that a file of three lines starts the bundle as it is and waits.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const action = fileURLToPath(new URL('../packages/action', import.meta.url));
const tampered = fileURLToPath(new URL('../examples/tampered/package-lock.json', import.meta.url));

const starter = `exports.run = async () => {
  require('./dist/index.cjs');
  while (process.exitCode === 70) await new Promise((resolve) => setTimeout(resolve, 50));
};
`;

function lay(place) {
  mkdirSync(join(place, 'action'));
  for (const name of ['action.yml', 'dist'])
    cpSync(join(action, name), join(place, 'action', name), { recursive: true });
  writeFileSync(join(place, 'action/package.json'), '{"name":"action","version":"1.0.0","private":true}\n');
  writeFileSync(join(place, 'action/package-lock.json'), '{"name":"action","lockfileVersion":3,"packages":{}}\n');
  writeFileSync(join(place, 'action/local.cjs'), starter);
  mkdirSync(join(place, 'workspace'));
  cpSync(tampered, join(place, 'workspace/package-lock.json'));
  for (const name of ['output', 'summary']) writeFileSync(join(place, name), '');
  const env = {
    INPUT_DEPTH: 'pins',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_OUTPUT: join(place, 'output'),
    GITHUB_STEP_SUMMARY: join(place, 'summary'),
  };
  writeFileSync(
    join(place, 'env'),
    Object.entries(env)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
}

function run(place, folder) {
  const bin = join(resolve(folder), 'node_modules/.bin');
  const path = [dirname(process.execPath), bin, process.env.PATH].join(delimiter);
  const args = ['run', '../action', 'local.cjs', '../env'];
  const options = { cwd: join(place, 'workspace'), encoding: 'utf8', env: { ...process.env, PATH: path } };
  return spawnSync(join(bin, 'local-action'), args, options);
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('name the folder that @github/local-action is installed in');
// It looks for its own loader in the folders above.
const place = mkdtempSync(join(resolve(folder), 'assay-'));
try {
  lay(place);
  const { status, stdout, stderr } = run(place, folder);
  const output = readFileSync(join(place, 'output'), 'utf8');
  const summary = readFileSync(join(place, 'summary'), 'utf8');
  const isGood = status === 0 && /^verdict<<.*\npass$/m.test(output) && summary.includes('2 packages');
  console.log(
    isGood ? `local-action ran it on Node ${process.version}` : `${stdout}\n${stderr}\n${output}\n${summary}`,
  );
  process.exitCode = isGood ? 0 : 1;
} finally {
  rmSync(place, { recursive: true, force: true });
}
