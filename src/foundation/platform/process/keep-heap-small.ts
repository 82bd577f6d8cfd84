import { setFlagsFromString } from "node:v8";

/** Keeps the young part of the heap at its first size. Bulk work otherwise lets it grow to where the process holds 100 MB more:
 *  importing 18,198 resources took 341 MB with it and 234 MB without, in the same time. */
export function keepHeapSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}
