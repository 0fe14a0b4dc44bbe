// A vendor's release: node release.mjs KEYS OUT CUSTOMER. KEYS holds token-key.pem and statement-key.pem; OUT gets what is published.
import { spawnSync } from 'node:child_process';
import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [keys, out, customer] = process.argv.slice(2);
const run = (...words) => {
  console.log(`$ ${words.join(' ')}`);
  const { status } = spawnSync(words[0], words.slice(1), { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 70);
};

writeFileSync('package/license.txt', `${issue({ iss: 'acme-pro', sub: customer })}\n`);
const archive = join(out, 'acme-pro-license-3.1.0.tgz');
run('npm', 'pack', '--silent', '--pack-destination', out, './package');
run('assay', 'license', 'inspect', archive, '--profile', './vendor.yaml');
const sealing = ['--key', join(keys, 'statement-key.pem'), '--output', `${archive}.dsse.json`];
run('assay', 'license', 'seal', archive, '--profile', './vendor.yaml', ...sealing);

/** A compact JWS (RFC 7515), ES256. */
function issue(claims) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const input = `${part({ alg: 'ES256', typ: 'JWT' })}.${part(claims)}`;
  const key = createPrivateKey(readFileSync(join(keys, 'token-key.pem')));
  return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}
