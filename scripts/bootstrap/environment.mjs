import { delimiter } from 'node:path';

/**
 * What npm hands down to scripts is its own whole configuration, which pnpm and a second npm misread as theirs.
 * Only how to reach the registry is the user's word and stays.
 */
const kept = new Set(
  ['registry', 'userconfig', 'cache', 'cafile', 'ca', 'proxy', 'https_proxy', 'noproxy', 'strict_ssl'].map(
    (key) => `npm_config_${key}`,
  ),
);

/** The environment for every step: the caller's, without npm's leftovers, and with our tools first on PATH. */
export function stepEnvironment(inherited, toolFolders) {
  const entries = Object.entries(inherited).filter(([name, value]) => {
    const lower = name.toLowerCase();
    return !lower.startsWith('npm_') || (kept.has(lower) && value !== '');
  });
  const environment = Object.fromEntries(entries);
  const pathName = Object.keys(environment).find((name) => name.toLowerCase() === 'path') ?? 'PATH';
  environment[pathName] = [...toolFolders, environment[pathName] ?? ''].join(delimiter);
  return environment;
}
