import { mkdirSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { quietStep, say, StepError } from './step.mjs';

/**
 * Tools live outside the clone, one folder per version, so that a second clone starts at once and a new version never
 * meets an old folder. ASSAY_TOOLS moves them, for machines where the home folder cannot be written.
 */
function toolsFolder(environment) {
  const cache = environment.XDG_CACHE_HOME || join(homedir(), '.cache');
  return environment.ASSAY_TOOLS || join(cache, 'assay', 'tools');
}

/**
 * Installs `name@version` with npm, without running any of its scripts, and returns its folder. The bytes npm
 * accepted must have the digests in `pins`. The folder is renamed into place whole: of two runs at once, one wins and
 * both use it.
 */
export function fetchTool({ name, version, pins, environment }) {
  const folder = join(toolsFolder(environment), `${name}-${version}`);
  if (!existsSync(folder)) {
    const draft = `${folder}.${process.pid}`;
    makeFolder(draft);
    try {
      install(`${name}@${version}`, draft, environment);
      checkPins(name, draft, pins);
      moveIntoPlace(draft, folder);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  return join(folder, 'node_modules', name);
}

function makeFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new StepError('make a folder for tools', error.message, 'Set ASSAY_TOOLS to a folder that can be written.');
  }
}

function install(spec, draft, environment) {
  const args = ['install', '--prefix', draft, '--no-save', '--no-package-lock', '--ignore-scripts'];
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  quietStep(`fetch ${spec}`, [...npmCommand(), ...args, ...quiet, spec], {
    env: environment,
    cwd: draft,
    hint: 'The registry that npm is configured for must be reachable (npm ping). Or use a Node in the range that package.json names.',
  });
}

/** npm beside the running Node, as a script, so that no shell stands between. */
function npmCommand() {
  const folder = dirname(process.execPath);
  const places = [
    process.env.npm_execpath ?? '',
    join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const script = places.find((place) => place.endsWith('npm-cli.js') && existsSync(place));
  return script === undefined ? ['npm'] : [process.execPath, script];
}

/** npm checked each tarball against the digest the registry named; here that digest meets the one in our repository. */
function checkPins(name, draft, pins) {
  const installed = JSON.parse(readFileSync(join(draft, 'node_modules', '.package-lock.json'), 'utf8')).packages;
  for (const [path, entry] of Object.entries(installed)) {
    const id = path.replace('node_modules/', '');
    if (pins[id] === undefined) say(`${id} has no pinned digest for this platform; the registry's word is taken`);
    else if (pins[id] !== entry.integrity) {
      const reason = `the registry's ${id} has digest ${entry.integrity}, scripts/toolchain.json pins ${pins[id]}`;
      throw new StepError(`fetch ${name}`, reason, 'Do not go on. Find out which of the two was changed.');
    }
  }
}

function moveIntoPlace(draft, folder) {
  try {
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw new StepError('keep the fetched tool', error.message, 'Set ASSAY_TOOLS.');
  }
}
