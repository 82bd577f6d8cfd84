import { digitsOf } from "../../foundation/money/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import type { BillingPorts } from "./billing-ports.ts";
import { type NewCashUp, cashUp, readCashUp } from "./cash-up.ts";
import { type NewInvoice, creditInvoice, discardInvoice, issueInvoice, makeInvoice, seeInvoice } from "./invoices.ts";
import { type NewAsking, askPayment, bookAsked } from "./online.ts";
import {
  type NewPackage,
  readPackages,
  sellPackage,
  setFrozen,
  transferSessions,
  undoSession,
  useSession,
} from "./packages.ts";
import { type NewPayment, type NewRefund, askRefund, decideRefund, takePayment } from "./payments.ts";
import { type NewPrice, type Price, changePrice, makePrice, readPrices } from "./prices.ts";
import { settleAppointment } from "./settle.ts";
import { readDues, readStatement } from "./statement.ts";
import { readWaiting } from "./waiting.ts";

/** The desk's work with money, as the caller, through the chart: every act once for its request. */
export type Billing = ReturnType<typeof openBilling>;

export function openBilling(ports: BillingPorts) {
  return {
    async settings(caller: Caller) {
      const settings = await ports.settings(caller.tenant);
      return { ...settings, digits: digitsOf(settings.currency) };
    },
    async prices(caller: Caller) {
      const may = (letter: "c" | "u", type: "Invoice" | "ChargeItemDefinition") =>
        caller.scopes.some(
          (scope) => (scope.type === "*" || scope.type === type) && scope.permissions.includes(letter),
        );
      return {
        currency: (await ports.settings(caller.tenant)).currency,
        prices: await readPrices(ports, caller),
        may: {
          bill: may("c", "Invoice"),
          configure: may("u", "ChargeItemDefinition"),
          approveDiscounts: caller.permissions.has("discounts.approve"),
          approveRefunds: caller.permissions.has("refunds.approve"),
          cashUp: caller.permissions.has("cash-up"),
        },
      };
    },
    makePrice: (caller: Caller, price: NewPrice) => makePrice(ports, caller, price),
    changePrice: (caller: Caller, price: Price) => changePrice(ports, caller, price),
    makeInvoice: (caller: Caller, asked: NewInvoice) => makeInvoice(ports, caller, asked),
    invoice: (caller: Caller, id: ResourceId) => seeInvoice(ports, caller, id),
    issueInvoice: (caller: Caller, id: ResourceId, version: number) => issueInvoice(ports, caller, id, version),
    discardInvoice: (caller: Caller, id: ResourceId, version: number) => discardInvoice(ports, caller, id, version),
    creditInvoice: (caller: Caller, id: ResourceId, asked: Parameters<typeof creditInvoice>[3]) =>
      creditInvoice(ports, caller, id, asked),
    takePayment: (caller: Caller, asked: NewPayment) => takePayment(ports, caller, asked),
    askRefund: (caller: Caller, asked: NewRefund) => askRefund(ports, caller, asked),
    decideRefund: (caller: Caller, id: ResourceId, asked: Parameters<typeof decideRefund>[3]) =>
      decideRefund(ports, caller, id, asked),
    askPayment: (caller: Caller, asked: NewAsking) => askPayment(ports, caller, asked),
    bookAsked: (caller: Caller, id: ResourceId, how: Parameters<typeof bookAsked>[3]) =>
      bookAsked(ports, caller, id, how),
    sellPackage: (caller: Caller, asked: NewPackage) => sellPackage(ports, caller, asked),
    packages: (caller: Caller, patient: ResourceId) => readPackages(ports, caller, patient),
    useSession: (caller: Caller, id: ResourceId, asked: Parameters<typeof useSession>[3]) =>
      useSession(ports, caller, id, asked),
    undoSession: (caller: Caller, id: ResourceId, asked: Parameters<typeof undoSession>[3]) =>
      undoSession(ports, caller, id, asked),
    setFrozen: (caller: Caller, id: ResourceId, asked: Parameters<typeof setFrozen>[3]) =>
      setFrozen(ports, caller, id, asked),
    transfer: (caller: Caller, id: ResourceId, asked: Parameters<typeof transferSessions>[3]) =>
      transferSessions(ports, caller, id, asked),
    statement: (caller: Caller, patient: ResourceId) => readStatement(ports, caller, patient),
    settle: (caller: Caller, appointment: ResourceId, asked: Parameters<typeof settleAppointment>[3]) =>
      settleAppointment(ports, caller, appointment, asked),
    waiting: (caller: Caller, branch: ResourceId | undefined) => readWaiting(ports, caller, branch),
    dues: (caller: Caller, branch: ResourceId | undefined) => readDues(ports, caller, branch),
    tillOn: (caller: Caller, at: Parameters<typeof readCashUp>[2]) => readCashUp(ports, caller, at),
    cashUp: (caller: Caller, asked: NewCashUp) => cashUp(ports, caller, asked),
  };
}
