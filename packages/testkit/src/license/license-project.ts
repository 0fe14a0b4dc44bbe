import { join } from 'node:path';
import { readdir } from 'node:fs/promises';
import { runClient, type ClientResult } from '../client.js';
import { gemFullName } from '../mint-gem.js';
import { mintGemfileLock, type GemSource } from '../mint-gemfile-lock.js';
import type { MintedGem } from '../minted-package.js';
import { writeFiles, type MintedProject } from '../minted-project.js';

/** A Ruby project that uses a licence gem. */
export interface LicenseProjectOptions {
  /** URL of the vendor's server; ends with `/`, holds no credential. */
  readonly source: string;
  readonly gem: MintedGem;
  /** URL of a public registry that is the Gemfile's global source, and what comes from it; no global source when not given. */
  readonly publicSource?: { readonly remote: string; readonly gems: readonly MintedGem[] };
  /** `right`; `empty`: an entry without digest; `other`: of other bytes; `missing`: no entry for this gem; `absent`: no section. */
  readonly checksums?: 'right' | 'empty' | 'other' | 'missing' | 'absent';
  /** False: the Gemfile names no version. */
  readonly pinned?: boolean;
  /** False: no Gemfile.lock. */
  readonly locked?: boolean;
}

/** A Gemfile with the vendor's source block, and its Gemfile.lock. */
export function mintLicenseProject(options: LicenseProjectOptions): MintedProject {
  const { source, gem, publicSource, checksums = 'right', pinned = true, locked = true } = options;
  const sources: readonly GemSource[] = [
    ...(publicSource === undefined ? [] : [{ kind: 'registry', ...publicSource } as const]),
    { kind: 'registry', remote: source, gems: [gem], block: true, pinned },
  ];
  const text = checksums === 'other' ? `sha256=${'0'.repeat(64)}` : checksums === 'empty' ? '' : null;
  const project = mintGemfileLock({
    sources,
    checksums: checksums === 'absent' ? 'none' : 'right',
    bundledWith: null,
    ...(text === null ? {} : { checksumTexts: new Map([[gemFullName(gem), text]]) }),
  });
  const lockText = checksums === 'missing' ? withoutEntry(project.text, gem) : project.text;
  const { Gemfile = '' } = project.files;
  return { ...project, text: lockText, files: locked ? { Gemfile, 'Gemfile.lock': lockText } : { Gemfile } };
}

function withoutEntry(text: string, gem: MintedGem): string {
  return text.replace(`  ${gem.name} (${gem.version}) sha256=${gem.sha256}\n`, '');
}

/** How a real `bundle install` runs. */
export interface BundleInstallOptions {
  /** Absolute path of a folder for this run alone: it gets the project, a home, caches and the gems. */
  readonly folder: string;
  readonly project: MintedProject;
  /** `user:password` for the host of the vendor's server, handed over in {@link bundlerCredentialVariable}. */
  readonly credentials?: string;
  /** URL of the vendor's server; 127.0.0.1 when not given. */
  readonly source?: string;
  /** `path`, when not given: BUNDLE_PATH, as deployments have it; `gem-home`: GEM_HOME, no BUNDLE_PATH. */
  readonly layout?: 'path' | 'gem-home';
  /**
   * BUNDLE_FROZEN: true when not given and there is a Gemfile.lock. Otherwise Bundler rewrites it; one older than 2.5 (Debian 12's is)
   * then drops CHECKSUMS.
   */
  readonly frozen?: boolean;
  /** True: `bundle cache` too, which copies the archives to `vendor/cache`. */
  readonly vendorCache?: boolean;
  /** Over everything else. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** How it went, and where everything is. The paths are absolute; whether they exist depends on how it went. */
export interface BundleInstallation extends ClientResult {
  /** The checkout. */
  readonly projectFolder: string;
  /** What `Gem.dir` is there: holds `cache/`, `gems/`, `specifications/`. */
  readonly gemDir: string;
  /** `vendor/cache` of the checkout. */
  readonly vendorCache: string;
  /** The environment that it ran in, for further commands. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs `bundle install` with Debian's or any other Bundler, apart from the user's own settings. Skip the test, visibly, where
 * `hasClient('bundle')` is false.
 */
export async function bundleInstall(options: BundleInstallOptions): Promise<BundleInstallation> {
  const { folder, project, layout = 'path', vendorCache = false } = options;
  const projectFolder = join(folder, 'project');
  await writeFiles(projectFolder, project.files);
  const env = bundleEnvironment(options);
  const run = (...args: readonly string[]) => runClient('bundle', args, { cwd: projectFolder, env });
  const installed = await run('install', '--jobs', '1', '--retry', '0');
  const result = vendorCache && installed.status === 0 ? joined(installed, await run('cache')) : installed;
  const gemDir = layout === 'gem-home' ? join(folder, 'gem-home') : await versionedGemDir(join(folder, 'bundle'));
  return { ...result, projectFolder, gemDir, vendorCache: join(projectFolder, 'vendor', 'cache'), env };
}

function bundleEnvironment(options: BundleInstallOptions): BundleInstallation['env'] {
  const { folder, layout = 'path', source = 'http://127.0.0.1/', credentials, env = {} } = options;
  const { frozen = 'Gemfile.lock' in options.project.files } = options;
  const place = layout === 'path' ? { BUNDLE_PATH: join(folder, 'bundle') } : { GEM_HOME: join(folder, 'gem-home') };
  return {
    PATH: process.env['PATH'],
    LANG: 'C.UTF-8',
    HOME: join(folder, 'home'),
    TMPDIR: folder,
    BUNDLE_USER_HOME: join(folder, 'home', '.bundle'),
    BUNDLE_APP_CONFIG: join(folder, 'project', '.bundle'),
    BUNDLE_SILENCE_ROOT_WARNING: 'true',
    BUNDLE_DISABLE_VERSION_CHECK: 'true',
    BUNDLE_SILENCE_DEPRECATIONS: 'true',
    GEM_SPEC_CACHE: join(folder, 'home', '.spec-cache'),
    ...place,
    ...(frozen ? { BUNDLE_FROZEN: 'true' } : {}),
    ...(credentials === undefined ? {} : { [bundlerCredentialVariable(source)]: credentials }),
    ...env,
  };
}

/** BUNDLE_PATH/ruby/<version>: the only folder there. */
async function versionedGemDir(path: string): Promise<string> {
  const versions = await readdir(join(path, 'ruby')).catch(() => []);
  return join(path, 'ruby', versions[0] ?? 'none');
}

function joined(first: ClientResult, second: ClientResult): ClientResult {
  return { status: second.status, stdout: first.stdout + second.stdout, stderr: first.stderr + second.stderr };
}

/**
 * The variable in which Bundler looks for a host's credentials: the host without its port, dots as `__`, hyphens as `___`
 * (`BUNDLE_127__0__0__1`). Bundler first asks for the whole URL, port included, which no shell can set.
 */
export function bundlerCredentialVariable(source: string): string {
  return `BUNDLE_${new URL(source).hostname.replaceAll('.', '__').replaceAll('-', '___').toUpperCase()}`;
}
