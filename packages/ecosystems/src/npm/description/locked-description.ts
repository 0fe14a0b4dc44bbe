import { asText, type DocMap, type DocValue } from '@assay/documents';
import type { PackageDescription } from '@assay/model';
import { composeDescription } from '../../description/compose-description.js';
import { deprecation, npmLicenses } from './describe-npm.js';
import { fundingLinks } from './npm-links.js';

/** Describes a lockfile's entry by what npm and pnpm write of its manifest: `license`, `funding`, `deprecated`. */
export type DescribeEntry = (entry: DocMap | undefined) => PackageDescription | null;

/** Most entries say nothing but one of a few licences: those share a description. */
export function lockedDescriptions(): DescribeEntry {
  const known = new Map<string, PackageDescription | null>();
  return (entry) => {
    if (entry === undefined) return null;
    const [license, licenses] = [entry.get('license'), entry.get('licenses')];
    const [funding, deprecated] = [entry.get('funding'), entry.get('deprecated')];
    const text = asText(license);
    const alone = licenses === undefined && funding === undefined && deprecated === undefined;
    if (alone && license === undefined) return null;
    if (!alone || text === undefined) return describe(entry, { funding, deprecated });
    const before = known.get(text);
    if (before !== undefined) return before;
    const description = composeDescription('lockfile', { licenses: [text] });
    known.set(text, description);
    return description;
  };
}

interface Stated {
  readonly funding: DocValue | undefined;
  readonly deprecated: DocValue | undefined;
}

function describe(entry: DocMap, { funding, deprecated }: Stated): PackageDescription | null {
  return composeDescription('lockfile', {
    licenses: npmLicenses(entry),
    links: fundingLinks(funding),
    deprecated: deprecation(deprecated),
  });
}
