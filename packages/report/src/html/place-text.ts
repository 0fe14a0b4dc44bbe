/** Where something stands. */

/** `path/to/package-lock.json:12`. */
export function placeOf(file: string, line: number | undefined): string {
  return line === undefined ? file : `${file}:${String(line)}`;
}
