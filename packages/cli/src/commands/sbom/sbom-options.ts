/** The options that say how a bill of materials looks. */

import { loadStandardsMapping, readSourceDate, type RenderSbomOptions } from '@assay/verifier';
import { oneOf, usageError, type Arguments, type OptionTypes } from '../../read-arguments.js';
import type { Terminal } from '../../terminal.js';

/** Format, version, what is in it. */
export const sbomOptionTypes: OptionTypes = {
  format: 'string',
  spec: 'string',
  'license-texts': 'boolean',
  'no-declarations': 'boolean',
  mapping: 'string',
};

/**
 * Reads them. Throws AssayError `ERR_USAGE` for a format that the file's ending contradicts, for a SOURCE_DATE_EPOCH that is
 * none, and what {@link loadStandardsMapping} throws.
 */
export async function readSbomOptions(
  { env }: Pick<Terminal, 'env'>,
  given: Arguments,
  topic: string,
): Promise<RenderSbomOptions> {
  const format = readFormat(given, topic);
  const specVersion = oneOf(given, 'spec', ['1.6', '1.7'] as const, topic);
  const timestamp = readSourceDate(env);
  return {
    format,
    licenseTexts: given.flag('license-texts'),
    declarations: !given.flag('no-declarations'),
    ...(specVersion === undefined ? {} : { specVersion }),
    ...(timestamp === undefined ? {} : { timestamp }),
    ...(await readMapping(given, topic)),
  };
}

async function readMapping(given: Arguments, topic: string): Promise<Pick<RenderSbomOptions, 'mapping'>> {
  const file = given.text('mapping');
  if (file === undefined) return {};
  if (given.flag('no-declarations')) throw usageError('--mapping and --no-declarations exclude each other', topic);
  return { mapping: await loadStandardsMapping(file) };
}

function readFormat(given: Arguments, topic: string): 'json' | 'xml' {
  const told = oneOf(given, 'format', ['json', 'xml'] as const, topic);
  const ending = formatOfName(given.text('output') ?? '');
  if (told !== undefined && ending !== null && told !== ending) {
    throw usageError(`--format ${told} and a file that ends in .${ending} contradict each other`, topic);
  }
  return told ?? ending ?? 'json';
}

/** By its ending; null where that says nothing. */
export function formatOfName(file: string): 'json' | 'xml' | null {
  const ending = /\.(json|xml)$/i.exec(file)?.[1]?.toLowerCase();
  return ending === 'json' || ending === 'xml' ? ending : null;
}
