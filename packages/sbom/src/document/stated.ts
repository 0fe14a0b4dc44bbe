/** Fields that have a value: absent and `undefined` are two things in the document's types, and one in its text. */
export type Stated<Fields> = { readonly [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

/** A copy without the fields that are undefined, empty lists and empty texts: nobody stated them. */
export function stated<Fields extends object>(fields: Fields): Stated<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => isStated(value))) as Stated<Fields>;
}

function isStated(value: unknown): boolean {
  return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
}
