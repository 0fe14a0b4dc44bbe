import { randomBytes } from 'node:crypto';
import {
  mintNpmTree,
  mintRegistryKeys,
  mintSigstore,
  npmAttestations,
  seededRandom,
  signPackage,
} from '../../packages/testkit/dist/index.js';

/**
 * A tree as a registry that signs serves it: every version has a signature and what registries add to a manifest, every package
 * has a history as real trees' packages have (median 18 versions, mean about 50). One package in `attestedEvery` has a publish
 * and a provenance attestation; none when 0. `registry` is who says that it published them.
 */
export function mintSignedTree({ packages: count, registry, attestedEvery = 0 }) {
  const keys = mintRegistryKeys();
  const sigstore = mintSigstore();
  const tree = mintNpmTree({ packages: count });
  const latest = tree.packages.map((minted, index) => {
    const signed = signPackage(asServed(minted, index), keys);
    return attestedEvery > 0 && index % attestedEvery === 0
      ? { ...signed, attestations: npmAttestations(signed, { sigstore, registry: keys, registryUrl: registry }) }
      : signed;
  });
  return {
    packages: latest.flatMap((minted, index) => [...history(minted, index), minted]),
    project: tree.project,
    npmKeys: keys.registryForm(),
    trustedRoot: sigstore.trustedRoot(),
  };
}

/** What a registry's manifest holds beside the package's own fields. */
function asServed(minted, index) {
  const random = seededRandom(7_000_003 + index);
  const people = ['ada', 'bob', 'cleo'].map((name) => ({ name, email: `${name}@vendor.example` }));
  const development = Array.from({ length: 4 + random.below(18) }, (_, at) => [
    `@tooling/dev-tool-${at}`,
    `^${at}.2.0`,
  ]);
  const manifest = {
    ...minted.manifest,
    devDependencies: Object.fromEntries(development),
    gitHead: randomBytes(20).toString('hex'),
    maintainers: people,
    contributors: people,
    directories: {},
    _npmUser: people[0],
    _npmVersion: '10.8.2',
    _nodeVersion: '20.18.0',
    _hasShrinkwrap: false,
    _npmOperationalInternal: { host: 's3://npm-registry-packages', tmp: `tmp/${minted.fileName}_0.5` },
  };
  const dist = { fileCount: 1 + random.below(60), unpackedSize: 1000 + random.below(400_000) };
  return { ...minted, manifest, dist };
}

/** Nobody asks about the older versions, so theirs are no real signatures; they are as long. */
function history(minted, index) {
  const random = seededRandom(9_000_011 + index);
  const length = Math.min(600, Math.round(18 * Math.exp(1.45 * random.normal())));
  const versions = Array.from({ length }, (_, at) => `0.${at >> 3}.${at & 7}`);
  const bytes = new Uint8Array();
  return versions
    .filter((version) => version !== minted.version)
    .map((version) => {
      const [{ keyid }] = minted.dist.signatures;
      const integrity = `sha512-${randomBytes(64).toString('base64')}`;
      const dist = { ...minted.dist, signatures: [{ keyid, sig: randomBytes(71).toString('base64') }] };
      const fileName = minted.fileName.replace(minted.version, version);
      return { ...minted, version, fileName, bytes, integrity, dist, attestations: undefined };
    });
}
