import { hash } from 'node:crypto';
import type { MintedGem } from './minted-package.js';
import { fileAnswer, jsonAnswer, textAnswer, type RegistryAnswer, type RegistryContent } from './registry-answer.js';

/**
 * What a gem server serves for these gems: the compact index (`/versions`, `/names`, `/info/<name>`), the version list
 * `/api/v1/versions/<name>.json`, attestations `/api/v1/attestations/<full name>.json`, and the files
 * `/gems/<full name>.gem`. Bundler installs from it; the Marshal indexes of old clients are not there. Without
 * `checksums` the compact index states none.
 */
export function gemRegistryContent(gems: readonly MintedGem[], { checksums = true } = {}): RegistryContent {
  const groups = byName(gems);
  const listedOf = (group: readonly MintedGem[]) => group.filter(({ yanked }) => yanked !== true);
  const line = (gem: MintedGem) => infoLine(gem, checksums);
  const infos = new Map([...groups].map(([name, group]) => [name, `---\n${listedOf(group).map(line).join('')}`]));
  const content = new Map<string, RegistryAnswer>();
  content.set('/names', textAnswer(`---\n${[...groups.keys()].map((name) => `${name}\n`).join('')}`));
  content.set('/versions', textAnswer(versionsFile(groups, infos)));
  for (const [name, text] of infos) content.set(`/info/${name}`, textAnswer(text));
  for (const [name, group] of groups)
    content.set(`/api/v1/versions/${name}.json`, jsonAnswer(listedOf(group).map(versionRecord)));
  for (const gem of gems) {
    content.set(`/gems/${gem.fileName}`, fileAnswer(gem.bytes));
    const { attestations = [] } = gem;
    if (attestations !== null) content.set(attestationsPath(gem), jsonAnswer(attestations));
  }
  return content;
}

/** The answer is a list of Sigstore bundles, empty where there are none. */
function attestationsPath(gem: MintedGem): string {
  return `/api/v1/attestations/${gem.name}-${numberOf(gem)}.json`;
}

/** `name version,version-platform <md5 of the info file>` per gem, below a header. */
function versionsFile(groups: ReadonlyMap<string, readonly MintedGem[]>, infos: ReadonlyMap<string, string>): string {
  const lines = [...groups].map(([name, group]) => {
    const md5 = hash('md5', infos.get(name) ?? '', 'hex');
    return `${name} ${group.map(numberOf).join(',')} ${md5}\n`;
  });
  return `created_at: 2024-08-19T00:00:00Z\n---\n${lines.join('')}`;
}

/** `version[-platform] dep:req&req,…|checksum:<sha256>,ruby:…`. */
function infoLine(gem: MintedGem, checksums: boolean): string {
  const runtime = gem.dependencies.filter(({ development }) => development !== true);
  const wants = runtime.map(({ name, requirement }) => `${name}:${requirement}`).join(',');
  return `${numberOf(gem)} ${wants}|${checksums ? `checksum:${gem.statedSha256 ?? gem.sha256}` : ''}\n`;
}

function versionRecord(gem: MintedGem): unknown {
  return {
    number: gem.version,
    platform: gem.platform ?? 'ruby',
    sha: gem.statedSha256 ?? gem.sha256,
    ...(gem.publishedAt === null ? {} : { created_at: gem.publishedAt ?? '2024-08-19T00:00:00.000Z' }),
    prerelease: false,
    licenses: ['MIT'],
  };
}

function numberOf({ version, platform }: MintedGem): string {
  return platform === undefined ? version : `${version}-${platform}`;
}

function byName(gems: readonly MintedGem[]): ReadonlyMap<string, readonly MintedGem[]> {
  const names = [...new Set(gems.map(({ name }) => name))].sort((a, b) => (a < b ? -1 : 1));
  return new Map(names.map((name) => [name, gems.filter((gem) => gem.name === name)]));
}
