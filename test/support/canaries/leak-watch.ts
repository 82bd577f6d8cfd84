import { mkdtempSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Reporter, TestModule, Vitest } from "vitest/node";
import { type Leak, findLeaks } from "./find-leaks.ts";
import { type Notebook, openNotebook } from "./notebook.ts";
import { directoryVariable } from "./this-run.ts";

const mostShown = 20;

/** Looks, when a run ends, for every key, secret and patient of its tests in everything that its servers and programs told, and fails
 *  the run where it finds one. */
export class LeakWatch implements Reporter {
  #notebook: Notebook | undefined;
  #directory = "";
  #told: readonly Leak[] | undefined;
  #run: Vitest | undefined;

  onInit(run: Vitest): void {
    this.#run = run;
    mkdirSync(".tmp", { recursive: true });
    this.#directory = mkdtempSync(join(process.cwd(), ".tmp", "canaries-"));
    // Workers inherit it.
    process.env[directoryVariable] = this.#directory;
    this.#notebook = openNotebook(this.#directory);
  }

  onUserConsoleLog({ content, type, taskId }: Parameters<NonNullable<Reporter["onUserConsoleLog"]>>[0]): void {
    const file = taskId === undefined ? undefined : this.#run?.state.idMap.get(taskId)?.file.filepath;
    this.#notebook?.enter(file ?? "");
    this.#notebook?.told(`console (${type})`, content);
  }

  onTestRunEnd(
    _: readonly TestModule[],
    errors: readonly { readonly stack?: string; readonly message: string }[],
  ): void {
    for (const { stack, message } of errors) this.#notebook?.told("an unhandled error", `${message}\n${stack ?? ""}\n`);
    this.#notebook?.flush();
    const startedAt = performance.now();
    const { leaks, sought, bytes } = findLeaks(this.#directory);
    rmSync(this.#directory, { recursive: true, force: true });
    this.#told = leaks;
    const took = ((performance.now() - startedAt) / 1000).toFixed(1);
    const counts = `${sought.key} keys, ${sought.secret} secrets and ${sought.patient} texts of patients`;
    const lines = leaks
      .slice(0, mostShown)
      .map(({ kind, file, by, line, text, from }) => `  a ${kind} of ${from} in ${file}, ${by}, line ${line}: ${text}`);
    process.once("beforeExit", () =>
      process.stdout.write(
        [`${leaks.length} leaks: looked for ${counts} in ${bytes} bytes of output (${took} s)`, ...lines, ""].join(
          "\n",
        ),
      ),
    );
    if (leaks.length > 0) process.exitCode = 1;
  }

  /** How many were found; what follows in the list of reporters may ask. */
  get found(): number {
    return this.#told?.length ?? 0;
  }
}
