/** What Assay uses of npm's own configuration reader, which ships no types. */
declare module '@npmcli/config' {
  interface Options {
    definitions: object;
    shorthands: object;
    flatten: unknown;
    nerfDarts: readonly string[];
    npmPath: string;
    env: Record<string, string>;
    argv: readonly string[];
    execPath: string;
    cwd: string;
    warn: boolean;
  }
  interface Level {
    /** Inherits the next lower level's: only its own keys are this level's. */
    readonly data: Readonly<Record<string, unknown>>;
    /** The file, or what it is instead. */
    readonly source: string | null;
    readonly loadError?: (Error & { code?: string }) | undefined;
  }
  export default class Config {
    constructor(options: Options);
    load(): Promise<void>;
    readonly data: ReadonlyMap<string, Level>;
  }
}

declare module '@npmcli/config/lib/definitions/index.js' {
  const contents: {
    readonly definitions: object;
    readonly shorthands: object;
    readonly flatten: unknown;
    readonly nerfDarts: readonly string[];
    readonly defaults: Readonly<Record<string, unknown>>;
  };
  export default contents;
}
