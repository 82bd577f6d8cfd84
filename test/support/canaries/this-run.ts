import { watchProcess } from "./hooks.ts";
import { type Notebook, openNotebook } from "./notebook.ts";

/** Where the run's notebooks lie; unset outside a run. */
export const directoryVariable = "CANARIES";

/** Test files share a process, and what it has loaded, but a setup file's modules may be loaded anew. */
const place = Symbol.for("wardbook.test.canaries");

const nothing: Notebook = {
  mind: () => undefined,
  mindBytes: () => undefined,
  told: () => undefined,
  enter: () => undefined,
  flush: () => undefined,
};

/** The notebook of this process; one that keeps nothing outside a run. */
export function notebookOfThisRun(): Notebook {
  const known: unknown = Reflect.get(globalThis, place);
  if (known !== undefined) return known as Notebook;
  const directory = process.env[directoryVariable];
  if (directory === undefined) return nothing;
  const notebook = openNotebook(directory);
  let from = process.env["CANARIES_FROM"] ?? "";
  if (from !== "") notebook.enter(from);
  const followed: Notebook = {
    ...notebook,
    enter(testFile) {
      from = testFile;
      notebook.enter(testFile);
    },
  };
  Reflect.set(globalThis, place, followed);
  watchProcess(followed, directory, () => from);
  return followed;
}
