import { z } from "zod";
import { problem } from "../../../contract/index.ts";
import { RequestFailure, unreadable } from "./request-failure.ts";
import { say } from "../words/index.ts";

const operationOutcome = z.object({
  resourceType: z.literal("OperationOutcome"),
  issue: z
    .array(
      z.object({
        code: z.string(),
        diagnostics: z.string().optional(),
        details: z
          .object({
            text: z.string().optional(),
            coding: z.array(z.object({ code: z.string().optional() })).optional(),
          })
          .optional(),
        expression: z.array(z.string()).optional(),
      }),
    )
    .min(1),
});

/** Turns a refusing answer's body (a problem or an OperationOutcome) into a failure.
 *  @param retryAt wall-clock milliseconds before which another try is refused too */
export function readProblem(status: number, body: unknown, retryAt?: number): RequestFailure {
  const plain = problem.safeParse(body);
  if (plain.success) return new RequestFailure("refused", status, plain.data, body, retryAt);
  const outcome = operationOutcome.safeParse(body);
  const issue = outcome.data?.issue[0];
  if (issue === undefined) return unreadable(status);
  return new RequestFailure(
    "refused",
    status,
    {
      code: issue.details?.coding?.[0]?.code ?? issue.code,
      message: issue.details?.text ?? issue.diagnostics ?? say("refusedWithoutWhy"),
      path: issue.expression?.[0],
    },
    body,
  );
}
