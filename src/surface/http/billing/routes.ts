import type { FastifyInstance } from "fastify";
import { z } from "zod";
import {
  type BillingSettings,
  type CarePackage,
  type CashUp,
  type DuesList,
  type Invoice,
  type PackageList,
  type Payment,
  type Price,
  type PriceList,
  type SoldPackage,
  type Statement,
  type TookPayment,
  type Transferred,
  actOnInvoice,
  actOnPackage,
  actOnRefund,
  billingSettings as billingSettingsInput,
  cashUpQuery,
  changedPrice,
  duesQuery,
  newCashUp,
  newCreditNote,
  newInvoice,
  newPackage,
  newPayment,
  newPrice,
  newRefund,
  packagesQuery,
  statementQuery,
  transferSessions,
  undoSession,
  useSession,
  uuid,
} from "../../../../contract/index.ts";
import { type Billing, BillingError, billingSettings } from "../../../care/billing/index.ts";
import type { Settings } from "../../../custody/identity/index.ts";
import { type Clock, parseResourceId } from "../../../foundation/kernel/index.ts";
import { changeInWords } from "../change-in-words.ts";
import { type Authenticate, parseInput, requirePermission, requireStepUp } from "../identity/index.ts";
import { answerBillingProblem } from "./problem-handler.ts";
import { requireBilling } from "./require-billing.ts";
import { writable } from "./writable.ts";

export interface BillingRoutesPorts {
  readonly billing: Billing;
  readonly settings: Pick<Settings, "change">;
  readonly authenticate: Authenticate;
  readonly now: Clock;
}

const path = z.object({ id: uuid });
const sessionPath = z.object({ id: uuid, session: uuid });

