/** What a package's own manifest says against its rules. */

import type { ArchiveEntry, LicenseFeature, LicensePackage, PackageFacts } from '@assay/model';
import type { CheckResult } from '../check.js';
import type { LicenseContext, LicenseCopy } from '../license/license-check.js';
import { isForPlatform } from '../license/same-platform.js';
import { shown, shownList } from '../license/shown.js';
import type { ContentCode } from './codes.js';

type Result = CheckResult<ContentCode>;

/** The code of each feature. Dependencies are compared by name. */
const features = {
  executables: 'license-executables',
  extensions: 'license-extensions',
  plugins: 'license-plugins',
  scripts: 'license-scripts',
  autoload: 'license-autoload',
  'post-install-message': 'license-post-install-message',
} as const satisfies Partial<Record<LicenseFeature, ContentCode>>;

/** Problems of a gem's own checksums. */
const damage: ReadonlySet<string> = new Set(['gem-checksum-mismatch', 'gem-checksums-unreadable']);

/** One result for each thing that the manifest says and the rules do not allow. A folder of a gem has no manifest of its own. */
export function manifestResults(
  context: LicenseContext,
  copy: LicenseCopy,
  files: readonly ArchiveEntry[],
): readonly Result[] {
  const own = archiveResults(context, copy, files);
  const isTold = ({ code, detail }: Result) => own.some((result) => result.code === code && result.detail === detail);
  const listed = listedResults(context, copy).filter((result) => !isTold(result));
  return [...own, ...listed.map((result) => ({ ...result, detail: `By what the registry lists: ${result.detail}` }))];
}

function archiveResults(
  context: LicenseContext,
  { kind, facts }: LicenseCopy,
  files: readonly ArchiveEntry[],
): readonly Result[] {
  const { license } = context;
  if ('problem' in facts) {
    const isBare = kind === 'tree' && license.ecosystem === 'rubygems' && facts.problem === 'manifest-missing';
    if (isBare) return [];
    const code = damage.has(facts.problem) ? 'license-package-damaged' : 'license-manifest-unreadable';
    return [{ code, detail: facts.detail }];
  }
  return [
    ...identityResults(context, facts),
    ...(kind === 'archive' ? declaredResults(facts, files) : []),
    ...featureResults(license.content.allow, facts),
    ...dependencyResults(context, facts, files),
  ];
}

/** Clients install by what the registry says and do not compare it with the archive. Composer's record was found by name and version. */
function listedResults(context: LicenseContext, { listed }: LicenseCopy): readonly Result[] {
  if (listed === undefined) return [];
  if ('problem' in listed) return [{ code: 'license-listing-unread', detail: listed.detail }];
  const { ecosystem, content } = context.license;
  return [
    ...(ecosystem === 'composer' ? [] : identityResults(context, listed)),
    ...featureResults(content.allow, listed),
    ...dependencyResults(context, listed, []),
  ];
}

function identityResults({ license }: LicenseContext, facts: PackageFacts): readonly Result[] {
  const { name, version, platform } = facts;
  if (license.ecosystem === 'generic') return [];
  if (name === license.name && isVersion(license, version) && isForPlatform(license, facts)) return [];
  const detail = `It calls itself ${shown(`${name} ${version}${platform === undefined ? '' : ` (${platform})`}`)}.`;
  return [{ code: 'license-other-package', detail }];
}

/** Composer's archives need not state a version, and may write a `v` before it. */
function isVersion({ ecosystem, version }: LicensePackage, stated: string): boolean {
  if (ecosystem !== 'composer' || stated === version) return stated === version;
  return stated === '' || stated.replace(/^v/i, '') === version.replace(/^v/i, '');
}

function declaredResults({ declaredFiles }: PackageFacts, files: readonly ArchiveEntry[]): readonly Result[] {
  if (declaredFiles === null) return [];
  const declared = new Set(declaredFiles);
  const packed = new Set(files.map(({ path }) => path));
  return [
    ...told(
      'license-files-undeclared',
      [...packed].filter((path) => !declared.has(path)),
    ),
    ...told(
      'license-files-not-packed',
      [...declared].filter((path) => !packed.has(path)),
    ),
  ];
}

function featureResults(allow: readonly LicenseFeature[], facts: PackageFacts): readonly Result[] {
  return Object.entries(features).flatMap(([feature, code]) => {
    const key = feature as keyof typeof features;
    return allow.includes(key) ? [] : told(code, facts.features[key]);
  });
}

function dependencyResults(
  { license }: LicenseContext,
  { dependencies }: PackageFacts,
  files: readonly ArchiveEntry[],
): readonly Result[] {
  const { allow, dependencies: allowed } = license.content;
  if (allow.includes('dependencies') && allowed === null) return [];
  const named = new Set(allow.includes('dependencies') ? (allowed ?? []) : []);
  const nested = license.ecosystem === 'npm' ? nestedPackages(files) : [];
  return told(
    'license-dependencies',
    [...new Set([...dependencies, ...nested])].filter((name) => !named.has(name)),
  );
}

/** Packages that lie inside, where Node finds them first, whether or not the manifest says so. */
function nestedPackages(files: readonly ArchiveEntry[]): readonly string[] {
  return files.flatMap(({ path }) => {
    const parts = path.split('/');
    const at = parts.findLastIndex((part, index) => index < parts.length - 1 && part.toLowerCase() === 'node_modules');
    if (at < 0) return [];
    const [first = '', second = ''] = parts.slice(at + 1);
    return [first.startsWith('@') ? `${first}/${second}` : first];
  });
}

/** One result for a list, its first items named. */
function told(code: ContentCode, items: readonly string[]): readonly Result[] {
  return items.length === 0 ? [] : [{ code, detail: `${shownList(items)}.` }];
}
