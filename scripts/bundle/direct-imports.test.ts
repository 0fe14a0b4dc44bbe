import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { withDirectImports } from './direct-imports.mjs';

const packages = fileURLToPath(new URL('../../packages', import.meta.url));
const importer = `${packages}/cli/src/commands/verify.ts`;

describe('imports from a package’s index', () => {
  it('become imports from the files behind it, also behind an index inside it and one of another package', () => {
    const source =
      "import { createHttpSource, readClientConfiguration as read, type HttpSource } from '@assay/acquire';\nread();\n";
    const text = withDirectImports(source, importer);
    expect(text).toContain(
      `import { createHttpSource as createHttpSource } from '${packages}/acquire/dist/http/http-source.js';`,
    );
    expect(text).toContain(
      `import { readClientConfiguration as read } from '${packages}/acquire/dist/client-config/read-client-configuration.js';`,
    );
    expect(text.endsWith('\nread();\n')).toBe(true);
    const through = withDirectImports("import { codeInfo } from '@assay/verifier';", importer);
    expect(through).toBe(`import { codeInfo as codeInfo } from '${packages}/checks/dist/catalogue.js';`);
  });

  it('of other packages, and of names that the index makes itself, stay', () => {
    for (const text of [
      "import { load } from 'js-yaml';",
      "import { join } from 'node:path';",
      "import { a } from './a.js';",
    ]) {
      expect(withDirectImports(text, importer)).toBe(text);
    }
    expect(withDirectImports("import { unknown } from '@assay/model';", importer)).toBe(
      `import { unknown as unknown } from '${packages}/model/dist/index.js';`,
    );
  });
});
