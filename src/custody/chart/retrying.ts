import type { ExpectedVersion } from "./change.ts";
import { ChartError, RuleOvertaken } from "./chart-error.ts";
import { isConflict } from "./writing.ts";

const mostAttempts = 5;
/** A rule's grounds change with every write of its kind: at a busy desk it is overtaken more often than a record. */
const mostOvertaken = 40;
/** Together with how many are prepared at a time: one that overtakes itself would keep the house busy for minutes. */
const mostPrepared = 1_000;

/** Tries a change again when somebody else's version came first and the caller didn't insist on one. */
export async function retrying<T>(expected: ExpectedVersion, attempt: () => Promise<T>, changes = 1): Promise<T> {
  const most = Math.max(mostAttempts, Math.min(mostOvertaken, Math.floor(mostPrepared / changes)));
  let overtaken = 0;
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof RuleOvertaken && (overtaken += 1) < most) {
        tried -= 1;
        continue;
      }
      if (error instanceof RuleOvertaken) throw changedTooOften(error);
      if (!isConflict(error)) throw error;
      if (expected !== undefined)
        throw new ChartError("chart/precondition-failed", "somebody changed it meanwhile: read it again", {
          cause: error,
        });
      if (tried === mostAttempts) throw changedTooOften(error);
    }
  }
}

function changedTooOften(cause: unknown): ChartError {
  return new ChartError("chart/version-conflict", "it is being changed too often at this moment: try again", { cause });
}
