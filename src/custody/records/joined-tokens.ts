/** Tokens of several rows in one array, and the stretch of each row in it, counted from 1 as PostgreSQL does. */
export interface JoinedTokens {
  readonly first: readonly number[];
  readonly last: readonly number[];
  /** 8 bytes each. */
  readonly all: Buffer;
}

export function joinTokens(rows: readonly { readonly tokens: Buffer }[]): JoinedTokens {
  const first: number[] = [];
  const last: number[] = [];
  let count = 0;
  for (const { tokens } of rows) {
    first.push(count + 1);
    count += tokens.length / 8;
    last.push(count);
  }
  return { first, last, all: Buffer.concat(rows.map(({ tokens }) => tokens)) };
}
