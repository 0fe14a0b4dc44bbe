import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The command line as it is published. */
export const assay = here('../../packages/cli/bin/assay.mjs');

/** What is compared at each depth: `a` is Assay, `b` the minimal reference. Both exit with 0 only when all is well. */
export const comparisons = [
  { title: '--depth registry', a: assayAt('registry', ['--no-store']), b: reference('registry') },
  { title: '--depth artifacts, no store', a: assayAt('artifacts', ['--no-store']), b: reference('artifacts') },
  { title: '--depth artifacts, empty store', a: assayAt('artifacts', []), b: reference('artifacts') },
];

/** Says so, rather than measure a failure to start. */
export function requireBuild() {
  if (!existsSync(here('../../packages/cli/dist/index.js')))
    throw new Error('nothing to measure: run `npm run build` first');
}

/** An empty home; the registry comes from the user's environment, which is whom Assay trusts. */
export function environment(home, registry) {
  return {
    PATH: process.env.PATH,
    HOME: home,
    XDG_CACHE_HOME: `${home}/cache`,
    npm_config_registry: registry,
    NO_COLOR: '1',
  };
}

/** `assay verify` of a project at a depth. */
export function assayAt(depth, options) {
  return ({ project, home, registry }) => ({
    args: [assay, 'verify', project, '--depth', depth, ...options],
    env: environment(home, registry),
    cwd: home,
  });
}

/** Only signatures, under a policy that states the registry's keys; `trust` is a trust store. */
export function signatureContender({ project, policy, trust, home, registry }) {
  const options = ['--depth', 'registry', '--no-store', '--policy', policy];
  const env = { ...environment(home, registry), ASSAY_TRUST: trust };
  return { args: [assay, 'verify', project, ...options], env, cwd: home };
}

function reference(depth) {
  return ({ project, home, registry }) => ({
    args: [here(`reference-${depth}.mjs`), project, registry],
    env: environment(home, registry),
    cwd: home,
  });
}
