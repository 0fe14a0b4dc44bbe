export { npm } from './npm.js';
