import { asText, type DocMap, type DocValue } from '@assay/documents';
import type { EngineRange, PackageDescription } from '@assay/model';
import { composeDescription } from '../../description/compose-description.js';
import { deprecation, npmLicenses } from './describe-npm.js';
import { npmEngines } from './npm-install.js';
import { fundingLinks } from './npm-links.js';

/** Describes a lockfile's entry by what npm and pnpm write of its manifest: `license`, `funding`, `deprecated`, `engines`, `hasInstallScript`, `requiresBuild`. */
export type DescribeEntry = (entry: DocMap | undefined) => PackageDescription | null;

/** Most entries say nothing but one of a few licences and one of a few engines: those share a description. */
export function lockedDescriptions(): DescribeEntry {
  const known = new Map<string, PackageDescription | null>();
  return (entry) => {
    if (entry === undefined) return null;
    const [license, licenses] = [entry.get('license'), entry.get('licenses')];
    const [funding, deprecated] = [entry.get('funding'), entry.get('deprecated')];
    const engines = npmEngines(entry.get('engines'));
    const installScript = entry.get('hasInstallScript') === true || requiresBuild(entry);
    const text = asText(license);
    const alone = licenses === undefined && funding === undefined && deprecated === undefined && !installScript;
    if (alone && license === undefined && engines.length === 0) return null;
    if (!alone || text === undefined) return describe(entry, { funding, deprecated, engines, installScript });
    const key = JSON.stringify([text, engines]);
    const before = known.get(key);
    if (before !== undefined) return before;
    const description = composeDescription('lockfile', { licenses: [text], engines });
    known.set(key, description);
    return description;
  };
}

/**
 * pnpm's word for it, up to version 6 of its lockfile. Of optional packages, which it may not have downloaded, it says so without knowing.
 */
function requiresBuild(entry: DocMap): boolean {
  return isTrue(entry.get('requiresBuild')) && !isTrue(entry.get('optional'));
}

/** pnpm's YAML is read as text. */
function isTrue(stated: DocValue | undefined): boolean {
  return stated === true || stated === 'true';
}

interface Stated {
  readonly funding: DocValue | undefined;
  readonly deprecated: DocValue | undefined;
  readonly engines: readonly EngineRange[];
  readonly installScript: boolean;
}

function describe(entry: DocMap, { funding, deprecated, ...stated }: Stated): PackageDescription | null {
  return composeDescription('lockfile', {
    licenses: npmLicenses(entry),
    links: fundingLinks(funding),
    deprecated: deprecation(deprecated),
    ...stated,
  });
}
