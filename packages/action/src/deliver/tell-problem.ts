import type { AssayError } from '@assay/model';

/** A problem with what was asked for: where it is, what it is, and what to do. Foreign text: escape before printing. */
export function tellProblem(problem: AssayError): string {
  return sentences([`${placeOf(problem)}${problem.message}`, problem.hint]);
}

/** Where it is, unless the sentence says so itself. */
function placeOf({ file, line, message }: AssayError): string {
  if (file === undefined) return '';
  if (line === undefined) return message.split(' ').includes(file) ? '' : `${file}: `;
  return `${file}:${String(line)}: `;
}

function sentences(parts: readonly (string | undefined)[]): string {
  const there = parts.filter((part) => part !== undefined && part !== '');
  return there.map((part, index) => (index === there.length - 1 ? part : part?.replace(/[.\s]*$/u, '.'))).join(' ');
}
