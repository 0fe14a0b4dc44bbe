export { rubygems } from './rubygems.js';
