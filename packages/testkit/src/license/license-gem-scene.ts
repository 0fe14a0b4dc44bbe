import { hash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFiles } from '../minted-project.js';
import { temporaryFolder } from '../temporary-folder.js';
import { licenseGemCode, mintLicenseGem, type MintedLicenseGem } from './license-gem.js';
import { mintLicenseIssuer } from './license-issuer.js';
import { bundleInstall, mintLicenseProject, type LicenseProjectOptions } from './license-project.js';
import { layInstalledGem } from './lay-installed-gem.js';
import { startVendorServer, type VendorServer, type VendorServerOptions } from './vendor-server.js';

/** What is different from the usual scene. */
export interface LicenseGemSceneOptions {
  /** Over the vendor's server, which has the right gem and one credential, `acme` with {@link scenePassword}. */
  readonly server?: VendorServerOptions;
  /** The checkout. */
  readonly project?: Partial<LicenseProjectOptions>;
  /** Members of the policy's entry; undefined takes one away. */
  readonly entry?: Readonly<Record<string, unknown>>;
  /** Members of the policy beside `licensePackages`. */
  readonly policy?: Readonly<Record<string, unknown>>;
  /** `laid`, when not given: as `bundle install` leaves it, without Ruby; `bundle`: a real `bundle install`, vendored; `none`: nothing. */
  readonly install?: 'laid' | 'bundle' | 'none';
}

/** A customer who bought one licence gem: checkout, installed gem, policy, and the vendor's server. */
export interface LicenseGemScene extends AsyncDisposable {
  readonly server: VendorServer;
  /** The gem that was bought: its digest stands in policy and lockfile. */
  readonly gem: MintedLicenseGem;
  /** The folder that holds everything. */
  readonly folder: string;
  readonly project: string;
  /** Holds `cache/`, `gems/`, `specifications/`. */
  readonly gemDir: string;
  /** `vendor/cache` of the checkout; only a real install fills it. */
  readonly vendorCache: string;
  /** The policy's file, outside the checkout. */
  readonly policy: string;
  /** What a shell of the customer has set: home, Bundler's path, and the credential in `KARAFKA_PRO_USERNAME`, `_PASSWORD`. */
  readonly env: Readonly<Record<string, string>>;
  /** Writes the policy anew, these members over the entry's usual ones and over the policy's. */
  writePolicy(entry?: Readonly<Record<string, unknown>>, policy?: Readonly<Record<string, unknown>>): Promise<void>;
}

/** The licence id in a scene. */
export const sceneLicenseId = '1000.42';

/** The password that opens the vendor's server in a scene. */
export const scenePassword = 'swordfish-9a1f';

/** The gem that is bought in a scene. */
export function sceneGem(): MintedLicenseGem {
  return mintLicenseGem({ id: sceneLicenseId, token: mintLicenseIssuer().token('Acme Ltd') });
}

/** Sets the scene up: everything is right, but for what the options say. */
export async function licenseGemScene(options: LicenseGemSceneOptions = {}): Promise<LicenseGemScene> {
  const { install = 'laid', server: serving = {}, entry = {}, policy: rest = {} } = options;
  const gem = sceneGem();
  const credentials = [{ name: 'first', user: 'acme', password: scenePassword }];
  const server = await startVendorServer({ gems: [gem], credentials, ...serving });
  const held = await temporaryFolder();
  const folder = held.path;
  const checkout = mintLicenseProject({ source: server.url, gem, ...options.project });
  const project = join(folder, 'project');
  await writeFiles(project, checkout.files);
  if (install === 'bundle') await installForReal({ folder, project: checkout });
  const gemDir = install === 'bundle' ? await realGemDir(folder) : join(folder, 'bundle', 'ruby', '3.1.0');
  if (install === 'laid') await layInstalledGem(gemDir, gem);
  const writePolicy = async (other: Members = {}, others: Members = {}) => {
    const usual = { ...usualEntry(server.url, gem), ...entry, ...other };
    const text = JSON.stringify({ version: 1, licensePackages: [usual], ...rest, ...others });
    await writeFiles(join(folder, 'policy'), { 'assay.yaml': text });
  };
  await writePolicy();
  const close = () => Promise.all([server.close(), held.remove()]).then(() => undefined);
  const places = { folder, project, gemDir, vendorCache: join(project, 'vendor', 'cache') };
  const policy = join(folder, 'policy', 'assay.yaml');
  return { server, gem, ...places, policy, env: shellOf(folder), writePolicy, [Symbol.asyncDispose]: close };
}

type Members = Readonly<Record<string, unknown>>;

async function installForReal(options: Pick<Parameters<typeof bundleInstall>[0], 'folder' | 'project'>): Promise<void> {
  const { status, stdout, stderr } = await bundleInstall({
    ...options,
    credentials: `acme:${scenePassword}`,
    vendorCache: true,
  });
  if (status !== 0) throw new Error(`bundle install failed: ${stdout}${stderr}`);
}

async function realGemDir(folder: string): Promise<string> {
  const [version = 'none'] = await readdir(join(folder, 'bundle', 'ruby'));
  return join(folder, 'bundle', 'ruby', version);
}

function usualEntry(source: string, gem: MintedLicenseGem): Members {
  const sha256 = hash('sha256', licenseGemCode(gem.name), 'hex');
  return {
    profile: 'karafka',
    version: gem.version,
    source,
    insecure: true,
    digests: [{ digest: `sha256:${gem.sha256}`, origin: 'email', obtained: '2026-01-02' }],
    credentials: { env: { username: 'KARAFKA_PRO_USERNAME', password: 'KARAFKA_PRO_PASSWORD' } },
    content: { templates: [{ name: 'code', pattern: `lib/${gem.name}.rb`, sha256 }] },
    token: { keys: [mintLicenseIssuer().publicKeyPem], entity: 'Acme Ltd' },
  };
}

function shellOf(folder: string): Readonly<Record<string, string>> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: join(folder, 'home'),
    BUNDLE_PATH: join(folder, 'bundle'),
    KARAFKA_PRO_USERNAME: 'acme',
    KARAFKA_PRO_PASSWORD: scenePassword,
  };
}
