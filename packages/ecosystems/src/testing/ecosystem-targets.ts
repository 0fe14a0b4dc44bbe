/** The readers of lockfiles and of what registries answer as targets of fuzzing. */

import { DocMap } from '@assay/documents';
import type { ArchiveEntry, ArchiveListing, FoundEvidence, LockfileContent, Subject, SubjectFile } from '@assay/model';
import {
  bytesOf,
  gemMetadata,
  mutateDocument,
  mutateJsonDocument,
  unlessProblem,
  unlessRefused,
  type FuzzTarget,
} from '@assay/testkit';
import { npm } from '../npm/npm.js';
import { rubygems } from '../rubygems/rubygems.js';
import {
  bunLockSeeds,
  gemfileLockSeeds,
  legacyLockSeeds,
  oldPnpmLockSeeds,
  packageLockSeeds,
  pnpmLockSeeds,
  yarnLockSeeds,
} from './lockfile-seeds.js';
import { assertKeptPins, assertStatedPins, type NaivePin } from './lockfile-pins.js';
import {
  berryPins,
  bunLockPins,
  classicYarnPins,
  gemfileLockPins,
  legacyLockPins,
  oldPnpmLockPins,
  packageLockPins,
  pnpmLockPins,
} from './naive-pins.js';

const opaque = [DocMap];
const hex = 'ab'.repeat(32);
const subject = { name: 'a', version: '1.0.0', files: [] } as unknown as Subject;
const file: SubjectFile = { name: 'a-1.0.0.tgz', pins: [], malformedPins: [] };

type Members = Readonly<Record<string, Uint8Array>>;

function found(body: Uint8Array): FoundEvidence {
  return { state: 'found', size: body.length, digests: [], body };
}

/** A gem with these members; the digests of all are the same. */
function listingOf(members: Members): ArchiveListing {
  const names = [...new Set([...Object.keys(members), 'metadata.gz', 'data.tar.gz'])];
  const entries = names.map((path): ArchiveEntry => ({ path, type: 'file', mode: 0o444, size: 1, sha256: hex }));
  return { format: 'gem', entries, problems: [], members: new Map(Object.entries(members)), complete: true };
}

function manifest(): Readonly<Record<string, unknown>> {
  return {
    name: 'a',
    version: '1.0.0',
    dependencies: { b: '^1.0.0' },
    bin: { a: 'cli.js' },
    scripts: { install: 'node x' },
    dist: {
      tarball: 'https://registry.example/a/-/a-1.0.0.tgz',
      integrity: `sha512-${'A'.repeat(86)}==`,
      shasum: '0'.repeat(40),
      signatures: [{ keyid: 'SHA256:x', sig: 'MEUC' }],
      attestations: {
        url: 'https://registry.example/-/npm/v1/attestations/a@1.0.0',
        provenance: { predicateType: 'x' },
      },
    },
    _npmUser: { name: 'x' },
  };
}

function packument(): unknown {
  const time = { created: '2020-01-01T00:00:00.000Z', '1.0.0': '2020-01-01T00:00:00.000Z' };
  return { name: 'a', 'dist-tags': { latest: '1.0.0' }, time, versions: { '1.0.0': manifest() } };
}

function attestations(): unknown {
  const bundle = {
    mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.2',
    dsseEnvelope: { payload: 'e30=' },
  };
  return { attestations: [{ predicateType: 'https://slsa.dev/provenance/v1', bundle }, { bundle: {} }] };
}

function versions(): unknown {
  return [
    { number: '1.0.0', platform: 'ruby', sha: hex, created_at: '2020-01-01T00:00:00.000Z' },
    { number: '1.0.0', platform: 'java', sha: hex },
    { number: '0.9.0', platform: 'ruby', sha: hex },
  ];
}

function compactIndex(): string {
  const lines = [
    `1.0.0 b:~> 1.4,c:>= 1|checksum:${hex},ruby:>= 3.0`,
    `1.0.0-java |checksum:${hex}`,
    `0.9.0 |checksum:${hex}`,
  ];
  return `---\n${lines.join('\n')}\n`;
}

