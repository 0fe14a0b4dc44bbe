declare module 'spdx-expression-parse' {
  interface Leaf {
    readonly license: string;
    readonly plus?: true;
    readonly exception?: string;
  }
  interface Branch {
    readonly left: Node;
    readonly conjunction: 'and' | 'or';
    readonly right: Node;
  }
  type Node = Leaf | Branch;
  /** Throws for what is no expression. Recursive, and exact about the case of ids. */
  export default function parse(text: string): Node;
}
