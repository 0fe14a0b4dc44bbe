import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assay } from '../bench/contenders.mjs';

/**
 * The generators, ours last. `prepare(folder)`: what else it needs there. `takes(project)`: whether it is made for such a project. `command(place)`: the program and arguments that
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
      args: [
        assay,
        'sbom',
        '.',
        '--output',
        output,
        ...(installed ? ['--depth', 'artifacts', '--license-texts'] : ['--depth', 'pins']),
      ],
    }),
  },
  {
    // The same, told who makes the project: nothing of it is known to a generator otherwise.
    name: 'assay + policy',
    takes: ({ name }) => name === 'npm-90' || name === 'npm-2000',
    prepare: (folder) => writeFileSync(join(folder, 'assay.yaml'), policy),
    command: ({ installed, output }) => ({
      args: [
        assay,
        'sbom',
        '.',
        '--policy',
        'assay.yaml',
        '--output',
        output,
        '--depth',
        installed ? 'artifacts' : 'pins',
      ],
    }),
  },
];

const policy = `version: 1
sbom:
  manufacturer: { name: Shop Ltd, url: 'https://shop.example', email: dev@shop.example }
  supplier: { name: Shop Ltd, url: 'https://shop.example', email: dev@shop.example }
  authors: [{ name: Release team, email: dev@shop.example }]
`;

const gathering = ['--gather-license-texts'];
