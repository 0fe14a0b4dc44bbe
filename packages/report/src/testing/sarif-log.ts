/** SARIF as tests read it. */

import { officialReportSchema } from '@assay/testkit';
import { Ajv, type ValidateFunction } from 'ajv';

/** The parts of a result that tests look at. */
interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation?: {
      readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
      readonly region?: { readonly startLine: number };
    };
    readonly logicalLocations: readonly { readonly fullyQualifiedName: string }[];
  }[];
  readonly relatedLocations?: readonly unknown[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly { readonly kind: string; readonly justification?: string }[];
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The parts of a rule that tests look at. */
interface SarifRule {
  readonly id: string;
  readonly name?: string;
  readonly shortDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown?: string };
  readonly helpUri: string;
  readonly defaultConfiguration: { readonly level: string };
}

interface Notification {
  readonly level: string;
  readonly message: { readonly text: string };
}

/** The run of a log with one. */
export interface SarifRun {
  readonly tool: { readonly driver: { readonly rules: readonly SarifRule[]; readonly version: string } };
  readonly results: readonly SarifResult[];
  readonly invocations: readonly {
    readonly exitCode: number;
    readonly toolExecutionNotifications: readonly Notification[];
    readonly toolConfigurationNotifications: readonly Notification[];
  }[];
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The only run of a log. Throws Error for a log with none or several. */
export function sarifRun(text: string): SarifRun {
  const { runs } = JSON.parse(text) as { readonly runs: readonly SarifRun[] };
  const [run, ...others] = runs;
  if (run === undefined || others.length > 0) throw new Error(`a log with ${String(runs.length)} runs`);
  return run;
}

/**
 * Validates by OASIS's own schema. It is written for JSON Schema draft 4, which ajv reads as draft 7 once `id` is spelled `$id`; its
 * formats are checked by the rules of RFC 3986 and RFC 3339.
 */
export function sarifValidator(): ValidateFunction {
  const {
    id,
    $schema: _draft,
    ...schema
  } = JSON.parse(officialReportSchema('sarif-2.1.0.json')) as { readonly id: string; readonly $schema: string };
  const reference = /^(?:[A-Za-z][A-Za-z0-9+.-]*:)?(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*$/;
  const ajv = new Ajv({
    strict: false,
    unicodeRegExp: false,
    allErrors: true,
    formats: {
      uri: (text: string) => reference.test(text) && URL.canParse(text),
      'uri-reference': reference,
      'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/,
    },
  });
  return ajv.compile({ ...schema, $id: id });
}
