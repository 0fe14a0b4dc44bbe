/** Whether the same version is still the same bytes. */

import { formatDigest, groupBy, isClientMade, isStrong, type Digest, type SubjectFile } from '@assay/model';
import { draftOf, listed, type Draft, type Pair } from './draft.js';
import type { Locked } from './side.js';
import { sameRelease } from './version-order.js';

/** Compares what the same version is pinned to, and what was received for it. Nothing for other versions. */
export function comparePins(pair: Pair): readonly Draft[] {
  if (!sameRelease(pair.base.subject.version, pair.head.subject.version)) return [];
  const files = pair.head.subject.files.flatMap((head) => {
    const base = pair.base.subject.files.find((file) => sameFile(file, head));
    return base === undefined ? [] : compareFile(pair, base, head);
  });
  return [...files, ...compareFileLists(pair)];
}

/** A file's name is made of name, version and platform; a URL elsewhere may give it another one. */
function sameFile(a: SubjectFile, b: SubjectFile): boolean {
  return (a.platform ?? '') === (b.platform ?? '');
}

function compareFile(pair: Pair, base: SubjectFile, head: SubjectFile): readonly Draft[] {
  const otherKind = remade(base, head);
  if (otherKind !== null) {
    const isOther = contradicts(receivedOf(pair.head, head), receivedOf(pair.base, base));
    return [isOther ? otherBytes(pair, base, head) : otherKind];
  }
  const [before, after] = [base.pins.map(formatDigest), head.pins.map(formatDigest)];
  const texts = { before: missingFrom(before, after), after: missingFrom(after, before) };
  const other = contradicts(head.pins, [...base.pins, ...receivedOf(pair.base, base)]);
  if (other) {
    const text = `${pair.title} is pinned to other bytes than before: the same version of ${head.name} must never change.`;
    return [draftOf(pair, { code: 'pins-changed', severity: 'alarm', text, ...texts })];
  }
  if (contradicts(receivedOf(pair.head, head), receivedOf(pair.base, base))) return [otherBytes(pair, base, head)];
  return fewerPins(pair, { base, head, texts });
}

/**
 * A newer Yarn makes archives of its own in another way and pins every package anew. That is said once for all of them: the change names
 * no package, so that those of all packages are the same.
 */
function remade(base: SubjectFile, head: SubjectFile): Draft | null {
  if (base.pins.length === 0 || head.pins.length === 0 || ![...base.pins, ...head.pins].every(isClientMade))
    return null;
  const [before, after] = [base.archiveKind ?? '', head.archiveKind ?? ''];
  if (before === after) return null;
  const text = `Packages are pinned by archives that Yarn makes in another way than before (${JSON.stringify(before)}, now ${JSON.stringify(after)}): whether the files in them are the same cannot be told from the lockfiles.`;
  return { code: 'pins-replaced', severity: 'attention', text, before: [before], after: [after] };
}

function otherBytes(pair: Pair, base: SubjectFile, head: SubjectFile): Draft {
  const text = `${pair.title}: other bytes were received for ${head.name} than for the base, under the same version.`;
  const digests = (locked: Locked, file: SubjectFile) => receivedOf(locked, file).map(formatDigest);
  const [before, after] = [digests(pair.base, base), digests(pair.head, head)];
  return draftOf(pair, { code: 'bytes-changed', severity: 'alarm', text, before, after });
}

interface FilePair {
  readonly base: SubjectFile;
  readonly head: SubjectFile;
  readonly texts: Pick<Draft, 'before' | 'after'>;
}

