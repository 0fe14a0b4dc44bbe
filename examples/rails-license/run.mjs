// A Rails-like application with Karafka's licence gem, from the first look to a changed file: node examples/rails-license/run.mjs
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  mintGemfileLock,
  mintGemRelease,
  mintLicenseGem,
  mintLicenseIssuer,
  startRegistry,
  startVendorServer,
} from '../../packages/testkit/dist/index.js';
import { bareKey, copyTemplates, dayFromNow, isHere, openScene, say, show } from '../shared/scene.mjs';

const credentials = [{ user: 'acme', password: 'swordfish' }];
const issuer = mintLicenseIssuer();
const license = mintLicenseGem({ id: '2026.1.0', token: issuer.token('Acme Ltd') });
const republished = mintLicenseGem({
  id: '2026.1.0',
  token: issuer.token('Acme Ltd'),
  files: { 'lib/version.txt': '2026.1.0\n\n' },
});
const rack = mintGemRelease({ name: 'rack', version: '3.0.8' });
/** What `license-code` shows of code that no template knows. */
const template = `
        - name: code
          pattern: lib/karafka-license.rb
          sha256: 3a619ab383e9b03a0d4a1eea3c104459c7c8d59f2c154ac84b91225c1b91f769`;

const scene = await openScene('rails-license');
const vendor = await startVendorServer({ gems: [license], credentials });
const registry = await startRegistry({ gems: [rack] });
const app = join(scene.folder, 'app');
const env = {
  ...scene.env,
  KARAFKA_PRO_USERNAME: 'acme',
  KARAFKA_PRO_PASSWORD: 'swordfish',
  BUNDLE_127__0__0__1: 'acme:swordfish',
  BUNDLE_FROZEN: 'true',
  BUNDLE_JOBS: '1',
  BUNDLE_SILENCE_ROOT_WARNING: 'true',
};
const verify = ['assay', 'license', 'verify', '--policy', 'assay.yaml'];
const run = (words, options = {}) => show(words, { cwd: app, env, ...options });

try {
  await prepare();
  await beforeInstalling();
  if (isHere('bundle')) await install();
  else say('Ruby and Bundler are not here: what comes after `bundle install` is left out.');
  await whatGoesWrong();
} finally {
  await Promise.all([vendor.close(), registry.close()]);
  await scene.remove();
}

async function prepare() {
  await copyTemplates(fileURLToPath(new URL('app', import.meta.url)), app, {
    public: registry.url,
    vendor: vendor.url,
    sha256: license.sha256,
    key: bareKey(issuer.publicKeyPem),
    until: dayFromNow(365),
  });
  const { text } = mintGemfileLock({
    bundledWith: null,
    sources: [
      { kind: 'registry', remote: registry.url, gems: [rack], pinned: true },
      { kind: 'registry', remote: vendor.url, gems: [license], block: true, pinned: true },
    ],
  });
  await writeFile(join(app, 'Gemfile.lock'), text);
}

async function beforeInstalling() {
  await run([...verify, '--phase', 'before'], { expected: 3 });
  say('You read the code once, and add the first lines that are shown to `content.templates` in assay.yaml.');
  const policy = join(app, 'assay.yaml');
  const text = await readFile(policy, 'utf8');
  await writeFile(policy, text.replace('{ templates: [] }', `\n      templates:${template}`));
  await run(['assay', 'license', 'record', '--policy', 'assay.yaml']);
  await run(['cat', 'assay.lock']);
  await run([...verify, '--phase', 'before']);
}

async function install() {
  await run(['bundle', 'config', 'set', '--local', 'path', 'vendor/bundle']);
  await run(['bundle', 'install']);
  await run([...verify, '--phase', 'after,installed']);
  await run(['ruby', 'config/application.rb']);
  say('Somebody changes an installed file.');
  const installed = join(
    app,
    'vendor/bundle/ruby',
    await abi(),
    'gems/karafka-license-2026.1.0/lib/karafka-license.rb',
  );
  await writeFile(installed, `${await readFile(installed, 'utf8')}\nsystem('true')\n`);
  await run([...verify, '--phase', 'after,installed'], { expected: 1 });
}

async function abi() {
  const [version] = await readdir(join(app, 'vendor/bundle/ruby'));
  return version;
}

async function whatGoesWrong() {
  const phase = ['--phase', 'before'];
  say('The vendor publishes other bytes under the same licence id.');
  vendor.serve({ name: license.name, version: license.version, bytes: republished.bytes });
  await run([...verify, ...phase], { expected: 1 });
  vendor.serve({ name: license.name, version: license.version, bytes: license.bytes });
  say('Somebody publishes a gem of the licence’s name on the public registry.');
  registry.serve({ gems: [rack, mintGemRelease({ name: 'karafka-license', version: '9999.0.0' })] });
  await run([...verify, ...phase], { expected: 1 });
  registry.serve({ gems: [rack] });
  say('The subscription ends.');
  vendor.setCredentials([{ ...credentials[0], state: 'expired' }]);
  await run([...verify, ...phase], { expected: 3 });
  say('A typing error in MODE, with the variables of the vendor’s own script.');
  const told = { MODE: 'afer', KARAFKA_PRO_LICENSE_ID: '2026.1.0', KARAFKA_PRO_LICENSE_CHECKSUM: license.sha256 };
  await run(['assay', 'license', 'verify', 'karafka'], { told, expected: 2 });
}
