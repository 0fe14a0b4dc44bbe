import { inFreshFolder } from './fresh-folder.mjs';
import { measure, median } from './measure.mjs';

/**
 * Measures a comparison in pairs that alternate which of the two goes first. What a package costs is the slope: CPU with
 * many packages minus CPU with few, so that starting up counts for nothing.
 */
export async function comparePerPackage({ a, b }, { world, pairs }) {
  const rounds = [];
  for (let pair = 0; pair < pairs; pair++) {
    const names = pair % 2 === 0 ? ['a', 'b'] : ['b', 'a'];
    const round = { a: {}, b: {} };
    for (const size of ['many', 'few']) {
      for (const name of names) round[name][size] = await inFreshHome({ a, b }[name], world, size);
    }
    rounds.push(round);
  }
  return summarise(rounds, world);
}

function inFreshHome(contender, { registry, projects }, size) {
  return inFreshFolder((home) => measure(contender({ project: projects[size].folder, home, registry })));
}

function summarise(rounds, { projects: { many, few } }) {
  const slope = (side) => (side.many.cpuMs - side.few.cpuMs) / (many.packages - few.packages);
  const side = (name) => {
    const of = (pick) => median(rounds.map((round) => pick(round[name])));
    return {
      slopeMs: of(slope),
      cpuMs: of(({ many: run }) => run.cpuMs),
      fewCpuMs: of(({ few: run }) => run.cpuMs),
      wallMs: of(({ many: run }) => run.wallMs),
      peakMb: of(({ many: run }) => run.peakMb),
    };
  };
  return { a: side('a'), b: side('b'), ratio: median(rounds.map((round) => slope(round.a) / slope(round.b))) };
}
