/**
 * A plugin for esbuild: what is imported from a package's index is imported from the file that makes it. An index that all commands
 * share would make each of them run what any of them needs.
 */
import { readFileSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = fileURLToPath(new URL('../../packages', import.meta.url));

const exportList = /^export \{([^}]*)\} from '([^']+)';$/gm;
const everything = /^export \* from '(\.[^']+)';$/gm;
const importList = /^import \{([^}]*)\} from '([^']+)';$/gm;

/** `a, b as c` as pairs of [name there, name here]; types are left out. */
function pairs(list) {
  return list
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '' && !item.startsWith('type '))
    .map((item) => item.split(' as ').map((name) => name.trim()))
    .map(([there, here = there]) => [there, here]);
}

const indexes = new Map();

/** What an index re-exports: name → the file and the name there. Other lines than re-exports make it no index. */
function readIndex(file) {
  const known = indexes.get(file);
  if (known !== undefined) return known;
  const entries = new Map();
  indexes.set(file, entries);
  const text = readFileSync(file, 'utf8');
  for (const [, from] of text.matchAll(everything)) {
    for (const [name, target] of readIndex(resolve(dirname(file), from))) entries.set(name, target);
  }
  for (const [, list, from] of text.matchAll(exportList)) {
    const target = from.startsWith('.') ? resolve(dirname(file), from) : indexOf(from, file);
    if (target === null) continue;
    for (const [there, here] of pairs(list)) entries.set(here, direct(target, there));
  }
  return entries;
}

/** Follows an index inside a package to the file behind it. */
function direct(file, name) {
  return (file.endsWith('/index.js') ? readIndex(file).get(name) : undefined) ?? { file, name };
}

/** The index that an import names; null where it names something else. */
function indexOf(specifier, importer) {
  const name = /^@assay\/([a-z]+)$/.exec(specifier)?.[1];
  if (name !== undefined) return join(packages, name, 'dist', 'index.js');
  return specifier.startsWith('.') && specifier.endsWith('/index.js') && extname(importer) === '.js'
    ? resolve(dirname(importer), specifier)
    : null;
}

/**
 * The source with direct imports. What an index does not re-export stays as it was.
 * @param {string} source
 * @param {string} importer
 * @returns {string}
 */
export function withDirectImports(source, importer) {
  return source.replace(importList, (statement, list, specifier) => {
    const index = indexOf(specifier, importer);
    if (index === null) return statement;
    const entries = readIndex(index);
    const lines = pairs(list).map(([there, here]) => {
      const { file, name } = entries.get(there) ?? { file: index, name: there };
      return `import { ${name} as ${here} } from '${file}';`;
    });
    return lines.join(' ');
  });
}

/** The plugin. */
export const directImports = {
  name: 'direct-imports',
  setup(build) {
    const own = /[\\/]packages[\\/][a-z]+[\\/](?:dist|src)[\\/].*\.[jt]s$/;
    build.onLoad({ filter: own }, ({ path }) => ({
      contents: withDirectImports(readFileSync(path, 'utf8'), path),
      loader: path.endsWith('.ts') ? 'ts' : 'js',
    }));
  },
};
