/** Which commands make a task. Every name is a script in package.json; `npm run NAME -- ARGS` adds to the last one. */

const compile = { step: 'compile', command: ['tsc', '-b'] };
const bundle = { step: 'bundle the command line', command: ['node', 'scripts/bundle.mjs'] };
const action = { step: 'bundle the Action', command: ['node', 'scripts/bundle-action.mjs'] };
const build = [compile, bundle, action];

const lint = { step: 'lint', command: ['eslint', '.'] };
const format = { step: 'check the format', command: ['prettier', '--check', '--log-level=warn', '.'] };
const knip = { step: 'look for dead code', command: ['knip', '--no-config-hints'] };
const layers = { step: 'check the layers', command: ['node', 'scripts/check-layers.mjs'] };
const types = { step: 'type-check the tests', command: ['tsc', '-p', 'tsconfig.tests.json'] };
const client = { step: 'type-check the script of the HTML report', command: ['tsc', '-p', 'packages/report/client'] };
const packages = { step: 'check the packed packages', command: ['node', 'scripts/check-packages.mjs'] };

export const tasks = {
  start: [...build, { step: 'start', command: ['node', 'scripts/start.mjs'] }],
  test: [...build, { step: 'test', command: ['vitest', 'run'] }],
  build,
  lint: [lint],
  format: [{ step: 'format', command: ['prettier', '--write', '--log-level=warn', '.'] }],
  'format:check': [format],
  knip: [knip],
  layers: [layers],
  'test:types': [client, types],
  'test:packages': [...build, packages],
  bench: [...build, { step: 'bench', command: ['node', 'scripts/bench.mjs'] }],
  mutation: [{ step: 'mutate', command: ['node', 'scripts/mutation.mjs'] }],
  fuzz: [{ step: 'fuzz', command: ['node', 'scripts/fuzz.mjs'] }],
  check: [...build, lint, format, knip, layers, client, types, packages],
};

/** Which package a program comes from. */
export const programs = {
  tsc: 'typescript',
  eslint: 'eslint',
  prettier: 'prettier',
  knip: 'knip',
  vitest: 'vitest',
  publint: 'publint',
  attw: '@arethetypeswrong/cli',
};
