export { generic } from './generic.js';
