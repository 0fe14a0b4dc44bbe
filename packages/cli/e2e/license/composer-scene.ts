import {
  composerInstall,
  layComposerVendor,
  hasClient,
  mintComposerProject,
  mintLicenseIssuer,
  mintLicenseZip,
  startVendorServer,
  temporaryFolder,
  type ComposerInstallation,
  type MintedLicenseZip,
  type VendorServer,
  type VendorServerOptions,
} from '@assay/testkit';
import type { LicensePhase } from '@assay/model';
import { lookAtLicense, type LicenseLook, type LicenseLookOptions } from './look-at-license.js';
import { templateIn } from './template-in.js';

const composerIssuer = mintLicenseIssuer();
export const composerToken = composerIssuer.token('Acme Ltd');

/** The licence package that was bought. */
export const composerLicense = mintLicenseZip({ version: '1.2.3', token: composerToken });

export const login = { user: 'acme', password: 'sword:fish', name: 'login' };

/** Rules of a licence package that holds a token and one class. */
const composerContent = {
  files: [
    { pattern: 'composer.json', kind: 'data', required: true, maxBytes: 4096 },
    { pattern: 'src/License.php', kind: 'code', required: true, maxBytes: 4096 },
    { pattern: 'license.txt', kind: 'token', required: true, maxBytes: 4096 },
  ],
};

/** SHA-256 of a minted archive. */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  return `sha256:${Buffer.from(digest).toString('hex')}`;
}

/** An entry as a customer would write it, but for the digest. */
export function composerEntry(source: string, change: object = {}): object {
  return {
    id: 'pro',
    ecosystem: 'composer',
    name: composerLicense.name,
    version: composerLicense.version,
    source,
    insecure: true,
    content: composerContent,
    token: { scheme: 'rsa-recover', path: 'license.txt', keys: [composerIssuer.publicKeyPem], entity: 'Acme Ltd' },
    ...change,
  };
}

/** A vendor's repository, a project that was installed from it, and a way to look at it. */
export interface ComposerScene {
  readonly server: VendorServer;
  readonly went: Omit<ComposerInstallation, 'status' | 'stdout' | 'stderr'>;
  readonly env: Readonly<Record<string, string>>;
  readonly look: (phases?: readonly LicensePhase[], change?: ComposerLookChange) => Promise<LicenseLook>;
}

/** What a test changes of a look. */
interface ComposerLookChange extends Partial<Omit<LicenseLookOptions, 'entry' | 'phases'>> {
  readonly entry?: object;
}

/** What a test changes of a scene. */
export interface ComposerSceneOptions {
  readonly license?: MintedLicenseZip;
  readonly server?: VendorServerOptions;
}

/** Installs with Composer where there is one, else lays out what it leaves; then looks. */
export async function composerScene<T>(
  { license = composerLicense, server: served = {} }: ComposerSceneOptions,
  act: (scene: ComposerScene) => Promise<T>,
): Promise<T> {
  await using server = await startVendorServer({ composer: [license], credentials: [login], ...served });
  await using folder = await temporaryFolder();
  const where = { folder: folder.path, source: server.url };
  const project = mintComposerProject({ source: server.url, packages: [license] });
  const went = hasClient('composer')
    ? await composerInstall({ ...where, project, credential: login })
    : await layComposerVendor({ ...where, packages: [license] });
  const env = {
    HOME: `${folder.path}/home`,
    COMPOSER_HOME: `${folder.path}/home/.composer`,
    COMPOSER_CACHE_DIR: `${folder.path}/cache`,
    COMPOSER_AUTH: composerAuth(server.url),
  };
  const usual = { digests: [await sha256Of(license.bytes)], content: await knownContent() };
  const look: ComposerScene['look'] = (phases, { entry = {}, ...change } = {}) =>
    lookAtLicense({
      entry: composerEntry(server.url, { ...usual, ...entry }),
      project: went.projectFolder,
      env,
      ...(phases === undefined ? {} : { phases }),
      ...change,
    });
  return await act({ server, went, env, look });
}

/** What Composer is told of a server's credential. */
export function composerAuth(url: string): string {
  const { host } = new URL(url);
  return JSON.stringify({ 'http-basic': { [host]: { username: login.user, password: login.password } } });
}

let template: Promise<object> | undefined;

/** The rules with the template of the right code, taken from what a first look at it says. */
async function knownContent(): Promise<object> {
  template ??= firstLook();
  return { ...composerContent, templates: [await template] };
}

async function firstLook(): Promise<object> {
  await using server = await startVendorServer({ composer: [composerLicense] });
  await using folder = await temporaryFolder();
  const entry = composerEntry(server.url, { credentials: 'none' });
  const look = await lookAtLicense({ entry, project: folder.path, env: { HOME: folder.path }, phases: ['before'] });
  return templateIn(look.excerpt('license-code-unknown'));
}
