import { type FhirResource, canonicalText, extensionIn, objectsIn } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { ProposedChange, Ruled } from "../../custody/chart/index.ts";
import { hasRoom, ofMonth, spentBy } from "./budget.ts";
import { localDay } from "../../foundation/calendar/index.ts";
import type { Actor, ExpenseRulePorts } from "./ports.ts";
import { budgetOf } from "./settings.ts";
import { refusalOf } from "./states.ts";
import { codeIn, kindOf, stateOf, voucherOf, wordIn } from "./voucher.ts";
import { type Writing, actOf, against, contentOf, given, reasonIn, said } from "./voucher-writing.ts";
import { extensionUrl, identifierSystem } from "./vocabulary.ts";

type Alongside = NonNullable<Ruled["alongside"]>;

/** @throws ChartError `chart/against-rule` */
function expectPermission({ permissions }: Actor, permission: "expenses.submit" | "expenses.approve"): void {
  if (!permissions.has(permission)) throw against("Contract.status", `this needs the permission ${permission}`);
}

function expectDrafter({ actor, was }: Writing): void {
  if (was !== undefined && was.drafted?.by !== actor.id)
    throw against("Contract", "a draft is its writer's: nobody else changes or submits it");
}

/** Somebody else than who submitted it, who may. */
function expectOther(writing: Writing): void {
  expectPermission(writing.actor, "expenses.approve");
  const submitter = writing.was?.submitted?.by;
  if (submitter === undefined || submitter === writing.actor.id)
    throw against("Contract.status", "nobody decides about what they submitted themselves: somebody else has to");
}

async function expectSound(ports: ExpenseRulePorts, { is, next, tenant, today }: Writing): Promise<ResourceId> {
  if (is.branch === undefined || objectsIn(next["domain"]).length !== 1)
    throw against("Contract.domain", "a voucher is of one branch");
  if (is.amount === undefined || is.amount <= 0n)
    throw against("Contract.extension", "an amount in the organisation's currency, of more than nothing");
  if (is.tax === undefined || is.tax < 0n || is.tax > is.amount)
    throw against("Contract.extension", "the tax is a part of the amount, and is 0 where there is none");
  if ((is.title ?? "").trim() === "") throw against("Contract.title", "a voucher says what for");
  if ((is.payee ?? "").trim() === "") throw against("Contract.extension", "a voucher says to whom the money goes");
  if (is.date === undefined || is.date > today) throw against("Contract.applies", "the day of a receipt has come");
  const { categories } = await ports.settings(tenant);
  if (!categories.some(({ code }) => code === is.category))
    throw against("Contract.subType", "a voucher has one of the organisation's categories");
  const named = await ports.current(tenant, is.receipts);
  if (is.receipts.some((id) => kindOf(named.get(id)) !== "receipt"))
    throw against("Contract.supportingInfo", "a voucher names receipts that are here");
  return is.branch;
}

async function submit(ports: ExpenseRulePorts, writing: Writing): Promise<Ruled> {
  const { actor, tenant, is, currency, now, today } = writing;
  expectPermission(actor, "expenses.submit");
  expectDrafter(writing);
  const branch = await expectSound(ports, writing);
  // The turn is read before the sums: what is approved meanwhile ends it.
  const turn = await ports.books.turn(tenant, branch);
  const zone = await ports.timeZone(tenant);
  const spent = spentBy(await ports.find(tenant, ofMonth(branch, today)), { branch, day: today, zone, currency });
  const isWithin = hasRoom(budgetOf(await ports.settings(tenant), branch), spent, is.amount ?? 0n, currency);
  const number = await ports.books.nextNumber(tenant, branch);
  const at = new Date(now).toISOString();
  const within = {
    url: extensionUrl.decided,
    extension: [
      { url: "how", valueCode: "budget" },
      { url: "at", valueInstant: at },
    ],
  };
  const drafted = writing.previous === undefined ? [actOf(extensionUrl.drafted, writing)] : [];
  return {
    resource: given(writing, {
      state: isWithin ? "approved" : "submitted",
      issued: at,
      identifiers: [{ system: identifierSystem.voucher, value: number.value }],
      acts: [...drafted, actOf(extensionUrl.submitted, writing), ...(isWithin ? [within] : [])],
    }),
    alongside: together(isWithin ? [turn, number.take] : [number.take]),
  };
}