/** Fastify plugin: money at the desk. What the caller may see and do of it the chart decides, record by record. */
export async function billingRoutes(
  app: FastifyInstance,
  { billing, settings, authenticate, now }: BillingRoutesPorts,
): Promise<void> {
  app.setErrorHandler(answerBillingProblem);
  app.addHook("onSend", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });
  const idIn = (params: unknown) => parseResourceId(parseInput(path, params).id);

  app.get("/api/billing/settings", async (request): Promise<BillingSettings> => {
    const caller = await requireBilling(authenticate, request, "s", "ChargeItemDefinition");
    return writable(await billing.settings(caller));
  });

  app.put("/api/billing/settings", async (request): Promise<BillingSettings> => {
    const caller = await requirePermission(authenticate, request, "policies.manage");
    requireStepUp(caller, now());
    const { digits: _given, ...next } = parseInput(billingSettingsInput, request.body);
    try {
      await settings.change(caller, caller.tenant, billingSettings, (before) => ({
        value: next,
        detail: changeInWords(before, next),
      }));
    } catch (error) {
      if (error instanceof RangeError) throw new BillingError("billing/unsuitable", error.message, { cause: error });
      throw error;
    }
    return writable(await billing.settings(caller));
  });

  app.get("/api/billing/prices", async (request): Promise<PriceList> => {
    const caller = await requireBilling(authenticate, request, "s", "ChargeItemDefinition");
    return writable(await billing.prices(caller));
  });

  app.post("/api/billing/prices", async (request, reply) => {
    const caller = await requireBilling(authenticate, request, "c", "ChargeItemDefinition");
    const made = await billing.makePrice(caller, priceIn(parseInput(newPrice, request.body)));
    return reply.code(201).send(writable(made) satisfies Price);
  });

  app.put("/api/billing/prices/:id", async (request): Promise<Price> => {
    const caller = await requireBilling(authenticate, request, "u", "ChargeItemDefinition");
    const id = idIn(request.params);
    return writable(await billing.changePrice(caller, { ...priceIn(parseInput(changedPrice, request.body)), id }));
  });

  app.post("/api/billing/invoices", async (request, reply) => {
    const caller = await requireBilling(authenticate, request, "c", "Invoice");
    const { patientId, branchId, ...rest } = parseInput(newInvoice, request.body);
    const asked = { ...rest, patientId: parseResourceId(patientId), branchId: parseResourceId(branchId) };
    const { invoice, created } = await billing.makeInvoice(caller, asked);
    return reply.code(created ? 201 : 200).send(writable(invoice) satisfies Invoice);
  });

  app.get("/api/billing/invoices/:id", async (request): Promise<Invoice> => {
    const caller = await requireBilling(authenticate, request, "r", "Invoice");
    return writable(await billing.invoice(caller, idIn(request.params)));
  });

  app.post("/api/billing/invoices/:id/issue", async (request): Promise<Invoice> => {
    const caller = await requireBilling(authenticate, request, "u", "Invoice");
    const { version } = parseInput(actOnInvoice, request.body);
    return writable(await billing.issueInvoice(caller, idIn(request.params), version));
  });

  app.post("/api/billing/invoices/:id/discard", async (request): Promise<Invoice> => {
    const caller = await requireBilling(authenticate, request, "u", "Invoice");
    const { version } = parseInput(actOnInvoice, request.body);
    return writable(await billing.discardInvoice(caller, idIn(request.params), version));
  });

  app.post("/api/billing/invoices/:id/credit", async (request, reply) => {
    const caller = await requireBilling(authenticate, request, "c", "Invoice");
    const asked = parseInput(newCreditNote, request.body);
    const { invoice, created } = await billing.creditInvoice(caller, idIn(request.params), asked);
    return reply.code(created ? 201 : 200).send(writable(invoice) satisfies Invoice);
  });

  app.post("/api/billing/payments", async (request, reply) => {
    const caller = await requireBilling(authenticate, request, "c", "PaymentNotice");
    const { patientId, branchId, ...rest } = parseInput(newPayment, request.body);
    const asked = { ...rest, patientId: parseResourceId(patientId), branchId: parseResourceId(branchId) };
    const { took, created } = await billing.takePayment(caller, asked);
    return reply.code(created ? 201 : 200).send(writable(took) satisfies TookPayment);
  });

  app.post("/api/billing/refunds", async (request, reply) => {
    const caller = await requireBilling(authenticate, request, "c", "PaymentNotice");
    const { patientId, branchId, ...rest } = parseInput(newRefund, request.body);
    const asked = { ...rest, patientId: parseResourceId(patientId), branchId: parseResourceId(branchId) };
    const { payment, created } = await billing.askRefund(caller, asked);
    return reply.code(created ? 201 : 200).send(writable(payment) satisfies Payment);
  });

  for (const [act, status] of [
    ["approve", "active"],
    ["refuse", "cancelled"],
  ] as const)
    app.post(`/api/billing/refunds/:id/${act}`, async (request): Promise<Payment> => {
      const caller = await requireBilling(authenticate, request, "u", "PaymentNotice");
      const { version } = parseInput(actOnRefund, request.body);
      return writable(await billing.decideRefund(caller, idIn(request.params), { version, status }));
    });

  app.post("/api/billing/packages", async (request, reply) => {
    const caller = await requireBilling(authenticate, request, "c", "Account");
    const { patientId, branchId, ...rest } = parseInput(newPackage, request.body);
    const asked = { ...rest, patientId: parseResourceId(patientId), branchId: parseResourceId(branchId) };
    const { sold, created } = await billing.sellPackage(caller, asked);
    return reply.code(created ? 201 : 200).send(writable(sold) satisfies SoldPackage);
  });

  app.get("/api/billing/packages", async (request): Promise<PackageList> => {
    const caller = await requireBilling(authenticate, request, "s", "Account");
    const { patient } = parseInput(packagesQuery, request.query);
    return { packages: writable(await billing.packages(caller, parseResourceId(patient))) };
  });

  app.post("/api/billing/packages/:id/sessions", async (request, reply) => {
    const caller = await requireBilling(authenticate, request, "c", "ChargeItem");
    const asked = parseInput(useSession, request.body);
    const used = await billing.useSession(caller, idIn(request.params), asked);
    return reply.code(used.created ? 201 : 200).send(writable(used.package) satisfies CarePackage);
  });

  app.post("/api/billing/packages/:id/sessions/:session/undo", async (request): Promise<CarePackage> => {
    const caller = await requireBilling(authenticate, request, "u", "ChargeItem");
    const { id, session } = parseInput(sessionPath, request.params);
    const { version } = parseInput(undoSession, request.body);
    const undone = { session: parseResourceId(session), version };
    return writable(await billing.undoSession(caller, parseResourceId(id), undone));
  });

  for (const [act, status] of [
    ["freeze", "on-hold"],
    ["unfreeze", "active"],
  ] as const)
    app.post(`/api/billing/packages/:id/${act}`, async (request): Promise<CarePackage> => {
      const caller = await requireBilling(authenticate, request, "u", "Account");
      const { version } = parseInput(actOnPackage, request.body);
      return writable(await billing.setFrozen(caller, idIn(request.params), { version, status }));
    });

  app.post("/api/billing/packages/:id/transfer", async (request, reply) => {
    const caller = await requireBilling(authenticate, request, "u", "Account");
    const { toPatientId, ...rest } = parseInput(transferSessions, request.body);
    const asked = { ...rest, toPatientId: parseResourceId(toPatientId) };
    const { transferred, created } = await billing.transfer(caller, idIn(request.params), asked);
    return reply.code(created ? 201 : 200).send(writable(transferred) satisfies Transferred);
  });

  app.get("/api/billing/statement", async (request): Promise<Statement> => {
    const caller = await requireBilling(authenticate, request, "s", "Invoice");
    const { patient } = parseInput(statementQuery, request.query);
    return writable(await billing.statement(caller, parseResourceId(patient)));
  });

  app.get("/api/billing/dues", async (request): Promise<DuesList> => {
    const caller = await requireBilling(authenticate, request, "s", "Invoice");
    const { branch } = parseInput(duesQuery, request.query);
    return writable(await billing.dues(caller, branch === undefined ? undefined : parseResourceId(branch)));
  });

  app.get("/api/billing/cash-up", async (request): Promise<CashUp> => {
    const caller = await requirePermission(authenticate, request, "cash-up");
    const { branch, day } = parseInput(cashUpQuery, request.query);
    return writable(await billing.tillOn(caller, { branch: parseResourceId(branch), day }));
  });

  app.post("/api/billing/cash-up", async (request, reply) => {
    const caller = await requirePermission(authenticate, request, "cash-up");
    const { branchId, ...rest } = parseInput(newCashUp, request.body);
    const { cashUp, created } = await billing.cashUp(caller, { ...rest, branchId: parseResourceId(branchId) });
    return reply.code(created ? 201 : 200).send(writable(cashUp) satisfies CashUp);
  });
}

function priceIn<Given extends { readonly kindId?: string | undefined }>({ kindId, ...price }: Given) {
  return { ...price, kindId: kindId === undefined ? undefined : parseResourceId(kindId) };
}
