import { expect, test } from 'vitest';
import type { Layer } from './layers.mjs';
import { builtTestProblems, layerProblems, manifestProblems, referenceProblems } from './layer-problems.mjs';

const row: Layer = { layer: 0, own: [], outside: [], builtins: [], globals: 'pure' };
const table: Record<string, Layer> = {
  low: row,
  beside: { ...row, layer: 1 },
  high: { ...row, layer: 1, own: ['low'], outside: ['semver'] },
  wrong: { ...row, layer: 1, own: ['beside'] },
};
const manifest = {
  name: '@assay/high',
  version: '0.1.0',
  license: 'Apache-2.0',
  type: 'module',
  sideEffects: false,
  engines: { node: '^22.22.2 || ^24.15 || >=26' },
  dependencies: { '@assay/low': 'workspace:*', semver: '^7.0.0' },
};
const tsconfig = { compilerOptions: {}, references: [{ path: '../low' }] };

test('a package that keeps to the table has no problems', () => {
  expect(layerProblems('high', table)).toEqual([]);
  expect(manifestProblems('high', manifest, table)).toEqual([]);
  expect(referenceProblems('high', tsconfig, table)).toEqual([]);
});

test('a sideways dependency is a problem', () => {
  expect(layerProblems('wrong', table)).toEqual(['wrong (layer 1) lists beside (layer 1), which is not below it']);
});

test('a dependency the table does not list, and one it lists in vain, are problems', () => {
  const drifted = { ...manifest, dependencies: { '@assay/low': 'workspace:*', 'left-pad': '^1.0.0' } };
  expect(manifestProblems('high', drifted, table)).toEqual([
    'packages/high/package.json does not declare semver',
    'packages/high/package.json declares left-pad, which scripts/layers.mjs does not list',
  ]);
});

test('one version for all packages', () => {
  expect(manifestProblems('high', { ...manifest, version: '0.2.0' }, table)).toEqual([
    'packages/high/package.json: "version" must be "0.1.0"',
  ]);
});

test('references follow the table, and a pure package sees no Node types', () => {
  const drifted = { compilerOptions: { types: ['node'] }, references: [{ path: '../beside' }] };
  expect(referenceProblems('high', drifted, table)).toEqual([
    'packages/high/tsconfig.json does not reference low',
    'packages/high/tsconfig.json references beside, which the table does not list',
    "packages/high/tsconfig.json has Node's types without need",
  ]);
});

test('a file that imports the test kit and is part of the build is a problem', () => {
  const excluding = { ...tsconfig, exclude: ['src/**/*.test.ts', 'src/**/testing'] };
  const files = ['src/a.test.ts', 'src/gate/b.test.ts', 'src/gate/testing/world.ts', 'src/testing/scene.ts'];
  expect(builtTestProblems('high', excluding, files)).toEqual([]);
  expect(builtTestProblems('high', tsconfig, files.slice(2, 3))).toEqual([
    'packages/high/tsconfig.json does not exclude src/gate/testing/world.ts, which imports the test kit',
  ]);
});
