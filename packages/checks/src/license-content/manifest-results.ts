/** What a package's own manifest says against its rules. */

import type { ArchiveEntry, LicenseFeature, PackageFacts } from '@assay/model';
import type { CheckResult } from '../check.js';
import type { LicenseContext, LicenseCopy } from '../license/license-check.js';
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

/** One result for each thing that the manifest says and the rules do not allow. A folder of a gem has no manifest of its own. */
export function manifestResults(
  context: LicenseContext,
  { kind, facts }: LicenseCopy,
  files: readonly ArchiveEntry[],
): readonly Result[] {
  const { license } = context;
  if ('problem' in facts) {
    if (kind === 'tree' && facts.problem === 'manifest-missing') return [];
    return [{ code: 'license-manifest-unreadable', detail: facts.detail }];
  }
  return [
    ...identityResults(context, facts),
    ...(kind === 'archive' ? declaredResults(facts, files) : []),
    ...featureResults(license.content.allow, facts),
    ...dependencyResults(context, facts),
  ];
}

/** Composer's archives need not state a version. */
function identityResults({ license }: LicenseContext, { name, version, platform }: PackageFacts): readonly Result[] {
  if (license.ecosystem === 'generic') return [];
  const named = name === license.name;
  const versioned = version === license.version || (license.ecosystem === 'composer' && version === '');
  const placed = (platform ?? 'ruby') === (license.platform ?? 'ruby');
  if (named && versioned && placed) return [];
  const detail = `It calls itself ${shown(`${name} ${version}${platform === undefined ? '' : ` (${platform})`}`)}.`;
  return [{ code: 'license-other-package', detail }];
}

function declaredResults({ declaredFiles }: PackageFacts, files: readonly ArchiveEntry[]): readonly Result[] {
  if (declaredFiles === null) return [];
  const declared = new Set(declaredFiles);
  const packed = new Set(files.map(({ path }) => path));
  return [
    ...told('license-files-undeclared', [...packed].filter((path) => !declared.has(path))),
    ...told('license-files-not-packed', [...declared].filter((path) => !packed.has(path))),
  ];
}

function featureResults(allow: readonly LicenseFeature[], facts: PackageFacts): readonly Result[] {
  return Object.entries(features).flatMap(([feature, code]) => {
    const key = feature as keyof typeof features;
    return allow.includes(key) ? [] : told(code, facts.features[key]);
  });
}

function dependencyResults({ license }: LicenseContext, { dependencies }: PackageFacts): readonly Result[] {
  const { allow, dependencies: allowed } = license.content;
  if (allow.includes('dependencies') && allowed === null) return [];
  const named = new Set(allow.includes('dependencies') ? (allowed ?? []) : []);
  return told('license-dependencies', dependencies.filter((name) => !named.has(name)));
}

/** One result for a list, its first items named. */
function told(code: ContentCode, items: readonly string[]): readonly Result[] {
  if (items.length === 0) return [];
  const more = items.length > 5 ? `, and ${String(items.length - 5)} more` : '';
  return [{ code, detail: `${items.slice(0, 5).map(shown).join(', ')}${more}.` }];
}

function shown(text: string): string {
  return `"${text.slice(0, 200)}"`;
}
