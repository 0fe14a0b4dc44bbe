/** What is said about a package, with its own names taken out: then the same sentence serves ten thousand packages. */

import type { Subject } from '@assay/model';
import { visibleText } from '../visible-text.js';
import { longestText } from './html-text.js';
import { placeholders } from './report-data.js';

/** Makes a text visible and puts placeholders for the package's own names. */
export type PackageText = (text: string) => string;

/** Shorter names are in every other word. */
const shortestName = 3;

/** The own names of this package, longest kind first. */
export function packageText(subject: Subject): PackageText {
  const file = shown(subject.files[0]?.name ?? '');
  const [ownFile] = placeholders;
  const write = withoutNames(subject);
  return (text) => write(file.length < shortestName ? shown(text) : shown(text).replaceAll(file, ownFile));
}

/** The name of its first file; null where it has none. */
export function firstFileText(subject: Subject): string | null {
  const [file] = subject.files;
  return file === undefined ? null : withoutNames(subject)(shown(file.name));
}

/** Takes an already visible text. */
function withoutNames({ name, version }: Subject): PackageText {
  const [, ownName, ownVersion, ownEscaped] = placeholders;
  const names = [
    [shown(name), ownName],
    [shown(version), ownVersion],
    [shown(name.replace('@', '%40')), ownEscaped],
  ] as const;
  return (visible) =>
    names.reduce((left, [own, mark]) => (own.length < shortestName ? left : left.replaceAll(own, mark)), visible);
}

/** Visible text of a length that a report can hold. */
export function shown(text: string): string {
  return visibleText(text, { longest: longestText });
}
