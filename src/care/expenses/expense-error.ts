import { ChartError } from "../../custody/chart/index.ts";
import { CodedError } from "../../foundation/kernel/index.ts";

export type ExpenseErrorCode =
  /** There is nothing of that id, or the caller may not see it. */
  | "expenses/unknown"
  | "expenses/unknown-branch"
  /** The rules don't let it be. */
  | "expenses/refused"
  | "expenses/changed-meanwhile"
  | "expenses/unsuitable"
  /** A file that is no receipt. */
  | "expenses/no-receipt";

/** Why expenses refuse. */
export class ExpenseError extends CodedError<ExpenseErrorCode> {}

export function unknownHere(): ExpenseError {
  return new ExpenseError("expenses/unknown", "there is nothing of that id that you may see");
}

/** What the chart refuses, in expenses' words. */
export function inExpenseWords(error: unknown): unknown {
  if (!(error instanceof ChartError)) return error;
  if (error.code === "chart/against-rule")
    return new ExpenseError("expenses/refused", error.message, { path: error.path, cause: error });
  if (error.code === "chart/precondition-failed")
    return new ExpenseError("expenses/changed-meanwhile", "somebody changed it meanwhile: look at it again", {
      cause: error,
    });
  return error;
}
