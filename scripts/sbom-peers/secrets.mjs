/**
 * Canaries: made-up secrets that stand where real projects have them. None may come out in a bill of materials.
 */
export const canaries = {
  'password in a resolved URL': 'canary-password-4711',
  'user in a resolved URL': 'canary-user-4711',
  'token in a resolved URL': 'canary-query-token-4711',
  'token in a repository URL of the project': 'canary-repository-token-4711',
  'token in .npmrc': 'canary-npmrc-token-4711',
  'token in the environment': 'canary-environment-token-4711',
};

/** Which canaries stand in a text, however a URL's parts were escaped, and whether the project's folder does. */
export function leaksIn(text, folder) {
  const found = Object.entries(canaries).filter(([, canary]) => text.includes(canary));
  const names = found.map(([name]) => name);
  return text.includes(folder) ? [...names, "the project's absolute path"] : names;
}

/** The project whose lockfile, manifest and client configuration hold all canaries. */
export function secretFiles({ lockfile, json }) {
  const [password, user, query, repository, npmrc] = Object.values(canaries);
  const manifest = {
    name: 'secretive',
    version: '1.0.0',
    repository: { type: 'git', url: `https://ci:${repository}@git.example/secretive.git` },
    dependencies: { left: '^1.0.0', right: '^2.0.0', far: `git+https://${user}:${password}@git.example/far.git` },
  };
  const integrity = `sha512-${'A'.repeat(86)}==`;
  const far = `git+https://${user}:${password}@git.example/far.git#0123456789012345678901234567890123456789`;
  const packages = {
    '': manifest,
    'node_modules/left': {
      version: '1.0.0',
      resolved: `https://${user}:${password}@registry.example/left/-/left-1.0.0.tgz`,
      integrity,
      license: 'MIT',
    },
    'node_modules/right': {
      version: '2.0.0',
      resolved: `https://registry.example/right/-/right-2.0.0.tgz?token=${query}`,
      integrity,
      license: 'MIT',
    },
    'node_modules/far': { version: '3.0.0', resolved: far, license: 'MIT' },
  };
  return {
    'package.json': json(manifest),
    'package-lock.json': lockfile(packages),
    '.npmrc': `//registry.example/:_authToken=${npmrc}\n`,
  };
}
