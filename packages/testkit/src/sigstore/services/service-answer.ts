/** What a service says to one request. */
export interface ServiceAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: Uint8Array;
}

/** JSON. */
export function jsonAnswer(status: number, value: unknown): ServiceAnswer {
  return { status, type: 'application/json', body: Buffer.from(JSON.stringify(value)) };
}

/** A refusal as Sigstore's services write it. */
export function refusedAnswer(status: number, message: string): ServiceAnswer {
  return jsonAnswer(status, { code: status, message });
}
