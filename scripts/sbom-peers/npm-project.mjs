import { mintPackage } from '../../packages/testkit/dist/index.js';

/** The address of a planned package on a registry. */
const tarball = ({ name, version }, registry) => `${registry}${name}/-/${name.split('/').at(-1)}-${version}.tgz`;

/** The files of an npm project with a planned tree (tree-plan.mjs). `registry` is the base of the addresses in the lockfile. */
export function npmProject(entries, registry = 'https://registry.example/') {
  const manifest = rootManifest(entries);
  const packages = { '': manifest };
  for (const entry of entries.toSorted((a, b) => (a.path < b.path ? -1 : 1)))
    packages[entry.path] = locked(entry, entries, registry);
  return { 'package.json': json(manifest), 'package-lock.json': lockfile(packages) };
}

/** A package-lock.json of these packages. */
export const lockfile = (packages) => json({ ...identity, lockfileVersion: 3, requires: true, packages });

export const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

const identity = { name: 'shop', version: '1.2.3' };

/** The manifest of a project with a planned tree. */
export function rootManifest(entries) {
  const group = (kind) => ranges(entries.filter((entry) => entry.parent < 0 && entry.class === kind));
  return {
    ...identity,
    description: 'A shop',
    license: 'Apache-2.0',
    author: 'Shop Ltd <dev@shop.example>',
    homepage: 'https://shop.example/',
    repository: { type: 'git', url: 'git+https://git.example/shop.git' },
    bugs: 'https://shop.example/issues',
    dependencies: group('production'),
    devDependencies: group('development'),
    optionalDependencies: group('optional'),
  };
}

const ranges = (entries) => Object.fromEntries(entries.map(({ name, version }) => [name, `^${version}`]));

function locked(entry, entries, registry) {
  const { version, license, integrity, dependencies } = entry;
  return {
    version,
    resolved: tarball(entry, registry),
    integrity,
    ...(entry.class === 'development' && { dev: true }),
    ...(entry.class === 'optional' && { optional: true, os: ['linux'], cpu: ['x64'] }),
    ...(license !== undefined && { license }),
    ...(dependencies.length > 0 && { dependencies: ranges(dependencies.map((index) => entries[index])) }),
    engines: { node: '>=18' },
    ...(version.startsWith('7.') && { funding: { url: `https://fund.example/${entry.name}` } }),
    ...(version.startsWith('9.') && { deprecated: 'no longer supported' }),
  };
}

/** A planned package as its maintainers publish it: what a registry holds, and a package manager installs. */
export function publishedPackage(entry, entries, index) {
  const { name, version, license, dependencies } = entry;
  const author = { name: `Author ${index % 17}`, email: `author${index % 17}@people.example` };
  return mintPackage({
    name,
    version,
    packageJson: {
      description: `Does what ${name} does`,
      license,
      author: index % 3 === 0 ? author : `${author.name} (https://people.example/)`,
      contributors: index % 7 === 0 ? [{ name: 'Somebody Else' }] : undefined,
      homepage: `https://site.example/${name}`,
      repository: {
        type: 'git',
        url: `git+https://git.example/${name}.git`,
        directory: index % 10 === 0 ? 'packages/a' : undefined,
      },
      bugs: { url: `https://git.example/${name}/issues`, email: 'bugs@people.example' },
      funding: `https://fund.example/${name}`,
      main: 'index.js',
      engines: { node: '>=18' },
      dependencies: ranges(dependencies.map((at) => entries[at])),
    },
    files: license === undefined ? {} : { LICENSE: `Licence ${license}\n\nCopyright (c) 2026 ${author.name}\n` },
  });
}
