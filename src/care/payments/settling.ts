import { type Found } from "../../custody/chart/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { note, readOne } from "./clerk.ts";
import {
  type Notes,
  type Online,
  notesOf,
  referenceIn,
  refundOf,
  statusOf,
  wantedBy,
  withNotes,
} from "./online-record.ts";
import type { OnlineAccount, PaymentsPorts } from "./ports.ts";
import { ProviderError, type Told } from "./provider.ts";
import { identifierSystem } from "./vocabulary.ts";

/** An asking that never got a page can't be paid: after so long it is withdrawn. */
const withoutPageMilliseconds = 3_600_000;
const pageMilliseconds = 23 * 3_600_000;
/** For as long a bank may send back what went to it. Source: https://docs.stripe.com/refunds#failed-refunds. */
const mayComeBackMilliseconds = 30 * 24 * 3_600_000;

type Settling = Pick<PaymentsPorts, "chart" | "books" | "words" | "publicOrigin" | "now" | "onFault">;

function noted(notes: Notes, online: Partial<Online>, isWaiting: boolean): Notes {
  return { ...notes, online: { ...notes.online, state: "asked", ...notes.online, ...online }, isWaiting };
}

/** Asks the provider for a page, once, and notes where it is. @throws ProviderError */
export async function openPage(
  ports: Settling,
  { provider, tenant }: OnlineAccount,
  clerk: Caller,
  { id, resource }: Found,
): Promise<void> {
  const notes = notesOf(resource);
  const reference = referenceIn(notes);
  const amount = await ports.books.amountOf(tenant, resource);
  if (notes.online?.state !== "asked" || reference === undefined || amount === undefined) return;
  const { currency } = await ports.books.currency(tenant);
  const { session, link, expiresAt } = await provider.ask({
    reference,
    amount,
    currency,
    words: await ports.words(tenant),
    // The same for each try, or the provider would take it for another request.
    expiresAt: Date.parse(String(resource["created"])) + pageMilliseconds,
    paidUrl: `${ports.publicOrigin}/paid-online`,
    leftUrl: `${ports.publicOrigin}/paid-online?left=1`,
  });
  const online = { state: "open", session, link, expires: new Date(expiresAt).toISOString() } as const;
  await note(ports, clerk, id, (now) => (now.online?.state === "asked" ? noted(now, online, true) : undefined));
}

/** Ends a draft that nobody pays any more. */
async function close(ports: Settling, clerk: Caller, id: ResourceId, state: "expired" | "cancelled"): Promise<void> {
  await note(
    ports,
    clerk,
    id,
    (notes, resource) => (statusOf(resource) === "draft" ? noted(notes, { state, link: undefined }, false) : undefined),
    "cancelled",
  );
}

/** Whether it is of what was asked. */
async function isAsAsked(ports: Settling, tenant: TenantId, notice: FhirResource, told: Told): Promise<boolean> {
  const { currency } = await ports.books.currency(tenant);
  const amount = await ports.books.amountOf(tenant, notice);
  return told.amount === amount && told.currency === currency && told.intent !== undefined;
}

/**
 * Brings one payment or refund to where the provider says that it is. It asks, and believes no notice: so it doesn't matter how often it is
 * done, in which order notices come, or where a try before was cut off.
 * @param hint the provider's page, where a notice names it before we noted it
 * @throws ProviderError
 */
export async function settle(
  ports: Settling,
  account: OnlineAccount,
  clerk: Caller,
  id: ResourceId,
  hint?: string,
): Promise<void> {
  const found = await readOne(ports, clerk, id);
  if (found === undefined) return;
  const { resource } = found;
  if (refundOf(resource) !== undefined) return settleRefund(ports, account, clerk, found);
  if (statusOf(resource) === "draft") await settleAsked(ports, account, clerk, found, hint);
  await noteDispute(ports, account, clerk, id);
}

