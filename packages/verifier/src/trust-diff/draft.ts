import type { TrustChange, TrustDoubt } from '@assay/model';
import { titleOf, type Locked } from './side.js';
import { directionOf, sameLine, type Direction } from './version-order.js';

/** A change before it is known in which lockfiles it stands. */
export type Draft = Omit<TrustChange, 'places'>;

/** What comparing two states of one package gives. */
export interface Compared {
  readonly drafts: readonly Draft[];
  readonly doubts: readonly TrustDoubt[];
}

/** Two states of one package. */
export interface Pair {
  readonly base: Locked;
  readonly head: Locked;
  readonly direction: Direction;
  /** Both versions are of one release line, or the same. */
  readonly inLine: boolean;
  /** Source, files and pins are the same, and the pins are strong: the lockfiles ask for the same bytes from the same place. */
  readonly asLocked: boolean;
  /** `left-pad 1.3.0`, of the head. */
  readonly title: string;
}

/** Looks at two states. */
export function pairOf(base: Locked, head: Locked): Pair {
  const [before, after] = [base.subject, head.subject];
  const lockedAs = ({ source, files, purl }: Locked['subject']) => JSON.stringify([purl, source, files]);
  return {
    base,
    head,
    direction: directionOf(before.version, after.version),
    inLine: sameLine(before.version, after.version),
    asLocked: lockedAs(before) === lockedAs(after),
    title: titleOf(after),
  };
}

/** A change of a package: names both versions where they differ. */
export function draftOf(
  { base, head }: Pair,
  change: Pick<Draft, 'code' | 'severity' | 'text'> & Partial<Draft>,
): Draft {
  const [before, after] = [base.subject.purl, head.subject.purl];
  return { purl: after, ...(before === after ? {} : { basePurl: before }), before: [], after: [], ...change };
}

/** Texts for a sentence: the first few, and how many more there are. */
export function listed(texts: readonly string[], most = 3): string {
  const shown = texts.slice(0, most).join(', ');
  return texts.length > most ? `${shown} and ${String(texts.length - most)} more` : shown;
}
