import { digestAlgorithms, type Digest, type DigestAlgorithm, type SubjectFile } from '@assay/model';
import type { Hash, Property } from '../cyclonedx/index.js';
import type { SubjectContext } from './build-context.js';
import { areOtherBytes } from './received-bytes.js';

/** The hashes of one file, and which of them were pinned, computed, or received in the place of pinned ones. */
export interface FileHashes {
  readonly file: string;
  readonly hashes: readonly Hash[];
  readonly properties: readonly Property[];
}

const names: Readonly<Record<DigestAlgorithm, Hash['alg']>> = {
  md5: 'MD5',
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
};

/**
 * For each file of a subject the digests that the lockfile pins, and those computed over the received bytes. Where received bytes are not the
 * pinned ones, only the pins are hashes of the component; what was received is said in properties.
 */
export function fileHashes(about: SubjectContext): readonly FileHashes[] {
  return about.subject.files.map((file) => hashesOf(file, about));
}

function hashesOf(file: SubjectFile, { facts, findings }: SubjectContext): FileHashes {
  const computed = facts?.received.find(({ name }) => name === file.name)?.digests.filter(coversArchive) ?? none;
  const pins = file.pins.filter(coversArchive);
  if (computed.length === 0) return { file: file.name, hashes: pins.map(hashOf), properties: pinnedProperties(pins) };
  return areOtherBytes(file, computed, findings) ? conflicting(file, pins, computed) : agreeing(file, pins, computed);
}

const none: readonly Digest[] = [];

function coversArchive({ covers }: Digest): boolean {
  return covers === 'artifact';
}

/** A digest as CycloneDX writes it. */
export function hashOf({ alg, value }: Digest): Hash {
  return { alg: names[alg], content: value };
}

const pinnedProperty = new Map<DigestAlgorithm, Property>(
  digestAlgorithms.map((alg) => [alg, { name: `assay:hash:${names[alg]}`, value: 'pinned' }]),
);

/** Most files have one pin. */
const onePinned = new Map([...pinnedProperty].map(([alg, property]) => [alg, [property]]));

function pinnedProperties(pins: readonly Digest[]): readonly Property[] {
  const [first] = pins;
  if (pins.length === 1 && first !== undefined) return onePinned.get(first.alg) ?? [];
  return pins.flatMap(({ alg }) => pinnedProperty.get(alg) ?? []);
}

function conflicting(file: SubjectFile, pins: readonly Digest[], computed: readonly Digest[]): FileHashes {
  const received = computed.map(({ alg, value }) => ({ name: `assay:hash:received:${names[alg]}`, value }));
  return { file: file.name, hashes: pins.map(hashOf), properties: [...pinnedProperties(pins), ...received] };
}

function agreeing(file: SubjectFile, pins: readonly Digest[], computed: readonly Digest[]): FileHashes {
  const properties: Property[] = [];
  const hashes: Hash[] = [];
  for (const alg of digestAlgorithms) {
    const pin = pins.find((digest) => digest.alg === alg);
    const digest = pin ?? computed.find((each) => each.alg === alg);
    if (digest === undefined) continue;
    hashes.push(hashOf(digest));
    const isComputed = computed.some((each) => each.alg === alg);
    const value = pin === undefined ? 'computed' : isComputed ? 'pinned, computed' : 'pinned';
    properties.push({ name: `assay:hash:${names[alg]}`, value });
  }
  return { file: file.name, hashes, properties };
}
