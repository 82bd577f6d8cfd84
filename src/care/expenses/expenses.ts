import { type Currency, amountText, parseAmount } from "../../foundation/money/index.ts";
import { type Found, opened } from "../../custody/chart/index.ts";
import { type FhirResource, objectsIn } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { ofMonth, spentBy } from "./budget.ts";
import { ExpenseError, inExpenseWords, unknownHere } from "./expense-error.ts";
import { cashOut } from "./expense-rule.ts";
import { currentOf, expectBranch, findContracts } from "./finding.ts";
import { type VouchersQuery, findVouchers } from "./find-vouchers.ts";
import { localDay } from "../../foundation/calendar/index.ts";
import type { ExpensePorts } from "./ports.ts";
import { type ReceiptFile, fileOf, kindOfFile } from "./receipt-file.ts";
import { budgetOf } from "./settings.ts";
import { type VoucherState, isSpent, statusByState } from "./states.ts";
import { type VoucherView, voucherView } from "./views.ts";
import { kindOf, stateOf, voucherOf } from "./voucher.ts";
import { type VoucherContent, resourceOf } from "./voucher-content.ts";
import { type VoucherStep, stateAfter, withWords } from "./voucher-steps.ts";
import { identifierSystem, kindUri } from "./vocabulary.ts";

export interface NewReceipt {
  readonly title: string;
  /** The branch that it is of. */
  readonly branch?: ResourceId | undefined;
}

/** The desk's work with expenses, as the caller, through the chart. */
export type Expenses = ReturnType<typeof openExpenses>;

