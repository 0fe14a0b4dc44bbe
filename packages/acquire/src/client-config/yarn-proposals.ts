import type { Registry } from '@assay/model';
import type { Checkout } from './checkout.js';
import type { Journal } from './journal.js';
import { holdsCredentials, noteIgnored } from './note-ignored.js';
import { registryProposals } from './npm-proposals.js';
import { parseYarnrc, yarnrcNetwork } from './parse-yarnrc.js';
import { npmSettingsOf, parseYarnYaml } from './yarn-yaml.js';

/** Settings that a checkout must not make. */
const refused: readonly string[] = [
  'httpProxy',
  'httpsProxy',
  'httpsCaFilePath',
  'caFilePath',
  'httpsCertFilePath',
  'httpsKeyFilePath',
  'enableStrictSsl',
  'networkSettings',
  'unsafeHttpWhitelist',
];

/** The registries that the checkout’s `.yarnrc.yml` and `.yarnrc` name. Each is only a proposal; no variable is expanded. */
export async function yarnProposals(checkout: Checkout, journal: Journal): Promise<readonly Registry[]> {
  return [...(await fromYaml(checkout, journal)), ...(await fromYarnrc(checkout, journal))];
}

async function fromYaml(checkout: Checkout, journal: Journal): Promise<readonly Registry[]> {
  const who = 'The checkout’s .yarnrc.yml';
  const content = await checkout.read('.yarnrc.yml');
  if (content.kind === 'absent') return [];
  const parsed = content.kind === 'bytes' ? parseYarnYaml(content.bytes) : null;
  if (parsed?.ok !== true) {
    const why = content.kind === 'refused' ? content.why : 'it is not the YAML of plain settings';
    journal.note(`${who} is not read for registries: ${why}.`);
    return [];
  }
  const values = npmSettingsOf(parsed.root, (text) => text);
  const settings = refused.filter((key) => parsed.root?.has(key) === true);
  noteIgnored({ who, credentials: holdsCredentials(values), settings }, journal);
  return registryProposals(values, who, journal);
}

async function fromYarnrc(checkout: Checkout, journal: Journal): Promise<readonly Registry[]> {
  const content = await checkout.read('.yarnrc');
  const values = content.kind === 'bytes' ? parseYarnrc(content.bytes) : null;
  if (values !== null) {
    const who = 'The checkout’s .yarnrc';
    noteIgnored({ who, credentials: false, settings: yarnrcNetwork.filter((key) => values.has(key)) }, journal);
    return registryProposals(values, who, journal);
  }
  if (content.kind !== 'absent')
    journal.note('The checkout’s .yarnrc is not read for registries: it is no plain text file.');
  return [];
}
