import { ResidueError } from "./assurance/residue/index.ts";
import type { Residue } from "./wire-residue.ts";

const often = 5 * 60_000;

export interface ClearingBySchedule {
  /** Clears now, where there is something; joins a clearing that is under way. */
  look(): Promise<void>;
  /** Breaks off a clearing that is under way, between two tables: it is begun anew another time. */
  stop(): Promise<void>;
}

/** After each destruction of keys, takes what it deleted off the database's disk: within minutes, by whichever server comes first, and again
 *  from the beginning where one was broken off. */
export function clearBySchedule(
  residue: Pick<Residue, "clearWhatIsLeft">,
  { onFailure }: { readonly onFailure: (error: unknown) => void },
): ClearingBySchedule {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  function look(): Promise<void> {
    running ??= residue
      .clearWhatIsLeft(stopping.signal)
      .then(() => undefined)
      .catch((error: unknown) => {
        const isExpected =
          error instanceof ResidueError &&
          (error.code === "residue/clearing-elsewhere" || error.code === "residue/stopped");
        if (!isExpected) onFailure(error);
      })
      .finally(() => (running = undefined));
    return running;
  }

  const timer = setInterval(() => void look(), often);
  return {
    look,
    async stop() {
      stopping.abort();
      clearInterval(timer);
      await running;
    },
  };
}
