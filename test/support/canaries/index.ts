export { findLeaks } from "./find-leaks.ts";
export type { Leak } from "./find-leaks.ts";
export { mindPatients } from "./harvest.ts";
export { openNotebook } from "./notebook.ts";
export { notebookOfThisRun } from "./this-run.ts";
