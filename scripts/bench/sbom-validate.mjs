import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bomAsJson, bomAsXml } from './bom-documents.mjs';
import { assay } from './contenders.mjs';
import { measure, median } from './measure.mjs';
import { ms, row, times } from './table.mjs';

const ajv = fileURLToPath(new URL('bom-ajv-worker.mjs', import.meta.url));
const sizes = [1000, 10_000, 100_000];

/** Ajv's `uniqueItems` compares all pairs: at 10,000 components it takes minutes. */
const mostForAjv = 2000;

/** Prints what `assay sbom validate` costs, against Ajv where that ends, and how it grows. */
export async function compareSbomValidation({ pairs }) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-sbom-'));
  try {
    row(['sbom-validate', 'components', 'MB', 'CPU', 'wall', 'memory', 'per component']);
    await compareWithAjv(folder, pairs);
    for (const [format, write] of [
      ['json', bomAsJson],
      ['xml', bomAsXml],
    ]) {
      await showGrowth({ folder, format, write, pairs });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compareWithAjv(folder, pairs) {
  const file = join(folder, 'small.json');
  writeFileSync(file, bomAsJson(mostForAjv));
  const runs = { ours: [], ajv: [] };
  for (let pair = 0; pair < pairs; pair++) {
    runs.ours.push(await measure({ args: [assay, 'sbom', 'validate', file], env: process.env }));
    runs.ajv.push(await measure({ args: [ajv, file], env: process.env }));
  }
  const cpu = (list) => median(list.map(({ cpuMs }) => cpuMs));
  row(['  Ajv, official schema', String(mostForAjv), '', ms(cpu(runs.ajv))]);
  row(['  assay', String(mostForAjv), '', ms(cpu(runs.ours)), times(cpu(runs.ajv) / cpu(runs.ours))]);
}

async function showGrowth({ folder, format, write, pairs }) {
  const costs = [];
  for (const size of sizes) {
    const file = join(folder, `bom.${format}`);
    const text = write(size);
    writeFileSync(file, text);
    const runs = [];
    const count = size > 10_000 ? Math.min(pairs, 3) : pairs;
    for (let run = 0; run < count; run++) {
      runs.push(await measure({ args: [assay, 'sbom', 'validate', file], env: process.env }));
    }
    const of = (figure) => median(runs.map((one) => one[figure]));
    costs.push(of('cpuMs') / size);
    const megabytes = (text.length / 1e6).toFixed(1);
    const each = `${((of('cpuMs') / size) * 1000).toFixed(0)} µs`;
    row([
      `  ${format}`,
      String(size),
      megabytes,
      ms(of('cpuMs')),
      ms(of('wallMs')),
      `${of('peakMb').toFixed(0)} MB`,
      each,
    ]);
  }
  // Starting and compiling the schema weigh on the smallest; from the middle on each component should cost the same.
  row([`  ${format}: cost of a component at 100,000 to 10,000`, times(costs[2] / costs[1])]);
}
