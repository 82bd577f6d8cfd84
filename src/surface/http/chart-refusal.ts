import { ChartError, type ChartErrorCode } from "../../custody/chart/index.ts";
import { MalformedInput } from "../../foundation/kernel/index.ts";
import { DatabaseError } from "../../foundation/platform/database/index.ts";
import { Refusal } from "./identity/index.ts";

const statusOf: Partial<Record<ChartErrorCode, number>> = {
  "chart/not-permitted": 403,
  "chart/outside-scope": 403,
  "chart/not-in-an-emergency": 403,
  "chart/restricted": 409,
  "chart/field-not-yours": 422,
  "chart/not-found": 404,
  "chart/deleted": 404,
  "chart/version-conflict": 409,
  "chart/busy": 503,
  "chart/precondition-failed": 409,
  "chart/signed-is-final": 409,
  "chart/against-rule": 422,
  "chart/taken": 409,
  "chart/altered": 409,
  "chart/invalid-resource": 422,
  "chart/unknown-patient": 422,
};

/** What an error of the chart means to an `/api` route; undefined when it is no refusal but a fault. */
export function chartRefusal(error: unknown): Refusal | undefined {
  if (error instanceof ChartError) {
    const status = statusOf[error.code];
    return status === undefined
      ? undefined
      : new Refusal(status, error.code, sentence(error.message), { path: error.path });
  }
  if (error instanceof MalformedInput)
    return new Refusal(400, error.code, sentence(error.message), { path: error.path });
  if (error instanceof DatabaseError && error.code === "database/unreachable") {
    return new Refusal(
      503,
      error.code,
      "The database can't be reached just now. Nothing was changed or disclosed; try again.",
      { headers: { "retry-after": "2" } },
    );
  }
  return undefined;
}

export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
