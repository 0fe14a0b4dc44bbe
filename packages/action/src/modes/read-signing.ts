/** Who signs, as inputs name it. */

import { AssayError } from '@assay/model';
import type { KeylessSealing, SigningBy } from '@assay/verifier';
import { oneOf } from '../inputs/one-of.js';
import type { InputName } from '../inputs/input-names.js';
import { unusable } from '../inputs/read-inputs.js';
import type { ModeRun } from './mode-run.js';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A key, or the job's identity. Throws AssayError `ERR_USAGE` for none, for both, and for half of one; a job that cannot have an identity
 * is told which permission is missing before anything is verified.
 */
export function readSigning(run: ModeRun): SigningBy {
  const { inputs, surroundings } = run;
  const { env } = surroundings;
  const key = inputs.text('sign-key');
  const isKeyless = inputs.flag('keyless') === true;
  if (isKeyless && key !== undefined) throw unusable('keyless', 'and `sign-key` exclude each other');
  if (isKeyless) return { keyless: readKeyless(run) };
  const idle = (['fulcio', 'rekor', 'rekor-api', 'tsa'] as const).find((name) => inputs.text(name) !== undefined);
  if (idle !== undefined) throw unusable(idle, 'belongs to `keyless: true`');
  if (key === undefined) {
    const hint = 'Name a key with `sign-key`, or say `keyless: true` and which services to ask.';
    throw new AssayError('ERR_USAGE', 'it is not said who signs', { hint });
  }
  const passphrase = inputs.text('sign-passphrase');
  const opened = passphrase === undefined ? {} : { passphrase: secretOf('sign-passphrase', passphrase, env) };
  return key.startsWith('env:') ? { key: secretOf('sign-key', key, env), ...opened } : { keyFile: key, ...opened };
}

/** By reference alone: an input stands in the workflow's file. */
function secretOf(input: InputName, reference: string, env: Environment): string {
  const name = /^env:([A-Za-z_][A-Za-z0-9_]*)$/.exec(reference)?.[1];
  if (name === undefined) throw unusable(input, 'is `env:VARIABLE`, never the secret itself');
  const secret = env[name];
  if (secret === undefined || secret === '') throw unusable(input, `names the variable ${name}, which is not set`);
  return secret;
}

function readKeyless({ inputs, surroundings: { env }, job, trustedRoot }: ModeRun): KeylessSealing {
  if (!hasIdentity(env)) throw withoutIdentity(job);
  const [fulcio, rekor, tsa] = [inputs.text('fulcio'), inputs.text('rekor'), inputs.text('tsa')];
  const api = oneOf(inputs, 'rekor-api', ['1', '2']);
  if (fulcio === undefined || (rekor === undefined && tsa === undefined)) {
    throw unusable('keyless', 'needs the services to ask: `fulcio`, and `rekor` or `tsa` or both');
  }
  if (rekor === undefined && api !== undefined) throw unusable('rekor-api', 'belongs to `rekor`');
  const services = {
    fulcio,
    ...(rekor === undefined ? {} : { rekor: { url: rekor, api: api === '2' ? (2 as const) : (1 as const) } }),
    ...(tsa === undefined ? {} : { tsa }),
  };
  return { services, env, ...(trustedRoot === undefined ? {} : { trustedRoot }) };
}

function hasIdentity(env: Environment): boolean {
  const isSet = (name: string) => (env[name] ?? '') !== '';
  return (
    isSet('SIGSTORE_ID_TOKEN') || (isSet('ACTIONS_ID_TOKEN_REQUEST_URL') && isSet('ACTIONS_ID_TOKEN_REQUEST_TOKEN'))
  );
}

function withoutIdentity({ pullRequest }: ModeRun['job']): AssayError {
  const why = 'this job has no identity to sign with';
  if (pullRequest?.isFork === true) {
    return new AssayError('ERR_USAGE', `${why}: GitHub gives none to pull requests from forks. Attest after the merge`);
  }
  return new AssayError('ERR_USAGE', `${why}: add the line \`id-token: write\` to its \`permissions:\``);
}