export function openExpenses(ports: ExpensePorts) {
  return {
    async settings(caller: Caller) {
      const settings = await ports.settings(caller.tenant);
      return { ...settings, currency: (await ports.currency(caller.tenant)).currency };
    },

    async list(caller: Caller, query: VouchersQuery) {
      const currency = await ports.currency(caller.tenant);
      const { vouchers, more } = await findVouchers(ports, caller, query, currency);
      const sum = (states: (state: VoucherState) => boolean) =>
        amountText(
          vouchers.reduce(
            (total, { state, amount = "0" }) =>
              states(state) ? total + (parseAmount(amount, currency.digits) ?? 0n) : total,
            0n,
          ),
          currency.digits,
        );
      return {
        currency: currency.currency,
        vouchers,
        more,
        spent: sum(isSpent),
        waiting: sum((state) => state === "submitted"),
        budget: query.branch === undefined ? undefined : await standing(caller, query.branch, currency),
        may: {
          submit: caller.permissions.has("expenses.submit"),
          approve: caller.permissions.has("expenses.approve"),
          configure: caller.permissions.has("policies.manage"),
        },
      };
    },

    async see(caller: Caller, id: ResourceId): Promise<VoucherView> {
      return viewed(caller, await voucherAt(caller, id));
    },

    /** Writes a voucher, once for each request. @throws ExpenseError, ChartError */
    async write(caller: Caller, requestId: string, content: VoucherContent) {
      const resource = await resourceOf(ports, caller, content, [
        { system: identifierSystem.request, value: requestId },
      ]);
      const once = [["identifier", `${identifierSystem.request}|${requestId}`]] as const;
      const made = await inWords(ports.chart.create(caller, "Contract", resource, { ifNoneExist: once }));
      return { voucher: await viewed(caller, opened(made.value)), created: made.created };
    },

    /** Writes a draft anew. @throws ExpenseError, ChartError */
    async rewrite(caller: Caller, id: ResourceId, version: number, content: VoucherContent) {
      const found = await voucherAt(caller, id);
      const identifier = objectsIn(found.resource["identifier"]);
      const resource = { ...(await resourceOf(ports, caller, content, identifier)), id } as FhirResource;
      return viewed(caller, await update(caller, id, resource, version));
    },

    /** Takes a step, once: one that is sent again is answered as done. @throws ExpenseError, ChartError */
    async act(caller: Caller, id: ResourceId, version: number, step: VoucherStep): Promise<VoucherView> {
      const found = await voucherAt(caller, id);
      const [is, wanted] = [stateOf(found.resource), stateAfter[step.kind]];
      const isDone = is === wanted || (step.kind === "submit" && is === "approved");
      if (isDone && found.version > version) return viewed(caller, found);
      const resource = { ...found.resource, status: statusByState[wanted], ...withWords(found.resource, step) };
      return viewed(caller, await update(caller, id, resource as FhirResource, version));
    },

    /** Keeps the file of a receipt. @throws ExpenseError `expenses/no-receipt`, ChartError */
    async keepReceipt(caller: Caller, bytes: Buffer, { title, branch }: NewReceipt) {
      const kind = kindOfFile(bytes);
      if (kind === undefined) throw new ExpenseError("expenses/no-receipt", "a receipt is a JPEG, a PNG or a PDF");
      if (branch !== undefined) await expectBranch(ports, caller, branch);
      const resource = {
        resourceType: "Contract",
        instantiatesUri: kindUri.receipt,
        ...(branch === undefined ? {} : { domain: [{ reference: `Location/${branch}` }] }),
        legallyBindingAttachment: { contentType: kind, title, data: bytes.toString("base64") },
      } as FhirResource;
      const { value } = await inWords(ports.chart.create(caller, "Contract", resource));
      return { id: value.id, contentType: kind, title };
    },

    async receipt(caller: Caller, id: ResourceId): Promise<ReceiptFile> {
      const { resource } = await currentOf(ports, caller, { type: "Contract", id });
      const file = kindOf(resource) === "receipt" ? fileOf(resource) : undefined;
      if (file === undefined) throw unknownHere();
      return file;
    },

    /** Cash that a branch's till gave on a day for vouchers that the caller sees; nothing for whoever may see none. */
    async cashOutSeen(caller: Caller, at: { readonly branch: ResourceId; readonly day: string }) {
      const maySee = caller.scopes.some(
        ({ type, permissions }) => (type === "*" || type === "Contract") && permissions.includes("s"),
      );
      if (!maySee) return 0n;
      const currency = await ports.currency(caller.tenant);
      return cashOut((pairs) => findContracts(ports, caller, pairs), { ...at, currency });
    },
  };

  async function voucherAt(caller: Caller, id: ResourceId): Promise<Found> {
    const found = await currentOf(ports, caller, { type: "Contract", id });
    const currency = await ports.currency(caller.tenant);
    const voucher = voucherOf(found.resource, currency);
    if (voucher === undefined || (voucher.state === "draft" && voucher.drafted?.by !== caller.id)) throw unknownHere();
    return found;
  }

  async function viewed(caller: Caller, found: Found): Promise<VoucherView> {
    const view = voucherView(found, caller, await ports.currency(caller.tenant));
    if (view === undefined) throw unknownHere();
    return view;
  }

  async function update(caller: Caller, id: ResourceId, resource: FhirResource, version: number): Promise<Found> {
    return opened((await inWords(ports.chart.update(caller, { type: "Contract", id }, resource, version))).value);
  }

  async function standing(caller: Caller, branch: ResourceId, currency: Currency) {
    const zone = await ports.timeZone(caller.tenant);
    const day = localDay(ports.now(), zone);
    const found = await findContracts(ports, caller, [["instantiates", kindUri.voucher], ...ofMonth(branch, day)]);
    const spent = spentBy(found, { branch, day, zone, currency });
    const budget = budgetOf(await ports.settings(caller.tenant), branch);
    const say = (amount: bigint) => amountText(amount, currency.digits);
    const limit = parseAmount(budget.day, currency.digits) ?? 0n;
    const month = budget.month === null ? null : (parseAmount(budget.month, currency.digits) ?? 0n);
    return {
      day: say(spent.day),
      month: say(spent.month),
      dayLimit: say(limit),
      monthLimit: month === null ? null : say(month),
      dayLeft: say(limit - spent.day),
    };
  }
}

async function inWords<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw inExpenseWords(error);
  });
}
