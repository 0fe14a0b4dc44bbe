import { readPackageFacts } from '@assay/ecosystems';
import { compareText, type ArchiveListing, type Subject } from '@assay/model';

/** Hostile manifests hold thousands of texts of any length. */
const mostTold = 20;
const longest = 200;

/**
 * What archives of a package would run when it is installed, as one sorted list. Undefined where one of them cannot be read as all clients
 * would: then it is not known.
 */
export function installRuns(
  { ecosystem }: Subject,
  listings: readonly ArchiveListing[],
): readonly string[] | undefined {
  const runs = new Set<string>();
  for (const listing of listings) {
    const facts = readPackageFacts(ecosystem, listing);
    if ('problem' in facts) return undefined;
    const { scripts, extensions, plugins } = facts.features;
    for (const text of scripts) runs.add(oneLine(text));
    for (const text of extensions) runs.add(oneLine(`extension: ${text}`));
    for (const text of plugins) runs.add(oneLine(`plugin: ${text}`));
  }
  return listings.length === 0 ? undefined : [...runs].sort(compareText).slice(0, mostTold);
}

function oneLine(text: string): string {
  const line = text
    .slice(0, longest)
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}]+/gu, ' ');
  return text.length > longest ? `${line}…` : line;
}
