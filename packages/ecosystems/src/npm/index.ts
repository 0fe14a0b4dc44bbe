export { npm } from './npm.js';
export { withoutCredentials } from './locked-url.js';
