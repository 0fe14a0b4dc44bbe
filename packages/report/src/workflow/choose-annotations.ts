/** Which notes to show where only a few can be: GitHub drops all beyond ten of a level, silently. */

import { count } from '../terminal/counts.js';
import type { Annotation } from './workflow-command.js';

/** One thing that is wrong, worst first in a list, and its notes. */
export interface Cause {
  readonly level: Annotation['level'];
  readonly packages: number;
  /** A note for each package. */
  readonly each: () => readonly Annotation[];
  /** One note for all of them. */
  readonly together: () => Annotation;
}

/** How many notes there may be, of which level, and where the rest stands. */
export interface Choice {
  readonly limit: number;
  readonly level: Annotation['level'];
  readonly whole: string;
}

/** More notes of one cause are one note where space is short. */
const fewEnough = 3;

/** Notes of causes of one level: all if they fit, else grouped, in turn, and the last one tells what has none. */
export function chooseAnnotations(causes: readonly Cause[], { limit, level, whole }: Choice): readonly Annotation[] {
  const every = causes.map((cause) => cause.each());
  if (every.flat().length <= limit) return every.flat();
  const grouped = causes.map((cause, index) => {
    const own = every[index] ?? [];
    return own.length > fewEnough ? [cause.together()] : own;
  });
  const all = grouped.flat();
  if (all.length <= limit) return all;
  const shown = takeTurns(grouped, limit - 1);
  return [...shown, restAnnotation({ level, whole }, all.length - shown.length)];
}

/** The first note of each cause, then the second of each: sorted by cause. */
function takeTurns(groups: readonly (readonly Annotation[])[], most: number): readonly Annotation[] {
  const ranked = groups.flatMap((group, cause) => group.map((annotation, turn) => ({ annotation, cause, turn })));
  const first = ranked.sort((a, b) => a.turn - b.turn || a.cause - b.cause).slice(0, most);
  return first.sort((a, b) => a.cause - b.cause || a.turn - b.turn).map(({ annotation }) => annotation);
}

function restAnnotation({ level, whole }: Omit<Choice, 'limit'>, hidden: number): Annotation {
  const title = `${count(hidden, 'more note')} of this kind`;
  return { level, title, message: `GitHub shows only a few for each step. All of them: ${whole}.` };
}