/** Every reader of this package. */
export const ecosystemTargets: readonly FuzzTarget[] = [
  lockfile('package-lock.json', { seeds: packageLockSeeds, mutate: mutateJsonDocument, naive: packageLockPins }),
  lockfile('package-lock.json', {
    of: 'npm 6',
    seeds: legacyLockSeeds,
    mutate: mutateJsonDocument,
    naive: legacyLockPins,
  }),
  lockfile('pnpm-lock.yaml', { seeds: pnpmLockSeeds, mutate: mutateDocument, naive: pnpmLockPins }),
  lockfile('pnpm-lock.yaml', { of: 'pnpm 8', seeds: oldPnpmLockSeeds, mutate: mutateDocument, naive: oldPnpmLockPins }),
  lockfile('yarn.lock', { of: 'Yarn 1', seeds: yarnLockSeeds.classic, mutate: mutateDocument, naive: classicYarnPins }),
  lockfile('yarn.lock', { of: 'Yarn 4', seeds: yarnLockSeeds.berry, mutate: mutateDocument, naive: berryPins }),
  lockfile('bun.lock', { seeds: bunLockSeeds, mutate: mutateDocument, naive: bunLockPins }),
  lockfile('Gemfile.lock', { seeds: gemfileLockSeeds, mutate: mutateDocument, naive: gemfileLockPins }),
  answer('version manifest', [manifest(), { ...manifest(), deprecated: 'no' }], (found) => npm.release(subject, found)),
  answer('packument', [packument()], (found) => npm.release(subject, found)),
  answer('npm attestations', [attestations()], (found) => npm.attestations(subject, file, found)),
  answer('versions.json', [versions()], (found) => rubygems.release(subject, found)),
  {
    name: 'compact index',
    seeds: [bytesOf(compactIndex())],
    mutate: mutateDocument,
    read: (body) => unlessProblem(rubygems.release(subject, found(body))),
  },
  gemMember('gem metadata', gemMetadata({ name: 'a', version: '1.0.0', files: ['lib/a.rb'] }), (metadata) => ({
    'metadata.gz': metadata,
  })),
  gemMember('checksums.yaml', `---\nSHA256:\n  metadata.gz: ${hex}\n  data.tar.gz: ${hex}\n`, (checksums) => ({
    'metadata.gz': bytesOf(gemMetadata({ name: 'a', version: '1.0.0' })),
    'checksums.yaml.gz': checksums,
  })),
];

interface LockfileFormat extends Pick<FuzzTarget, 'seeds' | 'mutate'> {
  readonly naive: (text: string) => readonly NaivePin[];
  /** Which client's, where the file's name does not tell. */
  readonly of?: string;
}

function lockfile(path: string, { seeds, mutate, naive, of }: LockfileFormat): FuzzTarget {
  const ecosystem = path === 'Gemfile.lock' ? rubygems : npm;
  const name = of === undefined ? path : `${path} of ${of}`;
  const read = (bytes: Uint8Array): LockfileContent => {
    const content = ecosystem.parseLockfile({ path, bytes });
    const text = new TextDecoder().decode(bytes);
    assertStatedPins(content, text);
    assertKeptPins(content, naive(text));
    return content;
  };
  return { name, seeds, mutate, opaque, read: (bytes) => unlessRefused(() => read(bytes)) };
}

function answer(name: string, seeds: readonly unknown[], read: (found: FoundEvidence) => unknown): FuzzTarget {
  return {
    name,
    seeds: seeds.map((seed) => bytesOf(JSON.stringify(seed))),
    mutate: mutateJsonDocument,
    opaque,
    read: (body) => unlessProblem(read(found(body))),
  };
}

function gemMember(name: string, seed: string, members: (bytes: Uint8Array) => Members): FuzzTarget {
  return {
    name,
    seeds: [bytesOf(seed)],
    mutate: mutateDocument,
    opaque,
    read: (bytes) => unlessProblem(rubygems.manifest(subject, file, listingOf(members(bytes)))),
  };
}
