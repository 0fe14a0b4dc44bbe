import { join } from 'node:path';
import {
  mintLicenseIssuer,
  mintLicenseTarball,
  nodeInstall,
  startVendorServer,
  temporaryFolder,
  type MintedLicenseTarball,
  type NodeInstallation,
  type NodeInstallOptions,
  type VendorServer,
  type VendorServerOptions,
} from '@assay/testkit';
import type { LicensePhase } from '@assay/model';
import { lookAtLicense, type LicenseLook, type LicenseLookOptions } from './look-at-license.js';
import { templateIn } from './template-in.js';

const npmIssuer = mintLicenseIssuer();
export const npmToken = npmIssuer.token('Acme Ltd');

/** The licence package that was bought. */
export const npmLicense = mintLicenseTarball({ version: '1.0.0', token: npmToken });

export const bearer = { token: 'tulip-secret', name: 'bearer' };

/** Where it lies below `node_modules`. */
export const npmFolder = join('@acme-pro', 'license');

/** Rules of a licence package that holds a token and one file of code. */
const npmContent = {
  files: [
    { pattern: 'package.json', kind: 'data', required: true, maxBytes: 4096 },
    { pattern: 'index.js', kind: 'code', required: true, maxBytes: 4096 },
    { pattern: 'license.txt', kind: 'token', required: true, maxBytes: 4096 },
  ],
};

/** An entry as a customer would write it. */
export function npmEntry(source: string, change: object = {}): object {
  return {
    id: 'pro',
    ecosystem: 'npm',
    name: npmLicense.name,
    version: npmLicense.version,
    source,
    insecure: true,
    digests: [{ digest: npmLicense.integrity, origin: 'email', obtained: '2026-01-02' }],
    content: npmContent,
    token: { scheme: 'rsa-recover', path: 'license.txt', keys: [npmIssuer.publicKeyPem], entity: 'Acme Ltd' },
    ...change,
  };
}

/** A vendor's server, a project that was installed from it, and a way to look at it. */
export interface NpmScene {
  readonly server: VendorServer;
  readonly went: NodeInstallation;
  /** Looks with the right entry, the code's template added, and what is changed of both. */
  readonly look: (phases?: readonly LicensePhase[], change?: NpmLookChange) => Promise<LicenseLook>;
}

/** What a test changes of a look. */
interface NpmLookChange extends Partial<Omit<LicenseLookOptions, 'entry' | 'phases'>> {
  readonly entry?: object;
}

/** What a test changes of a scene. */
export interface NpmSceneOptions {
  readonly license?: MintedLicenseTarball;
  readonly server?: VendorServerOptions;
  readonly install?: Partial<NodeInstallOptions>;
  /** Of the entry, for every look. */
  readonly entry?: object;
}

/** Installs for real, then looks. */
export async function npmScene<T>(
  { license = npmLicense, server: served = {}, install = {}, entry: own = {} }: NpmSceneOptions,
  act: (scene: NpmScene) => Promise<T>,
): Promise<T> {
  await using server = await startVendorServer({ npm: [license], credentials: [bearer], ...served });
  await using folder = await temporaryFolder();
  const base = { folder: folder.path, source: server.url, packages: [license], credential: bearer };
  const went = await nodeInstall({ ...base, ...install });
  const content = { ...npmContent, templates: [await npmTemplate()] };
  const look: NpmScene['look'] = (phases, { entry = {}, ...change } = {}) =>
    lookAtLicense({
      entry: npmEntry(server.url, { content, ...own, ...entry }),
      project: went.projectFolder,
      env: went.env,
      ...(phases === undefined ? {} : { phases }),
      ...change,
    });
  return await act({ server, went, look });
}

let template: Promise<object> | undefined;

/** The template of the right code, taken from what a first look at it says. */
function npmTemplate(): Promise<object> {
  template ??= firstLook();
  return template;
}

async function firstLook(): Promise<object> {
  await using server = await startVendorServer({ npm: [npmLicense] });
  await using folder = await temporaryFolder();
  const entry = npmEntry(server.url, { credentials: 'none', locked: false });
  const look = await lookAtLicense({ entry, project: folder.path, env: { HOME: folder.path }, phases: ['before'] });
  return templateIn(look.excerpt('license-code-unknown'));
}
