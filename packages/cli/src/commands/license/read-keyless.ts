import type { KeylessSealing } from '@assay/verifier';
import { oneOf, usageError, type Arguments } from '../../read-arguments.js';
import type { Terminal } from '../../terminal.js';

const itsOptions = ['fulcio', 'rekor', 'rekor-api', 'tsa', 'trusted-root'] as const;

/**
 * The services that `--keyless` names; null without it. None is a default: only what is named is contacted, and what trusts an instance
 * does not say where it is asked. Throws AssayError `ERR_USAGE` for half of them.
 */
export function readKeyless({ env }: Pick<Terminal, 'env'>, given: Arguments): KeylessSealing | null {
  const idle = itsOptions.find((name) => given.text(name) !== undefined);
  if (!given.flag('keyless')) {
    if (idle !== undefined) throw usageError(`--${idle} belongs to --keyless`, 'license');
    return null;
  }
  const [fulcio, rekor, tsa] = [given.text('fulcio'), given.text('rekor'), given.text('tsa')];
  const api = oneOf(given, 'rekor-api', ['1', '2'], 'license');
  const trustedRoot = given.text('trusted-root');
  if (fulcio === undefined || (rekor === undefined && tsa === undefined)) {
    throw usageError(
      '--keyless needs the services to ask: --fulcio URL, and --rekor URL or --tsa URL or both',
      'license',
    );
  }
  if (rekor === undefined && api !== undefined) throw usageError('--rekor-api belongs to --rekor', 'license');
  const services = {
    fulcio,
    ...(rekor === undefined ? {} : { rekor: { url: rekor, api: api === '2' ? (2 as const) : (1 as const) } }),
    ...(tsa === undefined ? {} : { tsa }),
  };
  return { services, env, ...(trustedRoot === undefined ? {} : { trustedRoot }) };
}
