/**
 * Sigstore's conformance CLI protocol (github.com/sigstore/sigstore-conformance, docs/cli_protocol.md), over the built command line:
 *
 *     npm run build
 *     scripts/sigstore-conformance verify-bundle --bundle FILE --certificate-identity SAN --certificate-oidc-issuer URL \
 *       [--trusted-root FILE] FILE_OR_DIGEST
 *     scripts/sigstore-conformance verify-bundle --bundle FILE --key FILE [--trusted-root FILE] FILE_OR_DIGEST
 *
 * Ends with the exit code of `assay attestation verify`: 0 for verified, anything else for not. Assay signs nothing and brings no
 * root of Sigstore's staging instance: both are said, and end with 2.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const assay = fileURLToPath(new URL('../packages/cli/bin/assay.mjs', import.meta.url));
const built = fileURLToPath(new URL('../packages/cli/dist/index.js', import.meta.url));
const unsupported = 2;

/** Ours for each option of the protocol that takes a value. */
const names = {
  bundle: '--bundle',
  'certificate-identity': '--identity',
  'certificate-oidc-issuer': '--issuer',
  key: '--key',
  'trusted-root': '--trusted-root',
};

function refuse(text) {
  process.stderr.write(`sigstore-conformance: ${text}\n`);
  return unsupported;
}

function readOptions(args) {
  const values = Object.fromEntries(Object.keys(names).map((name) => [name, { type: 'string' }]));
  const options = { ...values, staging: { type: 'boolean' } };
  return parseArgs({ args, options, allowPositionals: true, strict: true });
}

function verifyBundle(args) {
  const { values, positionals } = readOptions(args);
  const { staging = false, ...given } = values;
  if (positionals.length !== 1) return refuse('verify-bundle takes one file or digest');
  if (given.bundle === undefined) return refuse('verify-bundle needs --bundle');
  if (staging && given['trusted-root'] === undefined) {
    return refuse(
      "--staging is not supported without --trusted-root: Assay brings no root of Sigstore's staging instance",
    );
  }
  if (!existsSync(built)) return refuse('the command line is not built: run `npm run build` first');
  const options = Object.entries(given).map(([name, value]) => `${names[name]}=${value}`);
  // The protocol's rule: a path where there is one, and only then a digest. Assay asks to write such a path as one.
  const [artifact] = positionals;
  const path = existsSync(artifact) && /^sha(256|384|512):/.test(artifact) ? `./${artifact}` : artifact;
  const command = [assay, 'attestation', 'verify', ...options, '--', path];
  return spawnSync(process.execPath, command, { stdio: 'inherit' }).status ?? 70;
}

function run([command, ...args]) {
  try {
    if (command === 'verify-bundle') return verifyBundle(args);
    if (command === 'sign-bundle') return refuse('sign-bundle is not supported: Assay verifies, it signs nothing');
    return refuse(`there is no command "${command ?? ''}"; verify-bundle is the one`);
  } catch (error) {
    return refuse(error.message);
  }
}

process.exitCode = run(process.argv.slice(2));
