import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stepEnvironment } from './environment.mjs';
import { fetchTool } from './fetch-tool.mjs';
import { inRange } from './node-range.mjs';
import { StepError } from './step.mjs';

const wanted = JSON.parse(readFileSync(new URL('../toolchain.json', import.meta.url), 'utf8'));
const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/**
 * The Node and the pnpm that build Assay: the running Node when it is one we support, else ours, and always our pnpm.
 * Returns their paths and the environment in which every step runs.
 */
export function prepareToolchain() {
  const bare = stepEnvironment(process.env, []);
  const node = inRange(process.version, engines.node)
    ? { path: process.execPath, version: process.version }
    : fetchNode(bare);
  const pnpmFolder = fetchTool({
    name: 'pnpm',
    version: wanted.pnpm.version,
    pins: wanted.integrity,
    environment: bare,
  });
  const folders = [dirname(node.path), join(pnpmFolder, '..', '.bin')];
  return {
    node,
    pnpm: { path: join(pnpmFolder, 'bin', 'pnpm.mjs'), version: wanted.pnpm.version },
    // The Node this started with: the end-to-end tests run the command line on it too.
    environment: { ...stepEnvironment(process.env, folders), ASSAY_OWN_NODE: process.execPath },
  };
}

function fetchNode(environment) {
  const platform = `${process.platform}-${process.arch}`;
  const name = wanted.node.packages[platform];
  const { version } = wanted.node;
  if (name === undefined || isMusl()) {
    const reason = `Node ${process.version} is outside ${engines.node}, and there is no Node to fetch for ${platform}`;
    throw new StepError('choose Node', reason, `Install Node ${version} and run this again.`);
  }
  const folder = fetchTool({ name, version, pins: wanted.integrity, environment });
  const path = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(path))
    throw new StepError('choose Node', `${path} is missing`, `Remove ${folder} and run this again.`);
  return { path, version: `v${version}` };
}

/** The fetched Node is linked with glibc and does not start where the C library is another one. */
function isMusl() {
  return process.platform === 'linux' && process.report.getReport().header.glibcVersionRuntime === undefined;
}
