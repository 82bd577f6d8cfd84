import { type Logger, pino } from "pino";
import { notebookOfThisRun } from "./canaries/index.ts";

/** A log that tells all, with nothing hidden from it, and is looked through for what must be in none when the run ends.
 *  @param keep given each line */
export function toldLog(keep: (line: string) => void = () => undefined): Logger {
  const notebook = notebookOfThisRun();
  const write = (line: string) => {
    notebook.told("log", line);
    keep(line);
  };
  return pino({ level: "trace" }, { write });
}
