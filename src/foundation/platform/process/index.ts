export { forbidCoreDumps } from "./core-dumps.ts";
export { keepHeapSmall } from "./keep-heap-small.ts";
