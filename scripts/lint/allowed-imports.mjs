import { packages, scope, testOnly } from '../layers.mjs';

/** `@a/b/c` → `@a/b`, `b/c` → `b`. */
export function packageNameOf(specifier) {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/**
 * Says why `specifier` may not be imported by package `name`, or nothing.
 * Tests may also import what tests need, and any Node module.
 */
export function importProblem(name, specifier, { isTest }) {
  const table = packages[name];
  if (specifier.startsWith('.')) return undefined;
  if (specifier.startsWith('node:')) {
    const allowed = isTest || table.builtins.includes('*') || table.builtins.includes(specifier);
    return allowed
      ? undefined
      : `${name} may not import ${specifier}: scripts/layers.mjs allows it [${table.builtins.join(', ')}]`;
  }
  const wanted = packageNameOf(specifier);
  const own = [...table.own, ...(isTest ? ['testkit', name, ...below(table)] : [])].map((id) => scope + id);
  const outside = [...table.outside, ...(isTest ? testOnly : [])];
  if (own.includes(wanted)) {
    return wanted === specifier ? undefined : `import ${wanted} itself: its inner files are not for others`;
  }
  if (outside.includes(wanted)) return undefined;
  return `${name} may not import ${wanted}: scripts/layers.mjs allows it [${[...own, ...outside].join(', ')}]`;
}

/** A test may put real packages of lower layers together. */
function below({ layer }) {
  return Object.keys(packages).filter((id) => packages[id].layer < layer);
}

const sourceFile = /\/packages\/(?<name>[^/]+)\/(?:src|e2e|bench)\//u;
const testFile = /\.(?:test|test-d|bench)\.ts$|\/(?:e2e|bench|testing)\//u;

/** ESLint rule: a package imports what the table of layers lists for it, and nothing else. */
export const allowedImports = {
  meta: { type: 'problem', schema: [], messages: { forbidden: '{{problem}}' } },
  create(context) {
    const path = context.filename.replaceAll('\\', '/');
    const name = sourceFile.exec(path)?.groups?.name;
    if (name === undefined || packages[name] === undefined) return {};
    const isTest = testFile.test(path);
    const check = (source) => {
      if (typeof source?.value !== 'string') return;
      const problem = importProblem(name, source.value, { isTest });
      if (problem !== undefined) context.report({ node: source, messageId: 'forbidden', data: { problem } });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source),
    };
  },
};
