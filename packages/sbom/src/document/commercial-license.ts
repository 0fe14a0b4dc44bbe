import type { LicensePackage } from '@assay/model';
import type { License, Licensing, Organization } from '../cyclonedx/index.js';
import type { SubjectContext } from './build-context.js';
import { contactOf } from '../safe/safe-party.js';
import { safeText, safeUrl } from '../safe/safe-text.js';

/** The licence under which a package was bought, where the policy's `licensePackages` name it; else null. */
export function commercialLicense({ context, subject }: SubjectContext): License | null {
  const { licensePackages = [] } = context.input;
  const bought = licensePackages.find(
    ({ ecosystem, name, version }) =>
      ecosystem === subject.ecosystem && name === subject.name && version === subject.version,
  );
  if (bought === undefined) return null;
  const name = `Commercial license of ${safeText(bought.vendor)}`;
  return { license: { name, acknowledgement: 'declared', licensing: licensingOf(bought) } };
}

function licensingOf({
  vendor,
  contact,
  token,
  version,
  versionIsLicenseId,
  entitledUntil,
}: LicensePackage): Licensing {
  return {
    ...(versionIsLicenseId ? { altIds: [safeText(version)] } : {}),
    licensor: { organization: { name: safeText(vendor), ...helpFrom(contact) } },
    ...(token?.entity === undefined ? {} : { licensee: { organization: { name: safeText(token.entity) } } }),
    ...(entitledUntil === undefined ? {} : { expiration: `${entitledUntil.slice(0, 10)}T23:59:59Z` }),
  };
}

function helpFrom(contact: string | undefined): Pick<Organization, 'url' | 'contact'> {
  if (contact === undefined) return {};
  const url = safeUrl(contact);
  if (url !== null) return { url: [url] };
  const reached = contactOf({ email: contact });
  return reached === null ? {} : { contact: [reached] };
}
