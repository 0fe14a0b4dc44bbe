import ts from 'typescript';

/**
 * Mutants that Stryker does not make, one part dropped in each: an operand of `&&` or `||`, an item of a list that is computed, a
 * statement that only calls something, returns a refusal or throws; and a limit that is one more.
 */
export function partMutants(fileName, text) {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const mutants = [];
  const visit = (node) => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return;
    for (const change of changesOf(node)) mutants.push({ fileName, ...describe(source, change) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutants;
}

function changesOf(node) {
  if (ts.isBinaryExpression(node)) return operandDropped(node);
  if (ts.isArrayLiteralExpression(node)) return itemDropped(node);
  if (ts.isStatement(node)) return statementDropped(node);
  return ts.isVariableDeclaration(node) ? limitRaised(node) : [];
}

function operandDropped(node) {
  const { kind } = node.operatorToken;
  const isLogical = kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken;
  if (!isLogical) return [];
  return [node.left, node.right].map((kept) => ({ node, replacement: kept.getText(), name: 'operand dropped' }));
}

const isComputed = (item) => !ts.isLiteralExpression(item) && !ts.isArrayLiteralExpression(item);

function itemDropped(node) {
  const { elements } = node;
  if (elements.length < 2) return [];
  return elements.filter(isComputed).map((dropped) => {
    const kept = elements.filter((item) => item !== dropped).map((item) => item.getText());
    return { node, replacement: `[${kept.join(', ')}]`, name: 'item dropped' };
  });
}

function statementDropped(node) {
  const isCall = ts.isExpressionStatement(node) && ts.isCallExpression(node.expression);
  const isRefusal =
    ts.isReturnStatement(node) &&
    node.expression !== undefined &&
    /^(?:refuse|disprove)\b/.test(node.expression.getText());
  return isCall || isRefusal || ts.isThrowStatement(node)
    ? [{ node, replacement: ';', name: 'statement dropped' }]
    : [];
}

/** Constants of the module are limits, lengths and tags. */
function limitRaised({ initializer, parent }) {
  const isOfModule = ts.isSourceFile(parent.parent.parent);
  if (!isOfModule || initializer === undefined || !ts.isNumericLiteral(initializer)) return [];
  const raised = Number(initializer.getText().replaceAll('_', '')) + 1;
  return [{ node: initializer, replacement: String(raised), name: 'limit raised' }];
}

function describe(source, { node, replacement, name }) {
  const [start, end] = [node.getStart(), node.getEnd()].map((at) => {
    const { line, character } = source.getLineAndCharacterOfPosition(at);
    return { line: line + 1, column: character + 1 };
  });
  const { text } = source;
  const mutated = `${text.slice(0, node.getStart())}${replacement}${text.slice(node.getEnd())}`;
  return { location: { start, end }, replacement, mutatorName: name, mutated };
}
