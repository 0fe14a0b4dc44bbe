/**
 * Do programs of others read our reports? Opt-in, because it needs them:
 *
 *     node scripts/bootstrap.mjs run build
 *     npm install --prefix FOLDER @microsoft/sarif-multitool-linux && apt-get install python3-junitparser
 *     node scripts/bootstrap.mjs exec node scripts/report-consumers.mjs FOLDER
 *
 * Renders a project that is not in order, and has each consumer that is there read it. One that is not there is named and skipped. Ends
 * with 1 where one has an error or a warning to tell, counts otherwise than we do, or does not see what was spoilt on purpose.
 */
import { Buffer } from 'node:buffer';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../packages/cli/bin/assay.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'assay-consumers-'));
const inFolder = (name) => join(folder, name);

function run(program, args, env = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, output: `${stdout ?? ''}${stderr ?? ''}`, missing: error !== undefined };
}

/** What Microsoft's validator tells of a file: errors and warnings, one on a line. */
function sarifComplaints(program, file) {
  const rules = ['--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning', '--kind', 'Fail'];
  const { output } = run(program, ['validate', file, ...rules], { DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' });
  if (!output.includes('Analysis completed successfully')) return [`it did not run: ${output}`];
  return output.split('\n').filter((line) => /: (?:error|warning) /.test(line));
}

function sarifMultitool(packages) {
  const program = join(packages, 'node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool');
  if (!existsSync(program)) return null;
  chmodSync(program, 0o755);
  const good = sarifComplaints(program, inFolder('a.sarif'));
  const spoilt = readFileSync(inFolder('a.sarif'), 'utf8').replace('"ruleIndex":0', '"ruleIndex":99');
  writeFileSync(inFolder('b.sarif'), spoilt);
  const unseen = sarifComplaints(program, inFolder('b.sarif')).length === 0 ? ['it did not see a wrong rule'] : [];
  return [...good, ...unseen];
}

const counts = `
import sys
from junitparser import JUnitXml
for suite in JUnitXml.fromfile(sys.argv[1]):
    said = (suite.tests, suite.failures, suite.errors, suite.skipped)
    suite.update_statistics()
    counted = (suite.tests, suite.failures, suite.errors, suite.skipped)
    if said != counted: print(suite.name, said, counted)
`;

function junitparser() {
  const python = ['/usr/bin/python3', 'python3'].find((each) => run(each, ['-c', 'import junitparser']).status === 0);
  if (python === undefined) return null;
  const { status, output } = run(python, ['-c', counts, inFolder('a.xml')]);
  return status === 0 && output === '' ? [] : [output];
}

function tell(name, problems) {
  if (problems === null) console.log(`skip  ${name} (not here)`);
  else
    console.log(`${problems.length === 0 ? 'ok   ' : 'BAD  '} ${name}${problems.map((each) => `\n${each}`).join('')}`);
  return problems;
}

/** Two packages of a registry that nobody lists, one of them without a digest. */
const lockfile = {
  name: 'app',
  version: '1.0.0',
  lockfileVersion: 3,
  packages: Object.fromEntries([
    ['', { name: 'app', version: '1.0.0', dependencies: { a: '1.0.0', b: '1.0.0' } }],
    ['node_modules/a', locked('a', { integrity: `sha512-${Buffer.alloc(64).toString('base64')}` })],
    ['node_modules/b', locked('b', {})],
  ]),
};

function locked(name, more) {
  return { version: '1.0.0', resolved: `https://registry.corp.example/${name}/-/${name}-1.0.0.tgz`, ...more };
}

try {
  writeFileSync(inFolder('package-lock.json'), JSON.stringify(lockfile, null, 1));
  const [packages = '.'] = process.argv.slice(2);
  const written = run(process.execPath, [
    cli,
    'verify',
    '--depth',
    'pins',
    '--sarif',
    inFolder('a.sarif'),
    '--junit',
    inFolder('a.xml'),
  ]);
  if (written.status !== 1) throw new Error(`the example did not fail: ${written.output}`);
  const told = [tell('sarif-multitool', sarifMultitool(packages)), tell('junitparser', junitparser())];
  const ran = told.filter((problems) => problems !== null);
  process.exitCode = ran.length > 0 && ran.every((problems) => problems.length === 0) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
