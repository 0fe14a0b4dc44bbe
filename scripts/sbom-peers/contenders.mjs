import { assay } from '../bench/contenders.mjs';

/**
 * The generators, ours last. `takes(project)`: whether it is made for such a project. `command(place)`: the program and arguments that
 * make a CycloneDX document of the project in the current folder, at `place.output` or, with `prints`, on standard output.
 */
export const contenders = [
  {
    name: 'npm sbom',
    takes: ({ client }) => client === 'npm',
    prints: true,
    command: ({ peers, installed }) => ({
      args: [peers.npm, 'sbom', '--sbom-format', 'cyclonedx', ...(installed ? [] : ['--package-lock-only'])],
    }),
  },
  {
    name: 'cyclonedx-npm',
    takes: ({ client }) => client === 'npm',
    command: ({ peers, installed, output }) => ({
      args: [
        peers.cyclonedxNpm,
        '--no-validate',
        '--output-file',
        output,
        ...(installed ? gathering : ['--package-lock-only']),
      ],
      env: { npm_execpath: peers.npm },
    }),
  },
  {
    // What its users do about npm's complaints, which stop it.
    name: 'cyclonedx-npm -i',
    takes: ({ client, complains }) => client === 'npm' && complains === true,
    command: ({ peers, output }) => ({
      args: [
        peers.cyclonedxNpm,
        '--no-validate',
        '--ignore-npm-errors',
        '--output-file',
        output,
        '--package-lock-only',
      ],
      env: { npm_execpath: peers.npm },
    }),
  },
  {
    name: 'cdxgen',
    takes: () => true,
    command: ({ peers, client, output }) => ({
      args: [peers.cdxgen, '--type', client, '--no-install-deps', '--lifecycle', 'pre-build', '--output', output, '.'],
    }),
  },
  {
    name: 'pnpm sbom',
    takes: ({ client }, { pnpm }) => client === 'pnpm' && pnpm !== undefined,
    prints: true,
    command: ({ peers }) => ({ program: peers.pnpm, args: ['sbom', '--sbom-format', 'cyclonedx'] }),
  },
  {
    name: 'yarn plugin',
    takes: ({ client }) => client === 'yarn',
    command: ({ peers, output }) => ({
      args: [peers.yarn, 'cyclonedx', '--gather-license-texts', '--output-file', output],
      env: { YARN_PLUGINS: peers.yarnPlugin },
    }),
  },
  {
    name: 'assay sbom',
    takes: () => true,
    command: ({ installed, output }) => ({
      args: [assay, 'sbom', '.', '--depth', installed ? 'artifacts' : 'pins', '--output', output],
    }),
  },
];

const gathering = ['--gather-license-texts'];
