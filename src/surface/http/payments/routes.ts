import type { FastifyInstance } from "fastify";
import { z } from "zod";
import {
  type OnlineList,
  type OnlinePayment,
  type OnlineSettings,
  type OnlineStanding,
  newOnlinePayment,
  newOnlineRefund,
  onlineQuery,
  onlineSettings as onlineSettingsInput,
  uuid,
} from "../../../../contract/index.ts";
import { type OnlinePayments, ProviderError, onlineSettings } from "../../../care/payments/index.ts";
import type { Settings } from "../../../custody/identity/index.ts";
import { type Clock, type ResourceId, parseResourceId } from "../../../foundation/kernel/index.ts";
import { requireBilling } from "../billing/index.ts";
import { type Authenticate, parseInput, requirePermission, requireStepUp } from "../identity/index.ts";
import { refuseCardNumbers } from "../no-card-numbers.ts";
import { answerPaymentProblem } from "./problem-handler.ts";

export interface PaymentRoutesPorts {
  readonly payments: OnlinePayments;
  readonly settings: Pick<Settings, "change" | "get">;
  readonly authenticate: Authenticate;
  readonly now: Clock;
}

const path = z.object({ id: uuid });
const largestNotice = 256 * 1024;

/** Fastify plugin: payment on a provider's pages. What the caller may see and do of it the chart decides, record by record. */
export async function paymentRoutes(
  app: FastifyInstance,
  { payments, settings, authenticate, now }: PaymentRoutesPorts,
): Promise<void> {
  app.setErrorHandler(answerPaymentProblem);
  await app.register(async (ours) => {
    refuseCardNumbers(ours, "payments/card-number");
    const idIn = (params: unknown) => parseResourceId(parseInput(path, params).id);
    const isId = (id: string | undefined): ResourceId | undefined =>
      id === undefined ? undefined : parseResourceId(id);

    ours.get("/api/payments/standing", async (request): Promise<OnlineStanding> => {
      const caller = await requireBilling(authenticate, request, "s", "Invoice");
      return payments.standing(caller);
    });

    ours.get("/api/payments/settings", async (request): Promise<OnlineSettings> => {
      const { tenant } = await requirePermission(authenticate, request, "policies.manage");
      return settings.get(tenant, onlineSettings);
    });

    ours.put("/api/payments/settings", async (request): Promise<OnlineSettings> => {
      const caller = await requirePermission(authenticate, request, "policies.manage");
      requireStepUp(caller, now());
      const value = parseInput(onlineSettingsInput, request.body);
      const detail = "words on the page where people pay online";
      await settings.change(caller, caller.tenant, onlineSettings, () => ({ value, detail }));
      return settings.get(caller.tenant, onlineSettings);
    });

    ours.get("/api/payments/online", async (request): Promise<OnlineList> => {
      const caller = await requireBilling(authenticate, request, "s", "PaymentNotice");
      const { patient } = parseInput(onlineQuery, request.query);
      return { payments: (await payments.of(caller, parseResourceId(patient))).map(answered) };
    });

    ours.post("/api/payments/online", async (request, reply) => {
      // Whoever reads their own invoices may pay them: what for and how much isn't theirs to say.
      const caller = await requireBilling(authenticate, request, "s", "Invoice");
      // The house's clerk writes for patients alone: a program or a role that reads everybody's invoices asks nobody for money.
      if (caller.reach !== "patient") await requireBilling(authenticate, request, "c", "PaymentNotice");
      const { patientId, invoiceIds, branchId, ...rest } = parseInput(newOnlinePayment, request.body);
      const made = await payments.ask(caller, {
        ...rest,
        patientId: parseResourceId(patientId),
        invoiceIds: invoiceIds?.map((id) => parseResourceId(id)),
        branchId: isId(branchId),
      });
      return reply.code(201).send(answered(made));
    });

    ours.post("/api/payments/online/:id/look", async (request): Promise<OnlinePayment> => {
      const caller = await requireBilling(authenticate, request, "r", "PaymentNotice");
      return answered(await payments.look(caller, idIn(request.params)));
    });

    ours.post("/api/payments/online/:id/withdraw", async (request): Promise<OnlinePayment> => {
      const caller = await requireBilling(authenticate, request, "u", "PaymentNotice");
      return answered(await payments.withdraw(caller, idIn(request.params)));
    });

    ours.post("/api/payments/refunds", async (request, reply) => {
      const caller = await requireBilling(authenticate, request, "c", "PaymentNotice");
      const { paymentId, ...rest } = parseInput(newOnlineRefund, request.body);
      const made = await payments.refund(caller, { ...rest, paymentId: parseResourceId(paymentId) });
      return reply.code(201).send(answered(made));
    });
  });

  await app.register(async (notices) => {
    // The signature is over the bytes.
    notices.removeAllContentTypeParsers();
    notices.addContentTypeParser(
      "application/json",
      { parseAs: "buffer", bodyLimit: largestNotice },
      (_request, body, done) => done(null, body),
    );
    notices.post("/api/payments/notices/stripe", { bodyLimit: largestNotice }, async (request, reply) => {
      const signature = request.headers["stripe-signature"];
      if (typeof signature !== "string" || !Buffer.isBuffer(request.body))
        throw new ProviderError("payments/not-signed", "the notice isn't signed by the provider");
      await payments.notice(request.body, signature);
      return reply.code(204).send();
    });
  });
}

type Online = Awaited<ReturnType<OnlinePayments["look"]>>;

function answered({ invoiceIds, ...rest }: Online): OnlinePayment {
  return { ...rest, invoiceIds: [...invoiceIds] };
}
