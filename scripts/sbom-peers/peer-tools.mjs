import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The peers and the versions that docs/sbom-peers.md speaks of. `npm sbom` is that of the npm here. */
const pinned = {
  '@cyclonedx/cdxgen': '12.8.4',
  '@cyclonedx/cyclonedx-npm': '6.0.1',
  '@cyclonedx/yarn-plugin-cyclonedx': '3.4.0',
  '@yarnpkg/cli-dist': '4.18.1',
  npm: '12.2.1',
  pnpm: '12.21.0',
};

/**
 * Installs the peers into a folder with the npm that is here, unless they are there, without running anybody's scripts. Returns where
 * each one's program is and its version, or a sentence where they cannot be had.
 */
export function installPeers(folder) {
  mkdirSync(folder, { recursive: true });
  if (Object.entries(pinned).some(([name, version]) => installedVersion(folder, name) !== version)) {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: pinned }));
    const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--save-exact'];
    const { status, stderr, error } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8', timeout: 600_000 });
    if (status !== 0)
      return { problem: `npm could not install the peers: ${(error?.message ?? stderr).trim().split('\n')[0]}` };
  }
  return { peers: peersIn(folder) };
}

function installedVersion(folder, name) {
  const path = join(folder, 'node_modules', name, 'package.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).version : undefined;
}

function peersIn(folder) {
  const at = (...path) => join(folder, 'node_modules', ...path);
  return {
    folder,
    versions: pinned,
    cdxgen: at('@cyclonedx/cdxgen/bin/cdxgen.js'),
    cyclonedxNpm: at('@cyclonedx/cyclonedx-npm/bin/cyclonedx-npm-cli.js'),
    npm: at('npm/bin/npm-cli.js'),
    pnpm: nativePnpm(folder),
    yarn: at('@yarnpkg/cli-dist/bin/yarn.js'),
    yarnPlugin: at('@cyclonedx/yarn-plugin-cyclonedx/yarn-plugin-cyclonedx.cjs'),
    library: createRequire(at('@cyclonedx/cyclonedx-npm/package.json')),
  };
}

/** pnpm 12 is a program of its platform, which its install script would link: here it is called where it lies. */
function nativePnpm(folder) {
  const name = `@pnpm/exe.${process.platform}-${process.arch}`;
  const path = join(folder, 'node_modules', name, process.platform === 'win32' ? 'pnpm.exe' : 'pnpm');
  return existsSync(path) ? path : undefined;
}

/** Says of a document what the official schemas say, by the official library: undefined where it is valid. */
export async function schemaProblem(peers, text) {
  const { Validation } = peers.library('@cyclonedx/cyclonedx-library');
  const problems = await new Validation.JsonStrictValidator(JSON.parse(text).specVersion).validate(text);
  if (problems === null) return undefined;
  const [first] = Array.isArray(problems) ? problems : [problems];
  return `${first.instancePath ?? ''} ${first.message ?? JSON.stringify(first)}`.slice(0, 160);
}
