/**
 * The table of packages: who may import whom, and what each may touch. `eslint.config.mjs` holds the source to it,
 * `check-layers.mjs` holds manifests and tsconfig references to it. A package imports only from strictly lower layers.
 *
 * `own` and `outside` are what the published code may import; `testkit` and the names in `testOnly` are for tests
 * alone. `builtins` are the Node modules it may import. `globals` says which ambient names exist: `pure` code has
 * ECMAScript and a few web standards (types/web-standard.d.ts) but no clock, timers, process, console or network.
 * `nodeTypes`: it sees Node's types all the same, because those of what it imports name them.
 */
export const scope = '@assay/';

/** May be imported by any test, from any package. */
export const testOnly = [
  'vitest',
  'fast-check',
  'tar-stream',
  'ajv',
  'packageurl-js',
  'saxes',
  '@cyclonedx/cyclonedx-library',
  'axe-core',
  'mdast-util-from-markdown',
  'mdast-util-gfm',
  'micromark-extension-gfm',
  'parse5',
];

/** @typedef {{ layer: number, own: string[], outside: string[], builtins: string[], globals: 'pure' | 'node', nodeTypes?: true, bundled?: true, testing?: true }} Layer */

/** @type {Record<string, Layer>} */
export const packages = {
  model: { layer: 0, own: [], outside: [], builtins: ['node:crypto'], globals: 'pure' },
  documents: { layer: 0, own: [], outside: ['js-yaml'], builtins: [], globals: 'pure' },
  archive: { layer: 1, own: ['model'], outside: [], builtins: ['node:crypto', 'node:zlib'], globals: 'pure' },
  signature: {
    layer: 1,
    own: ['model', 'documents'],
    outside: ['@sigstore/verify', '@sigstore/bundle', '@sigstore/core', '@sigstore/protobuf-specs', '@noble/curves'],
    builtins: ['node:crypto', 'node:buffer'],
    globals: 'pure',
  },
  ecosystems: { layer: 1, own: ['model', 'documents'], outside: ['semver'], builtins: [], globals: 'pure' },
  policy: { layer: 1, own: ['model', 'documents'], outside: [], builtins: [], globals: 'pure' },
  report: { layer: 1, own: ['model', 'documents'], outside: [], builtins: [], globals: 'pure' },
  sbom: {
    layer: 1,
    own: ['model', 'documents'],
    outside: ['spdx-exceptions', 'spdx-expression-parse', 'spdx-license-ids'],
    builtins: [],
    globals: 'pure',
  },
  checks: {
    layer: 2,
    own: ['model', 'archive', 'signature'],
    outside: [],
    builtins: [],
    globals: 'pure',
    nodeTypes: true,
  },
  engine: {
    layer: 3,
    own: ['model', 'ecosystems', 'policy', 'checks', 'signature'],
    outside: [],
    builtins: [],
    globals: 'pure',
    nodeTypes: true,
  },
  acquire: {
    layer: 4,
    own: ['model', 'archive', 'documents'],
    outside: [
      'undici',
      '@cyclonedx/cyclonedx-library',
      '@npmcli/config',
      'ini',
      'smol-toml',
      'tuf-js',
      '@tufjs/models',
      '@sigstore/bundle',
    ],
    builtins: ['*'],
    globals: 'node',
  },
  verifier: {
    layer: 5,
    own: ['model', 'engine', 'acquire', 'policy', 'ecosystems', 'checks', 'signature', 'sbom'],
    outside: [],
    builtins: ['node:path'],
    globals: 'node',
  },
  cli: {
    layer: 6,
    own: ['verifier', 'model', 'report', 'sbom'],
    outside: [],
    builtins: ['*'],
    globals: 'node',
    bundled: true,
  },
  action: {
    layer: 6,
    own: ['verifier', 'model', 'report'],
    outside: [],
    builtins: ['*'],
    globals: 'node',
    bundled: true,
  },
  testkit: {
    layer: 2,
    own: ['model'],
    outside: ['tar-stream', '@cyclonedx/cyclonedx-library', '@microsoft/jest-sarif', 'mocha-junit-reporter'],
    builtins: ['*'],
    globals: 'node',
    testing: true,
  },
};
