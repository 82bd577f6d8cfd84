export { createSetUp, shortNameOf } from "./set-up.ts";
export type { SetUp } from "./set-up.ts";
