/**
 * Honest projects, each locked by every client of npm's ecosystem in its own way, and verified at depth `artifacts`: what Assay refuses, or
 * cannot verify, of a lockfile that a client has just written is wrong.
 *
 *     node scripts/bootstrap.mjs exec node scripts/real-clients.mjs [WORD…] [--keep DIR]
 *
 * Opt-in: the clients are fetched with npx, and hundreds of packages by them, from the registry that npm is configured for. WORD picks
 * clients and projects whose name has it. Exits with 1 where one was not verified.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { clients } from './real-clients/clients.mjs';
import { projects } from './real-clients/projects.mjs';
import { verify } from './real-projects/verify.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { keep: { type: 'string' } } });
const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'assay-clients-'));
const runs = clients.flatMap((client) => projects.map((project) => ({ client, project })));

let refused = 0;
try {
  for (const { client, project } of runs) {
    const name = `${project.name}, ${client.name}`;
    if (positionals.length > 0 && !positionals.every((word) => name.includes(word))) continue;
    const place = join(folder, name.replaceAll(/[^\w.]+/g, '-'));
    mkdirSync(place, { recursive: true });
    project.write(place, client);
    const problem = client.lock(place);
    if (problem !== undefined) console.log(`${name}: skipped, ${problem}`);
    else refused += verify(name, place) === 0 ? 0 : 1;
  }
} finally {
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
}
process.exitCode = refused === 0 ? 0 : 1;
