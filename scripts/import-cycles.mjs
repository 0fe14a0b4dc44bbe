/**
 * The cycles in a graph given as node → nodes it points to, one per knot, each as the path that returns to its start.
 * Depth-first with an explicit path; a node is finished once, so the work is linear.
 */
export function findCycles(graph) {
  const finished = new Set();
  const cycles = [];
  for (const start of graph.keys()) walk(start, [], { graph, finished, cycles });
  return cycles;
}

function walk(node, path, state) {
  const at = path.indexOf(node);
  if (at !== -1) {
    state.cycles.push([...path.slice(at), node]);
    return;
  }
  if (state.finished.has(node)) return;
  for (const next of state.graph.get(node) ?? []) walk(next, [...path, node], state);
  state.finished.add(node);
}
