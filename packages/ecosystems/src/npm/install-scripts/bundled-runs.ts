import { asMap, parseJson } from '@assay/documents';
import type { ArchiveListing, InstallRun, Subject, Unreadable } from '@assay/model';
import { installRunsOf } from './install-runs.js';

/** npm's own archive bundles two hundred packages. What lies beyond is not read, and not passed over in silence. */
const mostRead = 1000;
const maxBytes = 1024 * 1024;

/** The manifests in an archive that say what runs: its own, and those of the packages that the lockfile says it bundles. */
export function manifestMembers({ bundles = [] }: Pick<Subject, 'bundles'>): readonly string[] {
  return ['package.json', ...bundles.slice(0, mostRead).map(manifestOf)];
}

function manifestOf(folder: string): string {
  return `${folder}/package.json`;
}

/** What the packages inside an archive have clients run when they install it: npm runs their scripts like those of any other package. */
export function bundledRunsOf(
  { bundles = [] }: Pick<Subject, 'bundles'>,
  listing: ArchiveListing,
): readonly InstallRun[] | Unreadable {
  if (bundles.length > mostRead) {
    return { problem: 'bundled-unread', detail: `It bundles more than ${mostRead} packages.` };
  }
  const runs: InstallRun[] = [];
  for (const folder of bundles) {
    const found = runsIn(folder, listing);
    if ('problem' in found) return { ...found, detail: `${folder}: ${found.detail}` };
    runs.push(...found.map((run) => ({ ...run, folder })));
  }
  return runs;
}

function runsIn(folder: string, { members, entries }: ArchiveListing): readonly InstallRun[] | Unreadable {
  const bytes = members.get(manifestOf(folder));
  if (bytes === undefined) return { problem: 'bundled-unread', detail: 'its package.json could not be read.' };
  const parsed = parseJson(bytes, { maxBytes, duplicateKeys: 'report', bom: 'accept' });
  const root = parsed.ok ? asMap(parsed.document.value) : undefined;
  if (!parsed.ok || root === undefined)
    return { problem: 'bundled-unread', detail: 'its package.json is no JSON object.' };
  return installRunsOf({ document: parsed.document, root, bytes, entries, folder });
}
