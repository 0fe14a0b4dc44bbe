/** What a run has around it. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The step's log. */
  readonly stdout: NodeJS.WritableStream;
}
