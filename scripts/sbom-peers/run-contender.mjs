import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { scoreBom } from '../sbom-score/score-bom.mjs';
import { schemaProblem } from './peer-tools.mjs';
import { leaksIn } from './secrets.mjs';
import { statedFacts } from './stated-facts.mjs';

/**
 * Runs one generator on one laid project, with a home of its own. Returns `status`, `said` (the first line of its complaint) and, where it
 * made a document: `bom`, `facts`, `schema` (what the official schemas have against it), `score`, `leaks`.
 */
export async function runContender(contender, place) {
  const scratch = mkdtempSync(join(place.scratch, 'run-'));
  try {
    contender.prepare?.(place.folder);
    const output = join(scratch, 'bom.json');
    const { program = process.execPath, args, env = {} } = contender.command({ ...place, output });
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: place.folder,
      env: { ...environment(scratch, place), ...env },
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      timeout: 300_000,
    });
    const text = contender.prints ? stdout : existsSync(output) ? readFileSync(output, 'utf8') : '';
    return { status, said: complaint(stderr), ...(await lookAt(text, place)) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function environment(scratch, { registry, env = {} }) {
  const home = join(scratch, 'home');
  mkdirSync(home);
  return {
    PATH: process.env.PATH,
    HOME: home,
    XDG_CACHE_HOME: join(home, 'cache'),
    NO_COLOR: '1',
    npm_config_cache: join(home, 'npm'),
    npm_config_update_notifier: 'false',
    ...(registry === undefined ? {} : { npm_config_registry: registry }),
    ...env,
  };
}

const complaint = (stderr) =>
  stderr
    .split('\n')
    .find((line) => /err|invalid|missing/i.test(line))
    ?.trim()
    .slice(0, 120) ?? '';

async function lookAt(text, { peers, folder }) {
  const bom = parsed(text);
  if (bom?.bomFormat !== 'CycloneDX') return {};
  const schema = await schemaProblem(peers, text);
  return {
    bom,
    schema,
    facts: statedFacts(bom),
    score: scoreBom(bom, { schemaValid: schema === undefined }),
    leaks: leaksIn(text, folder),
  };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
