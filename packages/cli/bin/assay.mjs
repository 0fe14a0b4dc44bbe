#!/usr/bin/env node
// 70 until a report has been flushed: a crash, a drained event loop or a closed pipe must never look like a pass.
process.exitCode = 70;
import('node:module').then(async ({ default: module }) => {
  module.enableCompileCache?.();
  const { main } = await import('../dist/index.js');
  await main(process);
});