async function decide(ports: ExpenseRulePorts, writing: Writing): Promise<Ruled> {
  expectOther(writing);
  const { is, was, tenant, now } = writing;
  const reason = reasonIn(writing, extensionUrl.decided);
  if (is.state === "rejected" && reason === undefined)
    throw against("Contract.extension", "who rejects a voucher says why");
  const branch = was?.branch;
  const isApproved = is.state === "approved" && branch !== undefined;
  return {
    resource: given(writing, {
      state: is.state,
      issued: isApproved ? new Date(now).toISOString() : undefined,
      acts: [actOf(extensionUrl.decided, writing, [{ url: "how", valueCode: "person" }, ...said("reason", reason)])],
    }),
    alongside: isApproved ? await ports.books.turn(tenant, branch) : undefined,
  };
}

async function pay(ports: ExpenseRulePorts, writing: Writing): Promise<Ruled> {
  const { actor, next, was, tenant, today } = writing;
  const paid = extensionIn(next, extensionUrl.paid);
  const method = codeIn(paid, "method");
  if (method !== "till" && method !== "bank")
    throw against("Contract.extension", "a voucher is paid from the till or by the bank");
  expectPermission(actor, method === "till" ? "expenses.submit" : "expenses.approve");
  const branch = was?.branch;
  const fromTill = method === "till" && branch !== undefined;
  return {
    resource: given(writing, {
      state: "paid",
      identifiers: fromTill ? [{ system: identifierSystem.tillPaid, value: `${branch}/${today}` }] : [],
      acts: [
        actOf(extensionUrl.paid, writing, [
          { url: "method", valueCode: method },
          { url: "day", valueDate: today },
          ...said("reference", wordIn(paid, "reference")),
        ]),
      ],
    }),
    alongside: fromTill ? await ports.books.countOnTill(tenant, branch) : undefined,
  };
}

async function discard(ports: ExpenseRulePorts, writing: Writing): Promise<Ruled> {
  const { actor, was, tenant, today } = writing;
  const state = was?.state ?? "draft";
  if (state === "draft") expectDrafter(writing);
  else if (state === "paid") {
    // Money that went out comes back: two people say so.
    expectPermission(actor, "expenses.approve");
    if (was?.paid?.by === actor.id)
      throw against("Contract.status", "whoever paid it can't say that the money came back: somebody else has to");
  } else if (was?.submitted?.by !== actor.id) expectPermission(actor, "expenses.approve");
  const reason = reasonIn(writing, extensionUrl.voided);
  if (state !== "draft" && reason === undefined) throw against("Contract.extension", "who voids a voucher says why");
  const branch = was?.branch;
  const toTill = state === "paid" && was?.paid?.method === "till" && branch !== undefined;
  const day = state === "paid" ? [{ url: "day", valueDate: today }] : [];
  return {
    resource: given(writing, {
      state: "voided",
      identifiers: toTill ? [{ system: identifierSystem.tillReturned, value: `${branch}/${today}` }] : [],
      acts: [actOf(extensionUrl.voided, writing, [...said("reason", reason), ...day])],
    }),
    alongside: toTill ? await ports.books.countOnTill(tenant, branch) : undefined,
  };
}

function together(works: readonly Alongside[]): Alongside {
  return async (tx) => {
    for (const work of works) await work(tx);
  };
}

/** What becomes of a voucher, step by step. @throws ChartError `chart/against-rule` */
export async function ruleVoucher(ports: ExpenseRulePorts, change: ProposedChange, next: FhirResource): Promise<Ruled> {
  const { caller, previous } = change;
  const { tenant } = caller;
  const currency = await ports.currency(tenant);
  const now = ports.now();
  const is = voucherOf(next, currency);
  if (is === undefined) throw against("Contract.status", "a voucher has one of the states of vouchers");
  const was = previous === undefined ? undefined : voucherOf(previous, currency);
  const refused = refusalOf(stateOf(previous), is.state);
  if (refused !== undefined) throw against("Contract.status", refused);
  const today = localDay(now, await ports.timeZone(tenant));
  const writing: Writing = { actor: caller, tenant, previous, next, was, is, currency, now, today };
  const isDraft = was === undefined || was.state === "draft";
  if (!isDraft && previous !== undefined && canonicalText(contentOf(previous)) !== canonicalText(contentOf(next)))
    throw against("Contract", "what was submitted stands: void it, and write another");
  if (was !== undefined && was.state === is.state && !isDraft) return { resource: given(writing, { state: is.state }) };
  switch (is.state) {
    case "draft": {
      expectPermission(caller, "expenses.submit");
      expectDrafter(writing);
      const drafted = was === undefined ? [actOf(extensionUrl.drafted, writing)] : [];
      return { resource: given(writing, { state: "draft", acts: drafted }) };
    }
    case "submitted":
      return submit(ports, writing);
    case "approved":
    case "rejected":
      return decide(ports, writing);
    case "paid":
      return pay(ports, writing);
    case "voided":
      return discard(ports, writing);
  }
}
