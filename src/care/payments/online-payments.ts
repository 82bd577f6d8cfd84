import { type Found, findAll } from "../../custody/chart/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { clerkOf, readOne } from "./clerk.ts";
import { notesOf, refundOf, statusOf } from "./online-record.ts";
import { refundsOn } from "./online-rule.ts";
import { PaymentsError, unknownHere } from "./payments-error.ts";
import type { OnlineAccount, PaymentsPorts } from "./ports.ts";
import { ProviderError } from "./provider.ts";
import { openPage, settle, withdraw } from "./settling.ts";
import { isTaken } from "./one-page.ts";
import { dueOf, mayWrite } from "./what-is-due.ts";
import { type OnlineView, onlineView } from "./views.ts";
import { extensionUrl, identifierSystem, stepSystem, waiting } from "./vocabulary.ts";

export interface NewOnlinePayment {
  readonly requestId: string;
  readonly patientId: ResourceId;
  /** Absent: all that are open. */
  readonly invoiceIds?: readonly ResourceId[] | undefined;
  /** An advance, or a part of what is due: by the desk alone. */
  readonly amount?: string | undefined;
  readonly branchId?: ResourceId | undefined;
}

export interface NewOnlineRefund {
  readonly requestId: string;
  readonly paymentId: ResourceId;
  readonly amount: string;
  readonly reason: string;
}

/** Payment on the provider's pages. */
export type OnlinePayments = ReturnType<typeof openOnlinePayments>;

const minute = 60_000;

/** A search takes no list of any length. */
const mostTogether = 25;

