/** Locks real projects with the real clients. Each function writes a lockfile, or says why it could not. */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

function run(program, args, cwd, env = {}) {
  const { status, stdout } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 600_000,
  });
  return status === 0 ? stdout : undefined;
}

/** A project that depends on everything these published versions use, development included. */
function writeManifest(specs, folder) {
  const dependencies = {};
  for (const spec of specs) {
    const text = run('npm', ['view', spec, 'dependencies', 'devDependencies', '--json'], folder);
    if (text === undefined) return `the registry does not describe ${spec}`;
    const manifest = JSON.parse(text);
    Object.assign(dependencies, manifest.dependencies, manifest.devDependencies);
  }
  // Ranges that only mean something inside the project's own repository, or that need a git host.
  const usable = Object.entries(dependencies).filter(
    ([, range]) => !/^(?:workspace|file|link|git|github|https?)[:+]/.test(range),
  );
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'tree', version: '1.0.0', dependencies: Object.fromEntries(usable) }),
  );
  return undefined;
}

export const lockWithNpm = (specs) => (folder) => {
  const problem = writeManifest(specs, folder);
  if (problem !== undefined) return problem;
  run('npm', ['install', '--package-lock-only', '--ignore-scripts', '--legacy-peer-deps'], folder);
  return existsSync(join(folder, 'package-lock.json')) ? undefined : 'npm could not lock it';
};

export const lockWithPnpm = (specs) => (folder) => {
  const problem = writeManifest(specs, folder);
  if (problem !== undefined) return problem;
  run('pnpm', ['install', '--lockfile-only', '--ignore-scripts', '--ignore-workspace'], folder);
  return existsSync(join(folder, 'pnpm-lock.yaml')) ? undefined : 'pnpm could not lock it';
};

const gems = `rails:~> 7.1,pg,puma,sidekiq,devise,importmap-rails,turbo-rails,stimulus-rails,jbuilder,redis,bootsnap,nokogiri,grpc
sassc-rails,image_processing,debug,rspec-rails,capybara,selenium-webdriver,rubocop-rails,sqlite3,mysql2,bcrypt,kaminari,pundit
faraday,aws-sdk-s3,sentry-rails,rack-cors,webmock,factory_bot_rails,simplecov,brakeman,view_component,ransack,carrierwave`;

/** Bundler 2.6 or later writes checksums; it is installed into the folder when the machine has an older one. */
export function lockWithBundler(folder) {
  const source = run('ruby', ['-rrubygems', '-e', 'print Gem.sources.first.uri'], folder);
  if (source === undefined) return 'there is no Ruby here';
  const lines = gems.split(/[,\n]/).map((gem) =>
    gem
      .split(':')
      .map((part) => JSON.stringify(part.trim()))
      .join(', '),
  );
  writeFileSync(
    join(folder, 'Gemfile'),
    [`source ${JSON.stringify(source)}`, ...lines.map((line) => `gem ${line}`), ''].join('\n'),
  );
  const home = join(folder, '.gems');
  const env = {
    GEM_HOME: home,
    GEM_PATH: home,
    PATH: `${join(home, 'bin')}:${process.env.PATH}`,
    BUNDLE_APP_CONFIG: home,
  };
  if (run('gem', ['install', 'bundler', '-v', '~> 2.6', '--no-document'], folder, env) === undefined)
    return 'no Bundler 2.6 to be had';
  const platforms = ['x86_64-linux', 'aarch64-linux', 'arm64-darwin', 'x64-mingw-ucrt'];
  run('bundle', ['lock', '--add-checksums'], folder, env);
  run('bundle', ['lock', '--add-platform', ...platforms], folder, env);
  return existsSync(join(folder, 'Gemfile.lock')) ? undefined : 'Bundler could not lock it';
}
