/** What a registry says at one path. */
export interface RegistryAnswer {
  readonly body: Uint8Array;
  readonly type: string;
  /** Further header fields. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a registry says where it gives no content: not modified, not you, not here. */
export interface RegistryRefusal {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
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
