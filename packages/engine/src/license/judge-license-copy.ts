/** Looks at one archive at hand, before anybody publishes or installs it. */

import { licenseCode, licenseContent, licenseToken, type LicenseCheck, type LicenseCopy } from '@assay/checks';
import type { LicensePackage, Report } from '@assay/model';
import { licenseInventory } from './license-inventory.js';
import type { LicenseRunOptions } from './license-options.js';
import { buildLicenseReport } from './license-report.js';
import { knownAbout } from './run-license.js';
import { runLicenseCheck } from './run-license-check.js';

/** What can be said of an archive without its server: what is inside, its code, its token. */
const inspectionChecks: readonly LicenseCheck[] = [licenseContent, licenseCode, licenseToken];

/** The report about one archive. Throws AssayError `ERR_INTERNAL` only. */
export function judgeLicenseCopy(license: LicensePackage, copy: LicenseCopy, options: LicenseRunOptions): Report {
  const context = { ...knownAbout(license, options), phase: 'before', reference: copy, copies: [copy] } as const;
  const findings = inspectionChecks.flatMap((check) => runLicenseCheck(check, context, 'before'));
  const inventory = licenseInventory([license], options.policyFile, options.project);
  const found = { inventory, checks: inspectionChecks, findings, ignored: new Map() };
  return buildLicenseReport(options, { ...found, isAboutArchive: true });
}
