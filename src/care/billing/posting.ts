import { type Currency, digitsOf } from "../../foundation/money/index.ts";
import { randomUuid } from "../../foundation/crypto/index.ts";
import type { ResourceType } from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import { DatabaseError, type Transaction } from "../../foundation/platform/database/index.ts";
import { ChartError, RuleOvertaken } from "../../custody/chart/index.ts";
import { readTurn, takeTurn } from "./billing-table.ts";
import { type Book, type Posting, post } from "./book.ts";
import { localDay } from "../../foundation/calendar/index.ts";
import type { BillingRulePorts } from "./ports.ts";
import { type Kept, type MoneyRecords, bookFrom, isPackage, isPatientAccount } from "./shapes.ts";

export const slots = 4_096;
const mostNamed = 40;

/** A patient's book as it stands, and the turn that it was read at. */
export interface OpenBook {
  readonly tenant: TenantId;
  readonly patient: ResourceId;
  readonly slot: number;
  readonly turn: string | undefined;
  readonly book: Book;
}

export function currencyOf({ currency }: { readonly currency: string }): Currency {
  return { currency, digits: digitsOf(currency) };
}

async function slotOf(
  ports: Pick<BillingRulePorts, "blinding">,
  tenant: TenantId,
  patient: ResourceId,
): Promise<number> {
  return (await ports.blinding(tenant))(`billing-turn|${patient}`).readUInt16BE(0) % slots;
}

/** Ends the turn of a patient's book to which something comes that posts nothing: whoever has read it reads it anew. */
export async function endTurn(
  ports: BillingRulePorts,
  tenant: TenantId,
  patient: ResourceId,
): Promise<(tx: Transaction) => Promise<void>> {
  const slot = await slotOf(ports, tenant, patient);
  const turn = await readTurn(ports.db.tenant(tenant), tenant, slot);
  return (tx) => holdTurn(tx, { tenant, slot, turn });
}

/** Reads a patient's book. The turn is read first: what is written meanwhile ends it. */
export async function openBook(ports: BillingRulePorts, tenant: TenantId, patient: ResourceId): Promise<OpenBook> {
  const slot = await slotOf(ports, tenant, patient);
  const turn = await readTurn(ports.db.tenant(tenant), tenant, slot);
  const [settings, zone] = await Promise.all([ports.settings(tenant), ports.timeZone(tenant)]);
  const records = await moneyRecords((type, pairs) => ports.find(tenant, type, pairs), patient);
  const today = localDay(ports.now(), zone);
  const book = bookFrom(records, { currency: currencyOf(settings), today });
  return { tenant, patient, slot, turn, book };
}

/** The records that a patient's book is made of, as whoever finds them sees them. */
export async function moneyRecords(
  find: (type: ResourceType, pairs: readonly (readonly [string, string])[]) => Promise<readonly Kept[]>,
  patient: ResourceId,
): Promise<MoneyRecords> {
  const about = [["patient", `Patient/${patient}`]] as const;
  const [accounts, invoices] = await Promise.all([find("Account", about), find("Invoice", about)]);
  const [payments, sessions] = await Promise.all([
    findOf(
      "PaymentNotice",
      "request",
      accounts.filter(({ resource }) => isPatientAccount(resource)),
    ),
    findOf(
      "ChargeItem",
      "account",
      accounts.filter(({ resource }) => isPackage(resource)),
    ),
  ]);
  return { accounts, invoices, payments, sessions };

  /** A search takes no list of any length. */
  async function findOf(type: ResourceType, parameter: string, of: readonly Kept[]): Promise<readonly Kept[]> {
    const found: Kept[] = [];
    for (let from = 0; from < of.length; from += mostNamed) {
      const named = of.slice(from, from + mostNamed).map(({ id }) => `Account/${id}`);
      found.push(...(await find(type, [[parameter, named.join(",")]])));
    }
    return found;
  }
}

interface Held {
  /** Turns that this transaction has taken, and what it made of the books. */
  readonly turns: Map<number, string | undefined>;
  readonly books: Map<ResourceId, Book>;
  /** How many sessions were taken over from which package. */
  readonly takenOver: Map<ResourceId, number>;
}

/** Several records of one transaction post to the book one after the other. */
const heldBy = new WeakMap<Transaction, Held>();

function heldOf(tx: Transaction): Held {
  const held = heldBy.get(tx) ?? { turns: new Map(), books: new Map(), takenOver: new Map() };
  heldBy.set(tx, held);
  return held;
}

export function takenOverIn(tx: Transaction): Map<ResourceId, number> {
  return heldOf(tx).takenOver;
}

/** Takes a turn once for each transaction. @throws RuleOvertaken where somebody wrote since it was read */
export async function holdTurn(
  tx: Transaction,
  { tenant, slot, turn }: Pick<OpenBook, "tenant" | "slot" | "turn">,
): Promise<void> {
  const { turns } = heldOf(tx);
  if (!turns.has(slot)) {
    const isMine = await takeTurn(tx, tenant, { slot, read: turn, next: randomUuid() }).catch(overtaken);
    if (!isMine) throw new RuleOvertaken();
    turns.set(slot, turn);
  }
  if (turns.get(slot) !== turn) throw new RuleOvertaken();
}

/** Posts in the transaction of a write. @throws ChartError `chart/against-rule`, `chart/taken`; RuleOvertaken */
export function postTo(
  { tenant, patient, slot, turn, book }: OpenBook,
  type: string,
  postings: readonly Posting[],
): (tx: Transaction) => Promise<void> {
  return async (tx) => {
    await holdTurn(tx, { tenant, slot, turn });
    const held = heldOf(tx);
    let current = held.books.get(patient) ?? book;
    for (const posting of postings) {
      const posted = post(current, posting);
      if ("refused" in posted)
        throw new ChartError(posting.kind === "request" ? "chart/taken" : "chart/against-rule", posted.refused, {
          path: `${type}.${posted.element}`,
        });
      current = posted;
    }
    held.books.set(patient, current);
  };
}

/** Somebody else's transaction and this one waited for one another: it is tried anew. */
export function overtaken(error: unknown): never {
  if (error instanceof DatabaseError && error.code === "database/lock-not-available") throw new RuleOvertaken();
  throw error;
}
