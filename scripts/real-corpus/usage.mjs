/** Loaded before the command line: tells what it took, when it ends. */
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const usage = { mebibytes: Math.round(maxRSS / 1024), seconds: (userCPUTime + systemCPUTime) / 1e6 };
  writeFileSync(process.env.ASSAY_CORPUS_USAGE, JSON.stringify(usage));
});
