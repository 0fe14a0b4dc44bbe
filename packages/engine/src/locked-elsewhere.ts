/** Which names the inventory locks from more than one place. */

import type { LockedElsewhere } from '@assay/checks';
import {
  allowedRegistries,
  artifactPins,
  groupBy,
  isStrong,
  normaliseRegistryUrl,
  originOf,
  registryOfUrl,
  trustedRegistries,
  type Inventory,
  type RegistryTable,
  type Subject,
} from '@assay/model';

/** A hostile lockfile locks one name from a hundred thousand places: naming all pairs would take forever. */
const mostNamed = 10;

interface Place {
  readonly place: string;
  readonly isFolder: boolean;
}

/** A place and the first few subjects of one name that are locked from there. */
interface Locked extends Place {
  readonly subjects: Subject[];
}

/** Tells where else a subject's name is locked from. The inventory is read once, in time in proportion to it. */
export function lockedElsewhere(
  { subjects }: Inventory,
  registries: RegistryTable,
): (subject: Subject) => readonly LockedElsewhere[] {
  const byName = groupBy(subjects, nameKey);
  const placesByName = new Map<string, readonly Locked[]>();
  return (subject) => {
    const name = nameKey(subject);
    const all = byName.get(name) ?? [];
    // Most names are locked once: nothing is to be found out about them.
    const own = all.length < 2 ? null : placeOf(subject, registries);
    if (own === null) return [];
    const places = placesByName.get(name) ?? placesIn(all, registries);
    placesByName.set(name, places);
    return places
      .filter((there) => keyOf(there) !== keyOf(own))
      .flatMap(({ place, isFolder, subjects: locked }) => locked.map((other) => ({ place, isFolder, other })))
      .filter(({ isFolder, other }) => isFolder || !isSame(subject, other))
      .slice(0, mostNamed)
      .map(({ place, isFolder, other: { id } }) => ({ subject: id, place, isFolder }));
  };
}

/** One place more than is named: a subject's own may be among them. */
function placesIn(subjects: readonly Subject[], registries: RegistryTable): readonly Locked[] {
  const places = new Map<string, Locked>();
  for (const subject of subjects) {
    const place = placeOf(subject, registries);
    if (place === null) continue;
    const there = places.get(keyOf(place));
    if (there === undefined && places.size <= mostNamed) places.set(keyOf(place), { ...place, subjects: [subject] });
    else if (there !== undefined && there.subjects.length < mostNamed) there.subjects.push(subject);
  }
  return [...places.values()];
}

/** Where the client takes it from; null for what has no place of its own, and where nobody knows. */
function placeOf(subject: Subject, registries: RegistryTable): Place | null {
  const { source, ecosystem, name } = subject;
  if (source.kind === 'directory') return { place: source.path, isFolder: true };
  if (source.kind !== 'registry') return null;
  const stated = subject.files.find(({ url }) => url !== undefined)?.url ?? asBase(source.url);
  if (stated === undefined) return registryPlace(allowedRegistries(registries, ecosystem, name)[0]?.url);
  const known = registryOfUrl(trustedRegistries(registries, ecosystem), stated);
  return registryPlace(known?.registry.url ?? originOf(stated) ?? undefined);
}

/** A registry's base URL may be locked without its last slash. */
function asBase(url: string | undefined): string | undefined {
  return url === undefined ? undefined : (normaliseRegistryUrl(url) ?? url);
}

function registryPlace(place: string | undefined): Place | null {
  return place === undefined ? null : { place, isFolder: false };
}

/** One version with the same bytes is a mirror's copy. */
function isSame(a: Subject, b: Subject): boolean {
  if (a.purl !== b.purl) return false;
  const pins = strongPins(b);
  return strongPins(a).some((pin) => pins.includes(pin));
}

function strongPins({ files }: Subject): readonly string[] {
  return files.flatMap((file) =>
    artifactPins(file.pins)
      .filter(({ alg }) => isStrong(alg))
      .map(({ alg, value }) => `${file.platform ?? ''} ${alg} ${value}`),
  );
}

function nameKey({ ecosystem, name }: Subject): string {
  return `${ecosystem} ${name}`;
}

function keyOf({ place, isFolder }: Place): string {
  return `${isFolder ? 'folder' : 'registry'} ${isFolder ? '' : place}`;
}
