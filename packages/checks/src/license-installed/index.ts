/** `license-installed`: unpacked files are those of the archive that was bought: none added, changed or missing. */

import { contentsDigest, type ArchiveEntry, type CodeCatalogue, type Digest, type LicenseFeature } from '@assay/model';
import type { CheckResult } from '../check.js';
import { bareFile } from '../license/bare-file.js';
import { copyCodes, judgeCopies } from '../license/judge-copies.js';
import type { LicenseCheck, LicenseContext, LicenseCopy } from '../license/license-check.js';
import { packageFiles, shapeOf } from '../license/package-files.js';
import { atMost, shown, shownList } from '../license/shown.js';
import { differences } from './differences.js';

const reinstall =
  'Do not start the application. Find out who changed the files, then install anew from the verified archive.';

const own = {
  'license-installed-match': { outcome: 'proven', text: 'The files are the archive’s own.', next: '' },
  'license-installed-recorded': {
    outcome: 'proven',
    text: 'The files are those that were recorded in assay.lock.',
    next: '',
  },
  'license-installed-added': {
    outcome: 'refuted',
    text: 'A file was added to the installed package.',
    next: reinstall,
  },
  'license-installed-changed': { outcome: 'refuted', text: 'An installed file is not the archive’s.', next: reinstall },
  'license-installed-missing': { outcome: 'refuted', text: 'A file of the archive is not installed.', next: reinstall },
  'license-installed-built': {
    outcome: 'unknown',
    text: 'Files were built when the package was installed: nothing can vouch for those.',
    next: 'Install the package anew from the verified archive, or have the vendor ship it built; then ignore this by a rule of the policy.',
  },
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
  'license-installed-token': {
    outcome: 'not-applicable',
    text: 'The bundled licence is the token’s file alone: `license-token` judges it.',
    next: '',
  },
  'license-installed-unclear': {
    outcome: 'unknown',
    text: 'There is no verified archive that the installed files could be compared with.',
    next: 'Keep the archive in the package manager’s cache, run the phase `before` too, or record the package with `assay license record`. Of a token’s file alone, write the fingerprint that `license-token` shows into the policy.',
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
  const { listing, problems: besides, where } = copy;
  const unread = listing.problems.filter(({ severity }) => severity !== 'note');
  const problems: readonly Result[] = [
    ...unread.map(({ path, detail }): Result => {
      return { code: 'license-installed-unread', detail: path === undefined ? detail : `${shown(path)}: ${detail}` };
    }),
    ...besides
      .filter((problem) => isDoubtful(context, problem.code))
      .map(({ detail }): Result => {
        return { code: 'license-installed-doubtful', detail };
      }),
  ];
  if (problems.length > 0) return atMost(problems);
  if (!listing.complete) return [{ code: 'license-installed-unread', detail: `${where} was not read to its end.` }];
  const single = bareFile(context, copy);
  return single === null ? compare(context, copy) : [compareFile(context, single)];
}

/** Packages that others put into its folder are theirs; what the policy allows to be built or hooked in leaves its traces. */
const traces: ReadonlyMap<string, LicenseFeature | null> = new Map([
  ['nested-packages', 'dependencies'],
  ['installed-extension-folder', 'extensions'],
  ['installed-plugin', 'plugins'],
]);

function isDoubtful({ license }: LicenseContext, code: string): boolean {
  const feature = traces.get(code) ?? null;
  return feature === null || !license.content.allow.includes(feature);
}

function compare(context: LicenseContext, copy: LicenseCopy): readonly Result[] {
  const { license, record } = context;
  const reference = referenceOf(context);
  const installed = packageFiles(copy.listing, 'tree');
  const wanted = reference === null ? [] : packageFiles(reference.listing, shapeOf(license.ecosystem, reference.kind));
  if (reference !== null && wanted.length > 0) {
    const found = differences(wanted, installed, license);
    const stated = statedDifferences(license, reference, copy);
    if (stated.length > 0) return stated.map((detail) => ({ code: 'license-installed-doubtful', detail }));
    if (found.length > 0) return found.map(({ code, paths }) => ({ code, detail: `${shownList(paths)}.` }));
    const detail = `${String(installed.length)} files are alike in ${reference.where} and ${copy.where}.`;
    return [{ code: 'license-installed-match', detail }];
  }
  if (record?.version !== license.version) return [nothingToCompare(copy.where)];
  return [compareRecorded(installed, record.contents.value, copy.where)];
}

/** What RubyGems keeps about an installed gem decides what it loads and runs: it must say what the archive says. */
function statedDifferences(
  { ecosystem }: LicenseContext['license'],
  { facts: packed }: LicenseCopy,
  { facts: kept }: LicenseCopy,
): readonly string[] {
  if (ecosystem !== 'rubygems' || 'problem' in packed || 'problem' in kept) return [];
  return compared.flatMap((feature) => {
    const [before, now] = [packed, kept].map(({ features }) => [...new Set(features[feature])].sort());
    if (before?.join('\n') === now?.join('\n')) return [];
    return [`RubyGems’ specification of it has other ${feature} than the archive: ${shownList(now ?? [])}.`];
  });
}

/** Plugins and files are found in the folder, and names of files are left out of what is installed. */
const compared = ['dependencies', 'executables', 'extensions'] as const satisfies readonly LicenseFeature[];

/** An archive that was not read to its end, that readers understand differently, or that holds nothing, says nothing about files. */
function referenceOf({ reference }: Pick<LicenseContext, 'reference'>): LicenseCopy | null {
  if (reference === null) return null;
  const { complete, problems } = reference.listing;
  return complete && problems.every(({ severity }) => severity === 'note') ? reference : null;
}

/** The record has one digest over paths and contents; where a link leads does not stand in it. */
function compareRecorded(installed: readonly ArchiveEntry[], recorded: string, where: string): Result {
  const files = installed.flatMap(({ path, sha256 }) => {
    return sha256 === undefined || !path.isWellFormed() ? [] : [{ path, sha256 }];
  });
  if (files.length < installed.length) {
    return { code: 'license-installed-unclear', detail: `${where} holds links, of which assay.lock says nothing.` };
  }
  const { value } = contentsDigest(files);
  const detail = `${where}: sha256:${value} over its files`;
  if (value === recorded) return { code: 'license-installed-recorded', detail: `${detail}.` };
  return { code: 'license-installed-not-recorded', detail: `${detail}, recorded sha256:${recorded}.` };
}

/** What is sold as a plain file is its own archive, under any name; of what is sold as a package, it can only be the token's file. */
function compareFile(context: LicenseContext, { path, sha256 = '' }: ArchiveEntry): Result {
  const told = context.license.ecosystem === 'generic' ? toldOfFile(context) : [];
  const expected = told.filter(({ alg }) => alg === 'sha256');
  if (expected.some(({ value }) => value !== sha256)) {
    return { code: 'license-installed-changed', detail: `${shown(path)} has sha256:${sha256}.` };
  }
  if (expected.length > 0)
    return { code: 'license-installed-match', detail: `${shown(path)} has the SHA-256 that was expected.` };
  if (told.length > 0 || !isTokenTold(context)) return nothingToCompare(shown(path));
  return { code: 'license-installed-token', detail: `${shown(path)} is the whole copy.` };
}

function toldOfFile({ license, record }: LicenseContext): readonly Digest[] {
  const recorded = record !== null && record.version === license.version ? record.digests : [];
  return [...license.digests.map(({ digest }) => digest), ...recorded];
}

/** A token without issuer's key, fingerprint and record may be anything: then nothing at all is known of the file. */
function isTokenTold({ license: { token, version }, record }: LicenseContext): boolean {
  if (token === null) return false;
  const isRecorded = record?.version === version && record.token !== undefined;
  return isRecorded || token.keys.length > 0 || token.fingerprints.length > 0;
}

function nothingToCompare(what: string): Result {
  return { code: 'license-installed-unclear', detail: `${what} was compared with nothing.` };
}
