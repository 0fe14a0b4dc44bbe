import { mintLicenseIssuer } from './license-issuer.js';

/** Files of a licence package before they are packed. */
export interface FilesPlan {
  readonly token: string;
  /** Where the token stands. */
  readonly tokenPath: string;
  /** Where the code stands. */
  readonly codePath: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

/** The usual files and others over them; undefined takes a file away. */
export function filesOver(
  usual: FilesPlan['files'],
  others: Readonly<Record<string, string | Uint8Array | undefined>> = {},
): FilesPlan['files'] {
  const all: [string, string | Uint8Array | undefined][] = Object.entries({ ...usual, ...others });
  return Object.fromEntries(all.filter((entry): entry is [string, string | Uint8Array] => entry[1] !== undefined));
}

/** One thing that is done to a plan. */
export type PlanChange = <Plan extends FilesPlan>(plan: Plan) => Plan;

/** Both, one after the other. */
export function both<Plan>(first: (plan: Plan) => Plan, second: (plan: Plan) => Plan): (plan: Plan) => Plan {
  return (plan) => second(first(plan));
}

/** Adds a file, or puts other content into one. */
export function withFile(path: string, content: string): PlanChange {
  return (plan) => ({ ...plan, files: { ...plan.files, [path]: content } });
}

/** Takes a file away. */
export function withoutFile(which: (plan: FilesPlan) => string): PlanChange {
  return (plan) => {
    const path = which(plan);
    return { ...plan, files: Object.fromEntries(Object.entries(plan.files).filter(([name]) => name !== path)) };
  };
}

/** Changes the text of the code. */
export function onCode(change: (code: string) => string): PlanChange {
  return (plan) => withFile(plan.codePath, change(String(plan.files[plan.codePath])))(plan);
}

/** Two thousand empty files in a folder. */
export function withManyFiles(folder: string): PlanChange {
  const more = Array.from({ length: 2000 }, (_, at) => [`${folder}/${String(at)}.txt`, ''] as const);
  return (plan) => ({ ...plan, files: { ...plan.files, ...Object.fromEntries(more) } });
}

/** A token that another issuer signed for somebody else. */
export function foreignToken(): string {
  return mintLicenseIssuer('stranger').token('Somebody Else Ltd');
}

/** Changes the token where it stands. */
function onToken(change: (token: string) => string): PlanChange {
  return (plan) => withFile(plan.tokenPath, change(plan.token))(plan);
}

/** The changes that every kind of licence package can suffer. */
export const tokenChanges = {
  'empty-token': { about: 'the file of the token is empty', change: onToken(() => '') },
  'foreign-token': { about: 'a token that another issuer signed', change: onToken(() => `${foreignToken()}\n`) },
  'garbled-token': {
    about: 'a token of which one character is other',
    change: onToken((token) => {
      const at = token.length >> 1;
      return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}\n`;
    }),
  },
  'revoked-token': {
    about: 'nothing is wrong: put its token on a revocation list',
    change: onToken((token) => `${token}\n`),
  },
  'large-file': {
    about: 'two MiB of blanks behind the token',
    change: onToken((token) => `${token}\n${' '.repeat(2 ** 21)}`),
  },
  'no-license-file': {
    about: 'the file of the token is missing',
    change: withoutFile(({ tokenPath }) => tokenPath),
  },
  'no-code': { about: 'the code is missing', change: withoutFile(({ codePath }) => codePath) },
} as const satisfies Readonly<Record<string, { readonly about: string; readonly change: PlanChange }>>;
