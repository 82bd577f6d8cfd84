type Writable<T> = T extends string | number | boolean | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? Writable<Item>[]
    : { -readonly [Key in keyof T]: Writable<T[Key]> };

/** The contract's types of lists can be written to. */
export function writable<T>(answer: T): Writable<T> {
  return answer as Writable<T>;
}