export function openOnlinePayments(ports: PaymentsPorts) {
  const { books, now } = ports;
  /** When each was looked at last, by this process. */
  const looked = new Map<ResourceId, number>();

  return {
    /** Whether the caller's organisation is paid online. */
    async standing(caller: Caller) {
      const account = await accountFor(caller.tenant);
      const { currency } = await books.currency(caller.tenant);
      const isOn = account?.provider.takes(currency) === true;
      return {
        isOn,
        provider: isOn ? account.provider.name : undefined,
        may: { ask: isOn && mayWrite(caller), refund: isOn && mayWrite(caller) },
      };
    },

    /** What of a patient's was asked for online, newest first, as the caller sees it. */
    async of(caller: Caller, patient: ResourceId): Promise<readonly OnlineView[]> {
      if ((await readOne(ports, caller, patient, "Patient")) === undefined) throw unknownHere();
      const about = [["patient", `Patient/${patient}`]] as const;
      const accounts = (await findAll(ports.chart, caller, "Account", about)).matches.map(({ id }) => `Account/${id}`);
      const found: Found[] = [];
      for (let from = 0; from < accounts.length; from += mostTogether) {
        const together = accounts.slice(from, from + mostTogether).join(",");
        found.push(...(await findAll(ports.chart, caller, "PaymentNotice", [["request", together]])).matches);
      }
      const shown = found.filter(({ resource }) => notesOf(resource).online !== undefined);
      const views = await Promise.all(shown.map((one) => view(caller, one)));
      return views.sort((a, b) => b.created.localeCompare(a.created));
    },

    /** Asks for a payment, once for each request. Whoever only reads their own invoices asks for these, whole.
     *  @throws PaymentsError, ProviderError, and what the books refuse */
    async ask(caller: Caller, asked: NewOnlinePayment): Promise<OnlineView> {
      const account = await expectAccount(caller.tenant);
      const { digits } = await books.currency(caller.tenant);
      const clerk = clerkOf(caller.tenant, caller);
      const { wanted, total, page } = await dueOf(ports, { account, clerk, caller }, asked);
      if (page !== undefined) return pageOf(account, clerk, caller, page);
      const branchId = asked.branchId ?? wanted.find(({ branch }) => branch !== undefined)?.branch;
      if (branchId === undefined)
        throw new PaymentsError("payments/unsuitable", "say which branch it is paid to", { path: "branchId" });
      const draft = {
        requestId: asked.requestId,
        patientId: asked.patientId,
        branchId,
        amount: books.say(total, digits),
        extension: [
          { url: extensionUrl.online, extension: [{ url: "state", valueCode: "asked" }] },
          ...wanted.map((one) => ({ url: extensionUrl.wanted, valueReference: { reference: `Invoice/${one.id}` } })),
        ],
      };
      const id = await books.ask(mayWrite(caller) ? caller : clerk, draft).catch(async (error: unknown) => {
        // Asked for at this very moment, in another window.
        const other = isTaken(error) ? (await dueOf(ports, { account, clerk, caller }, asked)).page : undefined;
        if (other === undefined) throw error;
        return other;
      });
      return pageOf(account, clerk, caller, id);
    },

    /** Asks the provider how it stands. @throws PaymentsError, ProviderError */
    async look(caller: Caller, id: ResourceId): Promise<OnlineView> {
      const account = await expectAccount(caller.tenant);
      await expectOnline(caller, id);
      await settle(ports, account, clerkOf(caller.tenant, caller), id);
      return view(caller, await expectOnline(caller, id));
    },

    /** Takes the page away. What was paid on it meanwhile is booked. @throws PaymentsError, ProviderError */
    async withdraw(caller: Caller, id: ResourceId): Promise<OnlineView> {
      const account = await expectAccount(caller.tenant);
      const found = await expectOnline(caller, id);
      if (refundOf(found.resource) !== undefined) throw unknownHere();
      if (statusOf(found.resource) === "draft") await withdraw(ports, account, clerkOf(caller.tenant, caller), found);
      return view(caller, await expectOnline(caller, id));
    },

    /** Asks for money to go back the way that it came: somebody else approves it, as every refund. @throws PaymentsError */
    async refund(caller: Caller, asked: NewOnlineRefund): Promise<OnlineView> {
      await expectAccount(caller.tenant);
      const paid = await expectOnline(caller, asked.paymentId);
      const shown = await view(caller, paid);
      if (!shown.may.includes("refund") || shown.branchId === undefined)
        throw new PaymentsError("payments/refused", "only what came online goes back online");
      const { digits } = await books.currency(caller.tenant);
      let left = (await books.amountOf(caller.tenant, paid.resource)) ?? 0n;
      for (const { resource } of await refundsOn(ports, caller.tenant, paid.id))
        left -= (await books.amountOf(caller.tenant, resource)) ?? 0n;
      const amount = books.parse(asked.amount, digits);
      if (amount === undefined || amount > left)
        throw new PaymentsError("payments/refused", "more would go back than came with this payment", {
          path: "amount",
        });
      const id = await books.askRefund(caller, {
        requestId: asked.requestId,
        patientId: shown.patientId,
        branchId: shown.branchId,
        amount: asked.amount,
        reason: asked.reason,
        extension: [{ url: extensionUrl.refundOf, valueReference: { reference: `PaymentNotice/${paid.id}` } }],
      });
      return view(caller, await expectOnline(caller, id));
    },

    /** Takes what the provider sent by itself. @throws ProviderError `payments/not-signed`; what it throws else is worth sending again */
    async notice(body: Buffer, signature: string): Promise<void> {
      const account = await ports.account();
      if (account === undefined) throw new ProviderError("payments/not-signed", "nobody is paid online here");
      const { reference, session, intent } = account.provider.openNotice(body, signature, now());
      const named = [
        [identifierSystem.reference, reference],
        [identifierSystem.intent, intent],
      ] as const;
      const ids = new Set<ResourceId>();
      for (const [system, value] of named)
        if (value !== undefined)
          for (const { id } of await ports.find(account.tenant, [["identifier", `${system}|${value}`]])) ids.add(id);
      for (const id of ids) await settle(ports, account, clerkOf(account.tenant), id, session);
    },

    /** Looks at whatever waits: for what no notice told. Those that wait long are asked about seldom. */
    async sweep(): Promise<void> {
      const account = await ports.account();
      if (account === undefined) return;
      const found = await ports.find(account.tenant, [["payment-status", `${stepSystem}|${waiting}`]]);
      const waits = new Set(found.map(({ id }) => id));
      for (const id of looked.keys()) if (!waits.has(id)) looked.delete(id);
      for (const { id, resource } of found) {
        const age = now() - Date.parse(String(resource["created"]));
        const last = looked.get(id);
        if (last !== undefined && now() - last < Math.max(minute, age / 10)) continue;
        try {
          await settle(ports, account, clerkOf(account.tenant), id);
          looked.set(id, now());
        } catch (error) {
          // It answers nobody: the others would wait for nothing.
          if (error instanceof ProviderError && error.code === "payments/provider-unavailable") return;
          if (error instanceof ProviderError && error.code === "payments/provider-key")
            return ports.onFault(error, "the provider of online payments refuses this server's key: give it another");
          looked.set(id, now());
          ports.onFault(error, "a payment online couldn't be settled; it is tried again");
        }
      }
    },
  };

  async function accountFor(tenant: TenantId): Promise<OnlineAccount | undefined> {
    const account = await ports.account();
    return account?.tenant === tenant ? account : undefined;
  }

  async function expectAccount(tenant: TenantId): Promise<OnlineAccount> {
    const account = await accountFor(tenant);
    if (account === undefined) throw new PaymentsError("payments/off", "nobody is paid online here");
    const { currency } = await books.currency(tenant);
    if (!account.provider.takes(currency))
      throw new PaymentsError("payments/currency", `${currency} isn't covered for payments online`);
    return account;
  }

  async function expectOnline(caller: Caller, id: ResourceId): Promise<Found> {
    const found = await readOne(ports, caller, id);
    if (found === undefined || notesOf(found.resource).online === undefined) throw unknownHere();
    return found;
  }

  /** Asks the provider for the page, unless it is there. */
  async function pageOf(account: OnlineAccount, clerk: Caller, caller: Caller, id: ResourceId): Promise<OnlineView> {
    await openPage(ports, account, clerk, await expectOnline(caller, id));
    return view(caller, await expectOnline(caller, id));
  }

  async function view(caller: Caller, found: Found): Promise<OnlineView> {
    const { digits, currency } = await books.currency(caller.tenant);
    const amount = (await books.amountOf(caller.tenant, found.resource)) ?? 0n;
    return onlineView(found, { amount: books.say(amount, digits), currency, mayWrite: mayWrite(caller) });
  }
}
