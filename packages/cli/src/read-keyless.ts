import type { KeylessSealing } from '@assay/verifier';
import { oneOf, usageError, type Arguments, type OptionTypes } from './read-arguments.js';
import type { Terminal } from './terminal.js';

/** The services that sign without a key. `--trusted-root` is an option of the command that takes these. */
export const keylessOptionTypes: OptionTypes = {
  keyless: 'boolean',
  fulcio: 'string',
  rekor: 'string',
  'rekor-api': 'string',
  tsa: 'string',
};

const itsOptions = ['fulcio', 'rekor', 'rekor-api', 'tsa'] as const;

/**
 * The services that `--keyless` names; null without it. None is a default: only what is named is contacted, and what trusts an instance
 * does not say where it is asked. Throws AssayError `ERR_USAGE` for half of them. `topic`: whose help is named.
 */
export function readKeyless({ env }: Pick<Terminal, 'env'>, given: Arguments, topic: string): KeylessSealing | null {
  const idle = itsOptions.find((name) => given.text(name) !== undefined);
  if (!given.flag('keyless')) {
    if (idle !== undefined) throw usageError(`--${idle} belongs to --keyless`, topic);
    return null;
  }
  const [fulcio, rekor, tsa] = [given.text('fulcio'), given.text('rekor'), given.text('tsa')];
  const api = oneOf(given, 'rekor-api', ['1', '2'], topic);
  const trustedRoot = given.text('trusted-root');
  if (fulcio === undefined || (rekor === undefined && tsa === undefined)) {
    throw usageError('--keyless needs the services to ask: --fulcio URL, and --rekor URL or --tsa URL or both', topic);
  }
  if (rekor === undefined && api !== undefined) throw usageError('--rekor-api belongs to --rekor', topic);
  const services = {
    fulcio,
    ...(rekor === undefined ? {} : { rekor: { url: rekor, api: api === '2' ? (2 as const) : (1 as const) } }),
    ...(tsa === undefined ? {} : { tsa }),
  };
  return { services, env, ...(trustedRoot === undefined ? {} : { trustedRoot }) };
}
