import { Session } from 'node:inspector/promises';

/** Runs a function under the sampling profiler: which share of its time each kind took, largest first. `kinds`: name → test of a frame. */
export async function cpuShares(run, kinds) {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 200 });
  await session.post('Profiler.start');
  run();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return sharesOf(profile, kinds);
}

/** A sample counts for the first kind that its innermost recognised frame is of. */
function sharesOf({ nodes, samples, timeDeltas }, kinds) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const times = new Map();
  let total = 0;
  for (const [index, id] of samples.entries()) {
    const kind = kindOf(id, { byId, parents, kinds });
    times.set(kind, (times.get(kind) ?? 0) + timeDeltas[index]);
    total += timeDeltas[index];
  }
  return [...times].map(([kind, time]) => ({ kind, share: time / total })).sort((a, b) => b.share - a.share);
}

function kindOf(id, { byId, parents, kinds }) {
  for (let at = id; at !== undefined; at = parents.get(at)) {
    const { functionName, url } = byId.get(at).callFrame;
    const found = Object.entries(kinds).find(([, matches]) => matches(functionName, url));
    if (found !== undefined) return found[0];
  }
  return 'other';
}