async function settleAsked(
  ports: Settling,
  { provider, tenant }: OnlineAccount,
  clerk: Caller,
  { id, resource }: Found,
  hint: string | undefined,
): Promise<void> {
  const notes = notesOf(resource);
  const session = notes.online?.session ?? hint;
  if (session === undefined) {
    const asked = Date.parse(String(resource["created"]));
    if (ports.now() - asked > withoutPageMilliseconds) await close(ports, clerk, id, "cancelled");
    return;
  }
  const told = await provider.look(session);
  // A page of somebody else's.
  if (told.reference !== referenceIn(notes)) return;
  switch (told.state) {
    case "open":
      return;
    case "pending":
      if (notes.online?.state !== "pending")
        await note(ports, clerk, id, (now) => noted(now, { state: "pending", session }, true));
      return;
    case "expired":
      return close(ports, clerk, id, "expired");
    case "paid": {
      if (!(await isAsAsked(ports, tenant, resource, told))) {
        ports.onFault(new Error(`payment ${id}`), "what was paid online isn't what was asked: nobody booked it");
        await note(ports, clerk, id, (now) => noted(now, { state: "mismatch", session, intent: told.intent }, false));
        return;
      }
      const dress = (notice: FhirResource) => withNotes(notice, paidNotes(notesOf(notice), session, told.intent ?? ""));
      // "later": it goes on waiting, and is booked as the next day begins.
      await ports.books.book(clerk, id, { wanted: wantedBy(resource), dress });
    }
  }
}

function paidNotes(notes: Notes, session: string, intent: string): Notes {
  const online = noted(notes, { state: "paid", session, intent, link: undefined }, false);
  return { ...online, identifiers: new Map([...notes.identifiers, [identifierSystem.intent, intent]]) };
}

async function settleRefund(
  ports: Settling,
  { provider, tenant }: OnlineAccount,
  clerk: Caller,
  { id, resource }: Found,
): Promise<void> {
  const notes = notesOf(resource);
  const made = notes.online?.refund;
  const isOver = notes.online?.state === "failed" || (!notes.isWaiting && made === undefined);
  if (statusOf(resource) !== "active" || isOver) return;
  const original = refundOf(resource);
  const paid = original === undefined ? undefined : await readOne(ports, clerk, original);
  const intent = paid === undefined ? undefined : notesOf(paid.resource).online?.intent;
  const [amount, reference] = [await ports.books.amountOf(tenant, resource), referenceIn(notes)];
  if (intent === undefined || amount === undefined || reference === undefined) return;
  try {
    const { refund, state, why } =
      made === undefined ? await provider.refund({ intent, amount, reference }) : await provider.lookBack(made);
    if (state === "failed") ports.onFault(new Error(`refund ${id}`), "a refund online failed: the money is still here");
    const mayFail = ports.now() - Date.parse(String(resource["created"])) < mayComeBackMilliseconds;
    const waits = state === "sending" || (state === "returned" && mayFail);
    const isNews = made !== refund || notes.online?.state !== state || notes.isWaiting !== waits;
    if (isNews) await note(ports, clerk, id, (now) => noted(now, { state, refund, why }, waits));
  } catch (error) {
    if (!(error instanceof ProviderError) || error.code !== "payments/provider-refused") throw error;
    ports.onFault(error, "a refund online was refused by the provider: the money is still here");
    await note(ports, clerk, id, (now) => noted(now, { state: "failed", why: "refused" }, false));
  }
}

async function noteDispute(ports: Settling, { provider }: OnlineAccount, clerk: Caller, id: ResourceId): Promise<void> {
  const found = await readOne(ports, clerk, id);
  const online = found === undefined ? undefined : notesOf(found.resource).online;
  if (online?.intent === undefined) return;
  const dispute = await provider.disputeOf(online.intent);
  if (dispute === undefined || (dispute.state === online.dispute && dispute.reason === online.disputed)) return;
  await note(ports, clerk, id, (now) =>
    noted(now, { dispute: dispute.state, disputed: dispute.reason }, now.isWaiting),
  );
}

/** Takes a page away that nobody is to pay on any more; what was paid meanwhile is booked. @throws ProviderError */
export async function withdraw(ports: Settling, account: OnlineAccount, clerk: Caller, found: Found): Promise<void> {
  const session = notesOf(found.resource).online?.session;
  if (session === undefined) return close(ports, clerk, found.id, "cancelled");
  await account.provider.end(session);
  await settle(ports, account, clerk, found.id);
}
