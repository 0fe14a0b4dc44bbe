export { defaultLimits, type ArchiveLimits } from './archive-limits.js';
export { archiveProblems, type ProblemCode, type ProblemInfo } from './archive-problems.js';
export { listArchive } from './list-archive.js';
export { listArchiveStream } from './list-archive-stream.js';
export type { ListOptions } from './list-options.js';
