/** What pure packages may not name: everything that reaches outside the process or differs from run to run. */
const ambient = {
  process: 'the process belongs to the command line',
  console: 'return values; the command line prints',
  Buffer: 'use Uint8Array',
  fetch: 'ask through the EvidenceSource port',
  XMLHttpRequest: 'ask through the EvidenceSource port',
  WebSocket: 'ask through the EvidenceSource port',
  setTimeout: 'deadlines belong to acquire',
  setInterval: 'deadlines belong to acquire',
  setImmediate: 'deadlines belong to acquire',
  clearTimeout: 'deadlines belong to acquire',
  clearInterval: 'deadlines belong to acquire',
  performance: 'time is a value that is handed in',
  navigator: 'the machine belongs to the command line',
  global: 'name what you need',
  globalThis: 'name what you need',
  crypto: 'import node:crypto where the table of layers allows it',
  require: 'this is an ES module',
  __dirname: 'no files here',
  __filename: 'no files here',
};

const clockAndChance = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Time is a value `at` that is handed in.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Time is a value `at` that is handed in.',
  },
  { selector: "CallExpression[callee.name='Date']", message: 'Time is a value `at` that is handed in.' },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'The same input gives the same bytes.',
  },
];

export const pureGlobals = Object.entries(ambient).map(([name, message]) => ({ name, message }));

/** Constructs refused in every published file. */
export const refusedEverywhere = [
  { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
  { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
  { selector: 'TSModuleDeclaration', message: 'One file is one idea; no namespaces.' },
];

export const refusedInPure = [...refusedEverywhere, ...clockAndChance];
