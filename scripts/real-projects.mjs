/**
 * Verifies the dependency trees of well-known projects at depth `artifacts` against the real registries, as configured here:
 *
 *     node scripts/bootstrap.mjs exec node scripts/real-projects.mjs [NAME…] [--keep DIR]
 *
 * Opt-in: it downloads thousands of packages. Each tree is that of a published version with its development dependencies,
 * locked by npm and by pnpm; the Rails application is locked by Bundler with checksums. Exits with 1 when a tree is refused:
 * every refusal is printed with its reason, to be looked at.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { lockWithBundler, lockWithNpm, lockWithPnpm } from './real-projects/lock.mjs';
import { verify } from './real-projects/verify.mjs';

const projects = [
  { name: 'socket.io 4.7.5, npm', lock: lockWithNpm(['socket.io@4.7.5']) },
  { name: 'socket.io 4.7.5, pnpm', lock: lockWithPnpm(['socket.io@4.7.5']) },
  { name: 'fastify 4.28.0, npm', lock: lockWithNpm(['fastify@4.28.0']) },
  { name: 'fastify 4.28.0, pnpm', lock: lockWithPnpm(['fastify@4.28.0']) },
  { name: 'ember-cli 5.12.0 and mongoose 8.8.0, npm', lock: lockWithNpm(['ember-cli@5.12.0', 'mongoose@8.8.0']) },
  { name: 'ember-cli 5.12.0 and mongoose 8.8.0, pnpm', lock: lockWithPnpm(['ember-cli@5.12.0', 'mongoose@8.8.0']) },
  { name: 'a Rails 7.1 application, Bundler', lock: lockWithBundler },
];

const { values, positionals } = parseArgs({ allowPositionals: true, options: { keep: { type: 'string' } } });
const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'assay-real-'));
mkdirSync(folder, { recursive: true });

let refused = 0;
try {
  for (const [index, { name, lock }] of projects.entries()) {
    if (positionals.length > 0 && !positionals.some((word) => name.includes(word))) continue;
    const place = join(folder, String(index));
    mkdirSync(place, { recursive: true });
    const problem = await lock(place);
    if (problem !== undefined) {
      console.log(`${name}: skipped, ${problem}`);
      continue;
    }
    refused += verify(name, place) === 0 ? 0 : 1;
  }
} finally {
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
}
process.exitCode = refused === 0 ? 0 : 1;
