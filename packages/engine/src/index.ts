export { run } from './run.js';
export type { RunOptions, RunProgress } from './run-options.js';
export { findAbout } from './judge-subject.js';
export type { SubjectTask } from './judge-subject.js';
