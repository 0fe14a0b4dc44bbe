/** The part of `process` that the command line uses: everything it can see and touch; and what it is. */
export interface Terminal {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  exitCode?: number | string | null | undefined;
  cwd(): string;
  /** Names the code that runs, where later runs of the same code may build on what this one finds out. */
  readonly codeIdentity?: string;
}
