import { hash } from 'node:crypto';

/** The integrity of the package that nobody ever packed. */
const integrityOf = (name) => `sha512-${hash('sha512', name, 'base64')}`;

/** What the registry says about one version. */
export function growthManifest(registry, name, version) {
  const tarball = `${registry}${name}/-/${name}-${version}.tgz`;
  return {
    name,
    version,
    description: 'a package of a benchmark',
    license: 'MIT',
    dist: { integrity: integrityOf(name), tarball, fileCount: 20, unpackedSize: 12_345 },
  };
}

/** package.json and package-lock.json of so many packages, each needed by one before it, three by each. */
export function growthProject(registry, count) {
  const nameOf = (index) => `bench-${index.toString(36)}`;
  const needs = (indices) => Object.fromEntries(indices.filter((i) => i < count).map((i) => [nameOf(i), '1.0.0']));
  const entries = Array.from({ length: count }, (_, index) => {
    const name = nameOf(index);
    const { dist, license } = growthManifest(registry, name, '1.0.0');
    const dependencies = needs([3 * index + 1, 3 * index + 2, 3 * index + 3]);
    return [
      `node_modules/${name}`,
      { version: '1.0.0', resolved: dist.tarball, integrity: dist.integrity, license, dependencies },
    ];
  });
  const root = { name: 'growth', version: '1.0.0', dependencies: needs([0]) };
  const lock = { name: 'growth', version: '1.0.0', lockfileVersion: 3, requires: true };
  return {
    'package.json': JSON.stringify(root),
    'package-lock.json': JSON.stringify({ ...lock, packages: { '': root, ...Object.fromEntries(entries) } }, null, 2),
  };
}
