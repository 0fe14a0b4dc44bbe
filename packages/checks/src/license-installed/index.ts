/** `license-installed`: unpacked files are those of the archive that was bought: none added, changed or missing. */

import { contentsDigest, type ArchiveEntry, type CodeCatalogue } from '@assay/model';
import type { CheckResult } from '../check.js';
import { copyCodes, judgeCopies } from '../license/judge-copies.js';
import type { LicenseCheck, LicenseContext, LicenseCopy } from '../license/license-check.js';
import { packageFiles, shapeOf } from '../license/package-files.js';

const reinstall = 'Do not start the application. Find out who changed the files, then install anew from the verified archive.';

const own = {
  'license-installed-match': { outcome: 'proven', text: 'The files are the archive’s own.', next: '' },
  'license-installed-recorded': {
    outcome: 'proven',
    text: 'The files are those that were recorded in assay.lock.',
    next: '',
  },
  'license-installed-added': { outcome: 'refuted', text: 'A file was added to the installed package.', next: reinstall },
  'license-installed-changed': { outcome: 'refuted', text: 'An installed file is not the archive’s.', next: reinstall },
  'license-installed-missing': { outcome: 'refuted', text: 'A file of the archive is not installed.', next: reinstall },
  'license-installed-not-recorded': {
    outcome: 'refuted',
    text: 'The installed files are not those that were recorded in assay.lock.',
    next: reinstall,
  },
  'license-installed-unread': {
    outcome: 'refuted',
    text: 'Among the installed files is something that is no plain file or cannot be read.',
    next: reinstall,
  },
  'license-installed-doubtful': {
    outcome: 'refuted',
    text: 'What the package manager keeps about the installed package is not what it writes itself.',
    next: reinstall,
  },
  'license-installed-unclear': {
    outcome: 'unknown',
    text: 'There is no verified archive that the installed files could be compared with.',
    next: 'Keep the archive in the package manager’s cache, run the phase `before` too, or record the package with `assay license record`.',
  },
} as const satisfies CodeCatalogue;

type Result = CheckResult<keyof typeof own>;

export const licenseInstalled: LicenseCheck = {
  id: 'license-installed',
  phases: ['after', 'installed', 'bundled'],
  codes: { ...copyCodes, ...own },
  run: (context) => judgeCopies(context, 'tree', (copy) => judge(context, copy)),
};

function judge(context: LicenseContext, copy: LicenseCopy): readonly Result[] {
  const unread = copy.listing.problems.filter(({ severity }) => severity !== 'note');
  const problems: Result[] = [
    ...unread.slice(0, most).map(({ path, detail }): Result => {
      return { code: 'license-installed-unread', detail: path === undefined ? detail : `${shown(path)}: ${detail}` };
    }),
    ...copy.problems.slice(0, most).map(({ detail }): Result => ({ code: 'license-installed-doubtful', detail })),
  ];
  if (problems.length === 0 && !copy.listing.complete) {
    problems.push({ code: 'license-installed-unread', detail: `${copy.where} was not read to its end.` });
  }
  return problems.length > 0 ? problems : compare(context, copy);
}

function compare({ license, reference, record }: LicenseContext, copy: LicenseCopy): readonly Result[] {
  const installed = packageFiles(copy.listing, 'tree');
  if (reference !== null) {
    const wanted = packageFiles(reference.listing, shapeOf(license.ecosystem, reference.kind));
    return differences(wanted, installed, `${reference.where} and ${copy.where}`);
  }
  if (record === null || record.version !== license.version) {
    return [{ code: 'license-installed-unclear', detail: `${copy.where} was compared with nothing.` }];
  }
  const { value } = contentsDigest(installed.map(({ path, sha256 = '' }) => ({ path, sha256 })));
  const same = value === record.contents.value;
  const code = same ? 'license-installed-recorded' : 'license-installed-not-recorded';
  return [{ code, detail: `${copy.where}: sha256:${value} over its files${same ? '' : `, recorded sha256:${record.contents.value}`}.` }];
}

function differences(
  wanted: readonly ArchiveEntry[],
  installed: readonly ArchiveEntry[],
  where: string,
): readonly Result[] {
  const before = new Map(wanted.map((entry) => [entry.path, entry]));
  const now = new Map(installed.map((entry) => [entry.path, entry]));
  const added = installed.filter(({ path }) => !before.has(path));
  const missing = wanted.filter(({ path }) => !now.has(path));
  const changed = installed.filter((entry) => isChanged(before.get(entry.path), entry));
  const results = [
    ...told('license-installed-added', added),
    ...told('license-installed-changed', changed),
    ...told('license-installed-missing', missing),
  ];
  if (results.length > 0) return results;
  return [{ code: 'license-installed-match', detail: `${String(installed.length)} files are alike in ${where}.` }];
}

/** A file without a digest was not read: it is not known to be the same. */
function isChanged(wanted: ArchiveEntry | undefined, { type, sha256, linkTarget }: ArchiveEntry): boolean {
  if (wanted === undefined) return false;
  if (type !== wanted.type) return true;
  return type === 'file' ? sha256 === undefined || sha256 !== wanted.sha256 : linkTarget !== wanted.linkTarget;
}

const most = 10;

function told(code: Result['code'], entries: readonly ArchiveEntry[]): readonly Result[] {
  const [first] = entries;
  if (first === undefined) return [];
  const names = entries.slice(0, most).map(({ path }) => shown(path));
  const more = entries.length > most ? `, and ${String(entries.length - most)} more` : '';
  return [{ code, detail: `${names.join(', ')}${more}.` }];
}

function shown(path: string): string {
  return `"${path.slice(0, 200)}"`;
}
