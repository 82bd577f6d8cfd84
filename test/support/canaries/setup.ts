import { afterAll, expect } from "vitest";
import { notebookOfThisRun } from "./this-run.ts";

const notebook = notebookOfThisRun();
notebook.enter(expect.getState().testPath ?? "");
// The first to be registered, hence the last to run: after what the file itself does at its end.
afterAll(() => notebook.flush());
