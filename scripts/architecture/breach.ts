/** One breach: where, and what is wrong there. */
export interface Breach {
  readonly path: string;
  readonly what: string;
}
