/** Whether a detail says no more than the sentence above it. */

/** True for the same sentence, and for one that the text goes on from: "There is none." below "There is none for this version." */
export function addsNothing(detail: string, text: string): boolean {
  const bare = detail.replace(/\.$/u, '');
  return bare === '' || text === detail || text.startsWith(`${bare} `) || text.startsWith(`${bare}.`);
}
