/** The variables of a vendor's own verification script, unchanged: no policy file is needed. */

import { AssayError } from '@assay/model';
import type { LicenseVerifierOptions } from './license-options.js';
import { parseLicensePhases } from './select-licenses.js';

type Env = Readonly<Record<string, string | undefined>>;

/** A vendor's script, by the prefix of its variables. */
interface Script {
  readonly profile: string;
  readonly prefix: string;
}

const scripts: ReadonlyMap<string, Script> = new Map([['karafka', { profile: 'karafka', prefix: 'KARAFKA_PRO_' }]]);

/**
 * The scripts verify the digest that the vendor gave, which answers for the code and for what the lockfile leaves open: what is not
 * known of these is a warning here. What contradicts the digest is refuted all the same.
 */
const asScripts = { 'license-code': 'prefer', 'license-lock': 'prefer' } as const;

/**
 * What a vendor's script would verify: `MODE` (`before` where it is not set, as there), `…_USERNAME`, `…_PASSWORD`, `…_VERSION` or
 * `…_LICENSE_ID`, `…_LICENSE_CHECKSUM`. Null unless exactly one vendor is named that has such a script. Throws AssayError `ERR_USAGE`
 * for a variable that is missing or contradicts another one, and for any other `MODE`.
 */
export function licenseDropIn(
  names: readonly string[],
  env: Env,
): Pick<LicenseVerifierOptions, 'policy' | 'names' | 'phases'> | null {
  const [name] = names;
  const script = name === undefined || names.length > 1 ? undefined : scripts.get(name);
  if (script === undefined) return null;
  const phases = parseLicensePhases([valueOf(env, 'MODE') ?? 'before']);
  const version = versionOf(script, env);
  const checksum = checksumOf(script, env);
  const entry = {
    id: script.profile,
    profile: script.profile,
    version,
    digests: [{ digest: `sha256:${checksum}`, origin: 'email' }],
    credentials: { env: { username: `${script.prefix}USERNAME`, password: `${script.prefix}PASSWORD` } },
    locked: false,
  };
  const text = JSON.stringify({ version: 1, licensePackages: [entry], rules: [{ checks: asScripts }] });
  const policy = { text, file: `(${script.prefix}* variables)` };
  return { policy, names: [], ...(phases === undefined ? {} : { phases }) };
}

function checksumOf(script: Script, env: Env): string {
  const text = required(script, env, 'LICENSE_CHECKSUM').trim().toLowerCase();
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  throw new AssayError('ERR_USAGE', `${script.prefix}LICENSE_CHECKSUM is no SHA-256`, {
    hint: 'Set it to the 64 hex digits that the vendor gave you for this licence.',
  });
}

/** Two names of one thing must agree. */
function versionOf(script: Script, env: Env): string {
  const version = valueOf(env, `${script.prefix}VERSION`);
  const id = valueOf(env, `${script.prefix}LICENSE_ID`);
  if (version !== undefined && id !== undefined && version !== id) {
    throw new AssayError('ERR_USAGE', `${script.prefix}VERSION and ${script.prefix}LICENSE_ID differ`, {
      hint: 'The licence id is the version: set one of them.',
    });
  }
  return version ?? id ?? required(script, env, 'LICENSE_ID');
}

function required({ prefix }: Script, env: Env, name: string): string {
  const value = valueOf(env, prefix + name);
  if (value !== undefined) return value;
  throw new AssayError('ERR_USAGE', `${prefix}${name} is not set`, {
    hint: 'Set it as for the vendor’s script, or describe the package in a policy and name it with --policy.',
  });
}

/** An empty variable is one that was never set. */
function valueOf(env: Env, name: string): string | undefined {
  const value = env[name];
  return value === undefined || value === '' ? undefined : value;
}
