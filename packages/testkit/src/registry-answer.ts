/** What a registry says at one path. */
export interface RegistryAnswer {
  readonly body: Uint8Array;
  readonly type: string;
}

/** Answers by path below the registry's base. */
export type RegistryContent = ReadonlyMap<string, RegistryAnswer>;

/** A JSON document. */
export function jsonAnswer(value: unknown): RegistryAnswer {
  return { body: Buffer.from(JSON.stringify(value)), type: 'application/json' };
}

/** A text document. */
export function textAnswer(text: string): RegistryAnswer {
  return { body: Buffer.from(text), type: 'text/plain; charset=utf-8' };
}

/** A file. */
export function fileAnswer(body: Uint8Array): RegistryAnswer {
  return { body, type: 'application/octet-stream' };
}
