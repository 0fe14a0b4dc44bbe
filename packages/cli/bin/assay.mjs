#!/usr/bin/env node
// 70 until a report has been flushed: a crash, a drained event loop or a closed pipe must never look like a verdict.
process.exitCode = 70;
const fail = (error) => {
  process.exitCode = 70;
  // The message may quote a package: nothing but printable ASCII gets out, and no line starts with it.
  const text = String(error?.stack ?? error).replaceAll(/[^\x20-\x7e\n]/g, '?');
  if (error?.code !== 'EPIPE') process.stderr.write(`assay: internal error: ${text.replaceAll('\n', '\n  ')}\n`);
  process.exit();
};
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

const { main } = await import('../dist/index.js');
await main(process);
