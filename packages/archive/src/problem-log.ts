/** Collects what is wrong with one container of an archive. */

import type { ArchiveProblem } from '@assay/model';
import { problemInfo, type ProblemCode } from './archive-problems.js';

/** How many problems of one code are told apart; an attacker decides how many there are. */
const keptPerCode = 16;

/** Keeps the first problems of each code and counts the rest. */
export class ProblemLog {
  readonly #kept: ArchiveProblem[] = [];
  readonly #counts = new Map<ProblemCode, number>();

  /** `path`: the entry it is about; `detail`: a sentence, when the catalogue's own says too little. */
  add(code: ProblemCode, path?: string, detail?: string): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count > keptPerCode) return;
    const { severity, text } = problemInfo(code);
    this.#kept.push({ code, severity, ...(path === undefined ? {} : { path }), detail: detail ?? text });
  }

  /** Problems in the order they were found, then one line for each code of which there were more than are kept. */
  list(): readonly ArchiveProblem[] {
    const rest = [...this.#counts].filter(([, count]) => count > keptPerCode);
    return [
      ...this.#kept,
      ...rest.map(([code, count]) => {
        const { severity, text } = problemInfo(code);
        return { code, severity, detail: `${text} There are ${count - keptPerCode} more of these.` };
      }),
    ];
  }
}
