/** Profiles of nobody in particular: nothing may run, load itself or pull in more unless an entry allows it. */

/** A gem from a private server. */
export const genericGem = `profile: 1
id: generic-gem
ecosystem: rubygems
credentials: bundler
`;

/** An npm package from a private registry. */
export const genericNpm = `profile: 1
id: generic-npm
ecosystem: npm
credentials: npmrc
`;

/** A Composer package from a private repository. */
export const genericComposer = `profile: 1
id: generic-composer
ecosystem: composer
credentials: auth.json
`;

/** A file at a URL of its own. */
export const genericFile = `profile: 1
id: generic-file
ecosystem: generic
credentials: none
`;