function fewerPins(pair: Pair, { base, head, texts }: FilePair): readonly Draft[] {
  const { title } = pair;
  const lost = base.pins.filter((pin) => head.pins.every((other) => kindOf(other) !== kindOf(pin)));
  if (lost.length === 0) return addedPins(pair, { base, head, texts });
  const strongBefore = base.pins.some(({ alg }) => isStrong(alg));
  const strongAfter = head.pins.some(({ alg }) => isStrong(alg));
  if (strongBefore && !strongAfter) {
    const text = `${title} is no longer pinned by a strong digest: any bytes may come under this version.`;
    return [draftOf(pair, { code: 'pins-removed', severity: 'alarm', text, ...texts })];
  }
  const algorithms = lost.map(kindOf).join(', ');
  const kept = base.pins.some((pin) => head.pins.some((other) => kindOf(other) === kindOf(pin)));
  if (kept || shown(pair, base, head)) {
    const text = `${title} is no longer pinned by ${algorithms}; by what is left, the bytes are the same.`;
    return [draftOf(pair, { code: 'pins-weakened', severity: kept ? 'attention' : 'info', text, ...texts })];
  }
  const text = `${title} is pinned by other algorithms than before: whether the bytes are the same cannot be told from the lockfiles.`;
  // No package manager goes from one strong digest to another of its own accord.
  const severity = strongBefore ? 'alarm' : 'attention';
  return [draftOf(pair, { code: 'pins-replaced', severity, text, ...texts })];
}

/** Clients check the strongest digest alone: one that is put beside a weaker one takes its place. */
function addedPins(pair: Pair, { base, head, texts }: FilePair): readonly Draft[] {
  const added = head.pins.filter(({ alg }) => isStrong(alg) && base.pins.every((pin) => pin.alg !== alg));
  if (added.length === 0 || base.pins.length === 0 || shown(pair, base, head)) return [];
  const algorithms = [...new Set(added.map(({ alg }) => alg))].join(', ');
  const text = `${pair.title} is now pinned by ${algorithms}, too, which clients may check alone: whether the bytes are the same cannot be told from the lockfiles.`;
  return [draftOf(pair, { code: 'pins-replaced', severity: 'attention', text, ...texts })];
}

/** The base's bytes were received and have a digest that the head pins. */
function shown({ base }: Pair, before: SubjectFile, after: SubjectFile): boolean {
  return agrees(after.pins, receivedOf(base, before));
}

function compareFileLists(pair: Pair): readonly Draft[] {
  const { base, head, title } = pair;
  const platforms = ({ subject }: Locked) => subject.files.map(({ platform }) => platform ?? 'any platform');
  const [before, after] = [
    missingFrom(platforms(base), platforms(head)),
    missingFrom(platforms(head), platforms(base)),
  ];
  if (before.length === 0 && after.length === 0) return [];
  const parts = [
    after.length === 0 ? '' : `now also locked for ${listed(after)}`,
    before.length === 0 ? '' : `no longer locked for ${listed(before)}`,
  ].filter((part) => part !== '');
  // Nothing of the base says what bytes another platform's file has.
  const severity = after.length === 0 ? 'info' : 'attention';
  return [draftOf(pair, { code: 'files-changed', severity, text: `${title} is ${parts.join(', ')}.`, before, after })];
}

function receivedOf({ facts }: Locked, { name }: SubjectFile): readonly Digest[] {
  return facts.received.filter((file) => file.name === name).flatMap(({ digests }) => digests);
}

/** True when for some algorithm both have digests and share none. */
function contradicts(ones: readonly Digest[], others: readonly Digest[]): boolean {
  const known = groupBy(others, kindOf);
  return [...groupBy(ones, kindOf)].some(([kind, pins]) => {
    const values = known.get(kind);
    return values !== undefined && !pins.every(({ value }) => values.some((other) => other.value === value));
  });
}

/** What can be compared: an archive that a package manager makes itself has other bytes than the one it was made of. */
function kindOf(pin: Digest): string {
  return isClientMade(pin) ? `${pin.alg} of the package manager’s own archive` : pin.alg;
}

/** True when for some strong algorithm both have the same digest, and for none they differ. */
export function agrees(ones: readonly Digest[], others: readonly Digest[]): boolean {
  if (contradicts(ones, others)) return false;
  return ones.some(({ alg, value }) => isStrong(alg) && others.some((pin) => pin.alg === alg && pin.value === value));
}

function missingFrom(ones: readonly string[], others: readonly string[]): readonly string[] {
  return ones.filter((one) => !others.includes(one));
}
