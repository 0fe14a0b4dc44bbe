/** RubyGems’ own configuration: the machine’s `gemrc`, the user’s `.gemrc`, and the files that `GEMRC` names. */

import { asList, asMap, asText, parseYaml, type DocMap } from '@assay/documents';
import { AssayError } from '@assay/model';
import { delimiter, join } from 'node:path';
import type { Checkout } from './checkout.js';
import type { Journal } from './journal.js';
import { leftInCheckout } from './left-in-checkout.js';
import { maxConfigurationBytes, readRegularFile } from './read-regular-file.js';

/** What Assay uses of it; later files replace what earlier ones say. */
export interface Gemrc {
  readonly sources: readonly string[];
  readonly sslCaCert: string | null;
  readonly httpProxy: string | null;
  /** The file that said so, for messages. */
  readonly label: string;
}

/** How to read it. */
export interface GemrcOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string | null;
  readonly checkout: Checkout;
  readonly journal: Journal;
  /** The machine’s file; `/etc/gemrc` unless told. */
  readonly systemFile?: string;
}

/** Reads RubyGems’ configuration. A file of the user’s that cannot be parsed throws ERR_CONFIG. */
export async function readGemrc(options: GemrcOptions): Promise<Gemrc> {
  let gemrc: Gemrc = { sources: [], sslCaCert: null, httpProxy: null, label: '.gemrc' };
  for (const path of await gemrcFiles(options)) {
    const map = await readFile(path, options);
    if (map !== null) gemrc = merged(gemrc, map, path);
  }
  return gemrc;
}

async function gemrcFiles({ env, home, systemFile }: GemrcOptions): Promise<readonly string[]> {
  const named = (env['GEMRC'] ?? '').split(delimiter).filter((path) => path !== '');
  return [systemFile ?? '/etc/gemrc', ...(await userFile(env, home)), ...named];
}

/** `~/.gemrc`, or where there is none `$XDG_CONFIG_HOME/gem/gemrc`. */
async function userFile(env: GemrcOptions['env'], home: string | null): Promise<readonly string[]> {
  if (home === null) return [];
  const own = join(home, '.gemrc');
  if ((await readRegularFile(own)).kind !== 'absent') return [own];
  const xdg = env['XDG_CONFIG_HOME'] ?? '';
  return [join(xdg === '' ? join(home, '.config') : xdg, 'gem', 'gemrc')];
}

function merged(before: Gemrc, map: DocMap, label: string): Gemrc {
  const sources = setting(map, 'sources');
  return {
    sources: asList(sources)?.flatMap((item) => asText(item) ?? []) ?? before.sources,
    sslCaCert: asText(setting(map, 'ssl_ca_cert')) ?? before.sslCaCert,
    httpProxy: asText(map.get('http_proxy')) ?? before.httpProxy,
    label,
  };
}

/** RubyGems writes these keys as Ruby symbols (`:sources:`), which are plain text in YAML. */
function setting(map: DocMap, name: string): ReturnType<DocMap['get']> {
  return map.get(`:${name}`);
}

async function readFile(path: string, { checkout, journal }: GemrcOptions): Promise<DocMap | null> {
  const holder = await checkout.holderOf(path);
  if (holder !== null) {
    if (await checkout.has(path)) journal.note(leftInCheckout(`RubyGems’ ${path}`, holder));
    return null;
  }
  const content = await readRegularFile(path);
  if (content.kind === 'absent') return null;
  if (content.kind === 'refused') {
    // RubyGems warns and goes on without the file.
    journal.note(`RubyGems’ ${path} is not read: ${content.why}.`);
    return null;
  }
  const parsed = parseYaml(content.bytes, { maxBytes: maxConfigurationBytes, maxAliases: 100, scalars: 'text' });
  if (parsed.ok) return asMap(parsed.documents[0]?.value) ?? null;
  throw new AssayError('ERR_CONFIG', `RubyGems’ configuration cannot be parsed: ${parsed.problem.detail}`, {
    hint: 'Correct the file: it may name gem servers.',
    file: path,
    ...(parsed.problem.line === undefined ? {} : { line: parsed.problem.line }),
  });
}
