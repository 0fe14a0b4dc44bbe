export { composer } from './composer.js';
