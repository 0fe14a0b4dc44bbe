import { readFileSync } from 'node:fs';
import { packages, scope, testOnly } from './layers.mjs';

const root = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** A package's own imports must lie strictly below it. */
export function layerProblems(name, table = packages) {
  const { layer, own } = table[name];
  return own
    .filter((id) => table[id] === undefined || table[id].layer >= layer)
    .map((id) => `${name} (layer ${layer}) lists ${id} (layer ${table[id]?.layer}), which is not below it`);
}

/** The manifest must declare exactly what the table lists, and say what every package of ours says. */
export function manifestProblems(name, manifest, table = packages) {
  const entry = table[name];
  const declared = entry.bundled ? manifest.devDependencies : manifest.dependencies;
  const listed = [...entry.own.map((id) => scope + id), ...entry.outside];
  const others = ['@types/', `${scope}testkit`, ...testOnly];
  const extra = Object.keys(declared ?? {}).filter(
    (id) => !listed.includes(id) && !(entry.bundled && others.some((other) => id.startsWith(other))),
  );
  const where = `packages/${name}/package.json`;
  return [
    ...listed.filter((id) => declared?.[id] === undefined).map((id) => `${where} does not declare ${id}`),
    ...extra.map((id) => `${where} declares ${id}, which scripts/layers.mjs does not list`),
    ...(entry.bundled && manifest.dependencies ? [`${where} has dependencies, but it is bundled`] : []),
    ...commonProblems(name, manifest).map((problem) => `${where}: ${problem}`),
  ];
}

function commonProblems(name, manifest) {
  const common = {
    name: scope + name,
    version: root.version,
    license: root.license,
    type: 'module',
    sideEffects: false,
    engines: root.engines,
  };
  const own = { ...manifest.dependencies, ...manifest.devDependencies };
  return [
    ...Object.entries(common)
      .filter(([key, value]) => JSON.stringify(manifest[key]) !== JSON.stringify(value))
      .map(([key, value]) => `"${key}" must be ${JSON.stringify(value)}`),
    ...Object.entries(own)
      .filter(([id, range]) => id.startsWith(scope) && range !== 'workspace:*')
      .map(([id]) => `${id} must be "workspace:*"`),
  ];
}

/** tsconfig references are the table's own packages; pure packages see no Node types unless they import a Node module. */
export function referenceProblems(name, tsconfig, table = packages) {
  const { own, builtins, globals, nodeTypes: seesNode = false } = table[name];
  const referenced = (tsconfig.references ?? []).map(({ path }) => path.replace('../', ''));
  const where = `packages/${name}/tsconfig.json`;
  const nodeTypes = (tsconfig.compilerOptions.types ?? []).includes('node');
  return [
    ...own.filter((id) => !referenced.includes(id)).map((id) => `${where} does not reference ${id}`),
    ...referenced
      .filter((id) => !own.includes(id))
      .map((id) => `${where} references ${id}, which the table does not list`),
    ...(nodeTypes && globals === 'pure' && builtins.length === 0 && !seesNode
      ? [`${where} has Node's types without need`]
      : []),
  ];
}

/** What imports the test kit is no part of the build: a fresh clone has no test kit when the package is compiled. */
export function builtTestProblems(name, tsconfig, testFiles) {
  const excluded = (tsconfig.exclude ?? []).map(
    (glob) => new RegExp(`^${glob.replaceAll('.', '\\.').replaceAll('**/', '(.+/)?').replace('*', '[^/]*')}(/|$)`, 'u'),
  );
  return testFiles
    .filter((file) => !excluded.some((glob) => glob.test(file)))
    .map((file) => `packages/${name}/tsconfig.json does not exclude ${file}, which imports the test kit`);
}
