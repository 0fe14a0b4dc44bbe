/** `checkRotation`: proves by two real downloads that new credentials fetch what the old ones do. */

import { licenseInventory, runRotation } from '@assay/engine';
import { AssayError, type CredentialReference, type LicensePackage } from '@assay/model';
import type { LicenseResult, LicenseVerifierOptions } from './license-options.js';
import { openLicenseSources } from './license-sources.js';
import type { LicensePlan, LicenseSources } from './license-plan.js';
import { planLicenses } from './verify-licenses.js';

/** Options of {@link checkRotation}. */
export interface RotationCheckOptions extends Omit<LicenseVerifierOptions, 'phases' | 'onFindings'> {
  readonly old: CredentialReference;
  readonly new: CredentialReference;
}

/**
 * Downloads each package with both credentials, uncached, and compares. Throws AssayError for usage and configuration errors, and
 * `ERR_USAGE` where both references lead to the same credential: that would prove nothing.
 */
export async function checkRotation(options: RotationCheckOptions): Promise<LicenseResult> {
  const plan = await planLicenses({ ...options, phases: ['before'] });
  const before = await openLicenseSources(withCredentials(plan, options.old));
  const after = await openLicenseSources(withCredentials(plan, options.new));
  const notes = [...before.notes];
  try {
    refuseSame(plan, before, after);
    const { env: _env, projectRoot: _root, phases: _phases, phasesNamed: _named, ...base } = plan;
    const sides = [
      { name: 'old credentials', ...answering(before) },
      { name: 'new credentials', ...answering(after) },
    ] as const;
    const report = await runRotation({ ...base, registries: before.registries, sides });
    return { report, inventory: licenseInventory(plan.packages, plan.policyFile, plan.project), notes };
  } finally {
    await Promise.all([before.close(), after.close()]);
  }
}

function refuseSame({ packages }: LicensePlan, before: LicenseSources, after: LicenseSources): void {
  const secret = ({ credentialFor }: LicenseSources, license: LicensePackage) =>
    credentialFor?.(license)?.value ?? null;
  const isLeftOut = ({ id, source }: LicensePackage) =>
    source === null || before.missingCredentials.has(id) || after.missingCredentials.has(id);
  const same = packages.find((license) => !isLeftOut(license) && secret(before, license) === secret(after, license));
  if (same === undefined) return;
  throw new AssayError('ERR_USAGE', `--old and --new lead to the same credential of ${same.id}`, {
    hint: 'Name the new one where it lies, beside the old one: to compare one with itself proves nothing.',
  });
}

function answering({ sourceFor, missingCredentials }: LicenseSources) {
  return { sourceFor, missingCredentials };
}

function withCredentials(plan: LicensePlan, credentials: CredentialReference): LicensePlan {
  return { ...plan, packages: plan.packages.map((license) => ({ ...license, credentials })) };
}

/** Small letters are refused: a password given in a variable's place would be named in the report. */
const variable = /^[A-Z_][A-Z0-9_]*$/;

/**
 * `env:USER_VARIABLE:PASSWORD_VARIABLE`, `env:TOKEN_VARIABLE`, `client`, `netrc`, `composer` or `none`. Throws AssayError `ERR_USAGE` for anything else,
 * a secret among it, which it does not repeat.
 */
export function parseCredentialReference(text: string): CredentialReference {
  if (text === 'client' || text === 'netrc' || text === 'composer' || text === 'none') return { from: text };
  const [kind, first = '', second, ...rest] = text.split(':');
  const names = second === undefined ? [first] : [first, second];
  if (kind === 'env' && rest.length === 0 && names.every((name) => variable.test(name))) {
    return second === undefined ? { from: 'env', token: first } : { from: 'env', username: first, password: second };
  }
  throw new AssayError('ERR_USAGE', 'a credential is named, never given', {
    hint: 'Write env:USER_VARIABLE:PASSWORD_VARIABLE, env:TOKEN_VARIABLE, client, netrc or composer.',
  });
}
