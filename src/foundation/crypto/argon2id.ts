import type { Algorithm } from "@node-rs/argon2";

/** The library's number for argon2id; its own constant is a TypeScript const enum, which has no value at run time. */
export const argon2id: Algorithm = 2;

/** What argon2id costs each try. Recorded beside what it protects, so that the defaults can rise. */
export interface ArgonCost {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}
