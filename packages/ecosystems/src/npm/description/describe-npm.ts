import { asMap, asText, parseJson, type DocMap, type DocValue } from '@assay/documents';
import type { DescribedBy, DescriptionSource, PackageDescription, Subject } from '@assay/model';
import { composeDescription, listed } from '../../description/compose-description.js';
import { readParty } from '../../description/party.js';
import { statedManifest } from '../release.js';
import { npmEngines, runsInstallScript } from './npm-install.js';
import { npmLinks } from './npm-links.js';

const maxBytes = 10 * 1024 * 1024;
const maxValues = 200_000;

/** What package.json in the archive, or the registry's manifest of the version, says. */
export function describeNpm(subject: Subject, by: DescribedBy): PackageDescription | null {
  if (by.from === 'archive') return describePackageJson(by.listing.members.get('package.json'), 'archive');
  const manifest = statedManifest(subject, by.evidence);
  return 'problem' in manifest ? null : describeManifest(manifest, 'registry');
}

/** What a package.json says; null where it cannot be read. */
export function describePackageJson(bytes: Uint8Array | undefined, from: DescriptionSource): PackageDescription | null {
  if (bytes === undefined) return null;
  const result = parseJson(bytes, { maxBytes, maxValues, duplicateKeys: 'report', bom: 'accept' });
  const manifest = result.ok ? asMap(result.document.value) : undefined;
  return manifest === undefined ? null : describeManifest(manifest, from);
}

/** What a manifest says, wherever it stands. */
export function describeManifest(manifest: DocMap, from: DescriptionSource): PackageDescription | null {
  return composeDescription(from, {
    licenses: npmLicenses(manifest),
    summary: manifest.get('description'),
    authors: [...listed(manifest.get('author')), ...listed(manifest.get('contributors'))].map(readParty),
    maintainers: listed(manifest.get('maintainers')).map(readParty),
    publishedBy: from === 'registry' ? readParty(manifest.get('_npmUser')) : null,
    links: npmLinks(manifest),
    deprecated: deprecation(manifest.get('deprecated')),
    engines: npmEngines(manifest.get('engines')),
    installScript: runsInstallScript(manifest),
  });
}

/** `license`, or where it says nothing the `licenses` of old packages. */
export function npmLicenses(manifest: DocMap): readonly DocValue[] {
  const current = licensesIn(manifest.get('license'));
  return current.length === 0 ? licensesIn(manifest.get('licenses')) : current;
}

/** A text, `{type, url}`, or a list of either. */
function licensesIn(value: DocValue | undefined): readonly DocValue[] {
  return listed(value).flatMap(
    (item) => asText(item) ?? asText(asMap(item)?.get('type') ?? asMap(item)?.get('name')) ?? [],
  );
}

/** Registries also say only that it is; `false` and an empty text say that it is not. */
export function deprecation(value: DocValue | undefined): DocValue | undefined {
  return value === true ? 'The registry calls it deprecated.' : value;
}
