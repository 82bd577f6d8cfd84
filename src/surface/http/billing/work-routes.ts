import type { FastifyInstance } from "fastify";
import { z } from "zod";
import {
  type BillingWaiting,
  type CheckedPaper,
  type SettledAppointment,
  checkPaper,
  settleAppointment,
  uuid,
  billingWaitingQuery,
} from "../../../../contract/index.ts";
import type { Billing, Papers } from "../../../care/billing/index.ts";
import { parseResourceId } from "../../../foundation/kernel/index.ts";
import { type Authenticate, parseInput } from "../identity/index.ts";
import { answerBillingProblem } from "./problem-handler.ts";
import { requireBilling } from "./require-billing.ts";
import { writable } from "./writable.ts";

export interface BillingWorkPorts {
  readonly billing: Pick<Billing, "waiting" | "settle">;
  readonly papers: Papers;
  readonly authenticate: Authenticate;
}

const path = z.object({ id: uuid });

/** Fastify plugin: what waits at the desk, what came of an appointment, and paper. */
export async function billingWorkRoutes(
  app: FastifyInstance,
  { billing, papers, authenticate }: BillingWorkPorts,
): Promise<void> {
  app.setErrorHandler(answerBillingProblem);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });
  const idIn = (params: unknown) => parseResourceId(parseInput(path, params).id);

  app.get("/api/billing/waiting", async (request): Promise<BillingWaiting> => {
    const caller = await requireBilling(authenticate, request, "s", "Invoice");
    const { branch } = parseInput(billingWaitingQuery, request.query);
    return writable(await billing.waiting(caller, branch === undefined ? undefined : parseResourceId(branch)));
  });

  app.post("/api/billing/appointments/:id/settle", async (request, reply) => {
    const caller = await requireBilling(authenticate, request, "c", "ChargeItem");
    const { branchId, ...rest } = parseInput(settleAppointment, request.body);
    const asked = { ...rest, branchId: parseResourceId(branchId) };
    const settled = await billing.settle(caller, idIn(request.params), asked);
    return reply.code(settled.isNew ? 201 : 200).send(writable(settled) satisfies SettledAppointment);
  });

  for (const [name, type] of [
    ["invoices", "Invoice"],
    ["payments", "PaymentNotice"],
  ] as const)
    app.post(`/api/billing/${name}/:id/print`, async (request, reply) => {
      // Printing marks what is printed.
      const caller = await requireBilling(authenticate, request, "u", type);
      const { bytes, isCopy, number } = await papers.print(caller, type, idIn(request.params));
      return reply
        .header("content-type", "application/pdf")
        .header("content-disposition", `attachment; filename="${number.replaceAll(/[^\w.-]/g, "_")}.pdf"`)
        .header("x-wardbook-copy", isCopy ? "yes" : "no")
        .send(Buffer.from(bytes));
    });

  app.post("/api/billing/papers/check", async (request): Promise<CheckedPaper> => {
    const caller = await requireBilling(authenticate, request, "s", "Invoice");
    const { type, id, patient } = await papers.check(caller, parseInput(checkPaper, request.body));
    return { kind: type === "Invoice" ? "invoice" : "payment", id, patientId: patient };
  });
}
