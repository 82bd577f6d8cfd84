export { keepHeapSmall } from "./keep-heap-small.ts";
export { keepMemoryPrivate } from "./keep-memory-private.ts";
