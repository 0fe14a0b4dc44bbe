import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { packages } from './scripts/layers.mjs';
import { allowedImports } from './scripts/lint/allowed-imports.mjs';
import { markupSinks, pageNetwork } from './scripts/lint/page-script.mjs';
import { pureGlobals, refusedEverywhere, refusedInPure } from './scripts/lint/purity.mjs';

const tests = ['**/*.test.ts', '**/*.test-d.ts', '**/*.bench.ts', 'packages/*/e2e/**', 'packages/*/bench/**'];
const pure = Object.keys(packages).filter((name) => packages[name].globals === 'pure');

const sizes = {
  'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
  'max-params': ['error', 4],
  'max-depth': ['error', 3],
  complexity: ['error', 15],
};

const correctness = {
  eqeqeq: 'error',
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-new-func': 'error',
  'no-param-reassign': 'error',
  'no-console': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
};

const typed = {
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
  ],
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/consistent-type-exports': 'error',
  '@typescript-eslint/strict-boolean-expressions': [
    'error',
    { allowNullableObject: false, allowNumber: true, allowString: false },
  ],
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  '@typescript-eslint/prefer-readonly': 'error',
  '@typescript-eslint/require-array-sort-compare': 'error',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/no-unused-vars': [
    'error',
    { varsIgnorePattern: '^_', argsIgnorePattern: '^_', ignoreRestSiblings: true },
  ],
  '@typescript-eslint/consistent-indexed-object-style': 'off',
  // Spreading a string into code points is what parsers do on purpose.
  '@typescript-eslint/no-misused-spread': 'off',
  // Unions are types and records are interfaces, but which one a name is, is not worth a rule.
  '@typescript-eslint/consistent-type-definitions': 'off',
};

export default tseslint.config(
  {
    ignores: [
      '**/*.d.ts',
      '**/dist/**',
      '**/build/**',
      '**/node_modules/**',
      'coverage/**',
      'fixtures/**',
      'examples/**',
      '.cache/**',
      // Made by scripts/write-report-client.mjs.
      'packages/report/src/html/client-code.ts',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: ['tsconfig.tests.json'], tsconfigRootDir: import.meta.dirname } },
    plugins: { assay: { rules: { 'allowed-imports': allowedImports } } },
    rules: {
      ...correctness,
      ...sizes,
      ...typed,
      'assay/allowed-imports': 'error',
      'no-restricted-syntax': ['error', ...refusedEverywhere],
    },
  },
  {
    // Runs in the reader's browser; texts reach the page as text nodes only.
    files: ['packages/report/client/*.ts'],
    languageOptions: { parserOptions: { project: ['packages/report/client/tsconfig.json'] } },
    rules: {
      'no-restricted-properties': ['error', ...markupSinks],
      'no-restricted-globals': ['error', ...pageNetwork],
    },
  },
  {
    files: pure.map((name) => `packages/${name}/src/**/*.ts`),
    rules: {
      'no-restricted-globals': ['error', ...pureGlobals],
      'no-restricted-syntax': ['error', ...refusedInPure],
    },
  },
  {
    files: tests,
    rules: {
      ...Object.fromEntries(Object.keys(sizes).map((rule) => [rule, 'off'])),
      'no-restricted-globals': 'off',
      'no-restricted-syntax': ['error', ...refusedEverywhere],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly', setTimeout: 'readonly', fetch: 'readonly' },
    },
    rules: { ...sizes, eqeqeq: 'error', 'prefer-const': 'error', 'object-shorthand': 'error' },
  },
  { files: ['*.config.ts', '*.config.mjs'], rules: { 'no-restricted-syntax': 'off' } },
);
