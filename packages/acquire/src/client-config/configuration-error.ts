import { AssayError } from '@assay/model';
import { readRegularFile } from './read-regular-file.js';
import type { SettingsLayer } from './settings-layer.js';

/** The error for a value of the user's own configuration without which Assay would trust something else than its user. */
export async function configurationError(key: string, layer: SettingsLayer, problem: string): Promise<AssayError> {
  const line = layer.file === null ? undefined : await lineOf(layer.file, key);
  return new AssayError('ERR_CONFIG', `\`${key}\` in ${layer.label} ${problem}`, {
    hint: 'Correct it there, or remove it: Assay does not guess which registry was meant.',
    ...(layer.file === null ? {} : { file: layer.file }),
    ...(line === undefined ? {} : { line }),
  });
}

/** The last line that sets the key: the one that counts. */
async function lineOf(path: string, key: string): Promise<number | undefined> {
  const content = await readRegularFile(path);
  if (content.kind !== 'bytes') return undefined;
  const lines = new TextDecoder().decode(content.bytes).split('\n');
  const at = lines.findLastIndex((line) => sets(line.trim(), key));
  return at < 0 ? undefined : at + 1;
}

/** True for `key=…`, `key = …` and YAML's `key: …`. */
function sets(line: string, key: string): boolean {
  return line.startsWith(key) && ['=', ':'].includes(line.slice(key.length).trimStart().charAt(0));
}
