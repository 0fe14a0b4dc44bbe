/** Paths in a project. */

/** A path of the shape as it is compared: without `./` before it and `/` behind it. */
export function projectPath(text: string): string {
  return text.replace(/^\.\//, '').replace(/\/$/, '');
}
