/** `assay verify`. */

import { nearestSubjects, renderExplanation, renderJson, renderTerminal, type RenderInput } from '@assay/report';
import {
  codeInfo,
  readSourceDate,
  renderSbom,
  strictPolicyErrors,
  type RenderSbomOptions,
  type VerifyResult,
} from '@assay/verifier';
import { AssayError } from '@assay/model';
import { printNotes } from '../print-notes.js';
import { oneOf, readArguments, type Arguments, type OptionTypes } from '../read-arguments.js';
import { refuseContradictions, runOptions, runOptionTypes } from '../run-options.js';
import { reportJson } from '../report-json.js';
import { runVerifier } from '../run-verifier.js';
import type { Terminal } from '../terminal.js';
import { terminalStyle } from '../terminal-style.js';
import { writeAll } from '../write-all.js';
import { writeFile } from '../write-file.js';
import { writeHashed } from '../write-hashed.js';
import { formatOfName } from './sbom/sbom-options.js';
import { attest, attestOptionTypes, readAttesting } from './verify/attest.js';

const optionTypes: OptionTypes = {
  ...runOptionTypes,
  format: 'string',
  output: 'string',
  explain: 'string',
  sbom: 'string',
  'strict-policy': 'boolean',
  ...attestOptionTypes,
};

/** Verifies the lockfiles under the given paths; the exit code is the report's, or 2 for policy errors. */
export async function verify(terminal: Terminal, args: readonly string[]): Promise<number> {
  const given = readArguments(args, optionTypes, 'verify');
  refuseContradictions(given, 'verify');
  const sbom = given.text('sbom');
  const rendering = sbom === undefined ? null : sbomBeside(terminal, sbom);
  const attesting = await readAttesting(terminal, given);
  const facts = sbom !== undefined || attesting !== null;
  const result = await runVerifier(terminal, given, { ...runOptions(terminal, given, 'verify'), facts });
  if (given.flag('strict-policy')) refuseLoosePolicy(result);
  const written =
    sbom === undefined || rendering === null
      ? {}
      : { sbom: await writeHashed(sbom, renderSbom(result, rendering), 'the bill of materials') };
  const code = await deliver(terminal, given, result);
  if (attesting === null) return code;
  return attest(terminal, given, { attesting, result, input: inputOf(result), ...written });
}

function inputOf(result: VerifyResult): RenderInput {
  const { report, inventory } = result;
  return { report, inventory, codeInfo, hardenedAt: placesOf(result) };
}

/** The file's ending says which format; everything else is as `assay sbom` has it by default. */
function sbomBeside({ env }: Terminal, file: string): RenderSbomOptions {
  const timestamp = readSourceDate(env);
  return { format: formatOfName(file) ?? 'json', ...(timestamp === undefined ? {} : { timestamp }) };
}

async function deliver(terminal: Terminal, given: Arguments, result: VerifyResult): Promise<number> {
  const format = oneOf(given, 'format', ['terminal', 'json'] as const, 'verify') ?? 'terminal';
  const output = given.text('output');
  const input = inputOf(result);
  await printNotes(terminal, result.notes);
  const file = format === 'json' ? renderJson(input) : plainText(input, given);
  if (output !== undefined) await writeFile(output, file, 'the report');
  const shown =
    format === 'json' && output === undefined ? reportJson(terminal, input) : forTerminal(terminal, input, given);
  await writeAll(terminal.stdout, shown);
  return result.report.exitCode;
}

/** The rules that harden a code: `assay.yaml:7, assay.yaml:12`. */
function placesOf({ hardened }: VerifyResult): NonNullable<RenderInput['hardenedAt']> {
  return (check, code) => {
    const rules = hardened.filter((each) => each.check === check && each.code === code);
    return rules.length === 0 ? null : rules.map(({ file, line }) => `${file}:${String(line)}`).join(', ');
  };
}

function detail(given: Arguments): 'quiet' | 'normal' | 'verbose' {
  if (given.flag('quiet')) return 'quiet';
  return given.flag('verbose') ? 'verbose' : 'normal';
}

function plainText(input: RenderInput, given: Arguments): string {
  return renderTerminal(input, { color: false, width: 100, detail: detail(given) });
}

function forTerminal(terminal: Terminal, input: RenderInput, given: Arguments): string {
  const options = { ...terminalStyle(terminal, terminal.stdout), detail: detail(given) };
  const purl = given.text('explain');
  if (purl === undefined) return renderTerminal(input, options);
  const explanation = renderExplanation(input, purl, options);
  if (explanation !== null) return explanation;
  const near = nearestSubjects(input, purl);
  const known = 'Name it as `pkg:npm/name@version`, `name@version` or `name`, as the lockfile does.';
  const hint = near.length === 0 ? known : `Did you mean ${near.join(', ')}?`;
  throw new AssayError('ERR_USAGE', `no locked package is called "${purl}"`, { hint });
}

/** `--strict-policy`: a policy that has gone stale is a configuration error, whatever the packages are. */
function refuseLoosePolicy({ report }: VerifyResult): void {
  const [first, ...others] = strictPolicyErrors(report);
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` (and ${String(others.length)} more)`;
  const hint = 'Remove or renew these waivers, or run without --strict-policy to see the report.';
  throw new AssayError('ERR_POLICY', `${first}${more}`, { hint });
}
