import { compareText, trustChangeKinds, type TrustChange, type TrustPlace, type TrustSeverity } from '@assay/model';
import type { Draft } from './draft.js';

/** Collects changes; the same one in several lockfiles is one change with several places. */
export class PlacedChanges {
  readonly #found = new Map<string, { readonly draft: Draft; readonly places: Map<string, TrustPlace> }>();

  add(draft: Draft, ...places: readonly TrustPlace[]): void {
    const key = JSON.stringify(draft);
    const known = this.#found.get(key) ?? { draft, places: new Map<string, TrustPlace>() };
    this.#found.set(key, known);
    for (const place of places) known.places.set(JSON.stringify(place), place);
  }

  /** The gravest first, then by kind, package and place. */
  sorted(): readonly TrustChange[] {
    const changes = [...this.#found.values()].map(({ draft, places }) => ({
      ...draft,
      places: [...places.values()].sort(comparePlaces),
    }));
    const keyed = changes.map((change) => ({ change, text: JSON.stringify(change) }));
    return keyed
      .sort((a, b) => compareChanges(a.change, b.change) || compareText(a.text, b.text))
      .map(({ change }) => change);
  }
}

const severities: readonly TrustSeverity[] = ['alarm', 'attention', 'info'];
const loudness = new Map<string, number>(Object.keys(trustChangeKinds).map((code, index) => [code, index]));

function compareChanges(a: TrustChange, b: TrustChange): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    (loudness.get(a.code) ?? 0) - (loudness.get(b.code) ?? 0) ||
    compareText(a.purl ?? '', b.purl ?? '')
  );
}

function comparePlaces(a: TrustPlace, b: TrustPlace): number {
  return compareText(a.lockfile, b.lockfile) || (a.line ?? 0) - (b.line ?? 0) || compareText(a.side, b.side);
}
