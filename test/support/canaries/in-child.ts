// Loaded before a program of Node that a test starts.
import { enableCompileCache } from "node:module";
import { join } from "node:path";

// Programs are many and short: reading what follows anew each time would be a good part of them.
enableCompileCache(join(import.meta.dirname, "../../../node_modules/.cache/wardbook"));
const { notebookOfThisRun } = await import("./this-run.ts");
const notebook = notebookOfThisRun();
// Some are killed: what they noted by then counts.
setInterval(() => notebook.flush(), 250).unref();
