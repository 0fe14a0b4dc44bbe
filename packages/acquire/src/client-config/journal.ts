/** What reading finds worth saying, and what must never be said. */
export interface Journal {
  /** One sentence for people, without secrets. */
  note(sentence: string): void;
  /** A text that output must never contain. */
  secret(text: string): void;
  readonly notes: readonly string[];
  readonly secrets: readonly string[];
}

/** A journal that keeps each sentence and each secret once, in the order they came. */
export function newJournal(): Journal {
  const notes = new Set<string>();
  const secrets = new Set<string>();
  return {
    note: (sentence) => void notes.add(sentence),
    secret: (text) => {
      if (text !== '') secrets.add(text);
    },
    get notes() {
      return [...notes];
    },
    get secrets() {
      return [...secrets];
    },
  };
}
