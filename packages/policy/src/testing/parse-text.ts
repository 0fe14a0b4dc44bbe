/** Policies as text, for the tests of this package. */

import { AssayError, type LicensePackage } from '@assay/model';
import { parsePolicy, type PolicySource } from '../parse-policy.js';
import type { Policy } from '../policy.js';
import { vocabulary } from './vocabulary.js';

const encoder = new TextEncoder();

export function parseText(text: string, given: Partial<PolicySource> = {}): Policy {
  return parsePolicy({ bytes: encoder.encode(text), file: 'assay.yaml', vocabulary, ...given });
}

/** A policy with one licence package, written as flow YAML without its braces. */
export function licenseText(entry: string): string {
  return `version: 1\nlicensePackages:\n  - {${entry}}\n`;
}

export function parseLicense(entry: string, given: Partial<PolicySource> = {}): LicensePackage {
  const [license, ...others] = parseText(licenseText(entry), given).licensePackages;
  if (license === undefined || others.length > 0) throw new Error('one licence package was expected');
  return license;
}

/** `line: message (hint)` of the refusal; the file too where it is another. */
export function refusalOf(text: string, given: Partial<PolicySource> = {}): string {
  try {
    parseText(text, given);
  } catch (error) {
    if (!(error instanceof AssayError) || error.code !== 'ERR_POLICY') throw error;
    const { file, line, message, hint } = error;
    const where = file === 'assay.yaml' ? String(line) : `${String(file)}:${String(line)}`;
    return `${where}: ${message}${hint === undefined ? '' : ` (${hint})`}`;
  }
  throw new Error('it was accepted');
}

/** The same of one licence package. */
export function licenseRefusal(entry: string, given: Partial<PolicySource> = {}): string {
  return refusalOf(licenseText(entry), given);
}
