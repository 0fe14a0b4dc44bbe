export { renderJson } from './render-json.js';
export { renderXml } from './render-xml.js';
