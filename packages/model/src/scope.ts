/** How a project depends on a package. */
export type Scope = 'prod' | 'dev' | 'optional' | 'peer';
