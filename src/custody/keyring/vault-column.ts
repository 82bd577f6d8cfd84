/** A column whose values the organisation's vault sealed. Whoever seals there says so beside the table: by these the vault's key is
 *  rotated, and a column that nobody spoke for fails a test. */
export interface VaultColumn {
  /** Without its schema; its organisation is in the column `tenant`. */
  readonly table: string;
  readonly column: string;
  /** The primary key, without the organisation. */
  readonly key: readonly string[];
  /** Further columns that the context is made of. */
  readonly also?: readonly string[];
  /** What the value may have been sealed as, the likeliest first. A method, so that each names the columns that it takes. */
  contexts(row: object): readonly string[];
  /** Another key sealed some of the values: what no key of the vault opens is left alone. */
  readonly mayBeAnothers?: true;
}
