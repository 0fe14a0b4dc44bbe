import type { Registry } from '@assay/model';
import type { Checkout } from './checkout.js';
import type { Journal } from './journal.js';
import { noteIgnored } from './note-ignored.js';
import { registryProposals } from './npm-proposals.js';
import { parsePnpmYaml } from './pnpm-yaml.js';

const fileName = 'pnpm-workspace.yaml';

/** The registries that the checkout’s `pnpm-workspace.yaml` names (pnpm 11 and later read them). Each is only a proposal. */
export async function pnpmProposals(checkout: Checkout, journal: Journal): Promise<readonly Registry[]> {
  const content = await checkout.read(fileName);
  if (content.kind === 'absent') return [];
  const parsed = content.kind === 'bytes' ? parsePnpmYaml(content.bytes) : null;
  if (parsed?.ok !== true) {
    const why = content.kind === 'refused' ? content.why : 'it is not the YAML of plain settings';
    journal.note(`The checkout’s ${fileName} is not read for registries: ${why}.`);
    return [];
  }
  const who = `The checkout’s ${fileName}`;
  const { values, auth } = parsed.settings;
  const settings = ['https-proxy', 'http-proxy', 'proxy', 'noproxy', 'strict-ssl'].filter((key) => values.has(key));
  noteIgnored({ who, credentials: auth !== null, settings }, journal);
  return registryProposals(values, who, journal);
}
