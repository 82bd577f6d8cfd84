export { createDemonstration } from "./create-demonstration.ts";
export { createSetUp, shortNameOf } from "./set-up.ts";
export type { SetUp } from "./set-up.ts";
