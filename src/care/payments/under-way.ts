import { subjectPatientOf } from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import type { Found } from "../../custody/chart/index.ts";
import { readOne } from "./clerk.ts";
import { notesOf, refundOf, statusOf, wantedBy } from "./online-record.ts";
import type { OnlineAccount, PaymentsPorts } from "./ports.ts";
import { settle } from "./settling.ts";
import { stepSystem, waiting } from "./vocabulary.ts";

/** A search takes a value of at most 2,000 letters. */
const mostAccounts = 25;

/** What a patient was asked for and nobody has paid yet, whoever asked for it: not witnessed, for nobody is told. Payments are made to the
 *  patient's own account, so those of others aren't opened. */
export async function waitingOf(
  { find, accountsOf }: Pick<PaymentsPorts, "find" | "accountsOf">,
  tenant: TenantId,
  patient: ResourceId | string | undefined,
): ReturnType<PaymentsPorts["find"]> {
  if (patient === undefined) return [];
  const accounts = (await accountsOf(tenant, patient)).map((id) => `Account/${id}`);
  const waits: Awaited<ReturnType<PaymentsPorts["find"]>>[number][] = [];
  for (let from = 0; from < accounts.length; from += mostAccounts)
    waits.push(
      ...(await find(tenant, [
        ["payment-status", `${stepSystem}|${waiting}`],
        ["status", "draft"],
        ["request", accounts.slice(from, from + mostAccounts).join(",")],
      ])),
    );
  return waits.filter(
    ({ resource }) =>
      statusOf(resource) === "draft" && refundOf(resource) === undefined && subjectPatientOf(resource) === patient,
  );
}

export interface UnderWay {
  readonly underWay: readonly Found[];
  /** Whether something was settled just now. */
  readonly isNews: boolean;
}

/** What a patient was asked for online that isn't settled yet. The provider is asked about each: what was paid meanwhile is booked, and isn't
 *  among them any more. @throws ProviderError */
export async function findUnderWay(
  ports: PaymentsPorts,
  { account, clerk }: { readonly account: OnlineAccount; readonly clerk: Caller },
  patient: ResourceId,
): Promise<UnderWay> {
  const theirs = await waitingOf(ports, account.tenant, patient);
  const still: Found[] = [];
  for (const { id } of theirs) {
    await settle(ports, account, clerk, id);
    const now = await readOne(ports, clerk, id);
    if (now !== undefined && statusOf(now.resource) === "draft") still.push(now);
  }
  return { underWay: still, isNews: still.length < theirs.length };
}

/** Whether somebody can pay on its page just now, or will once the provider has made it, and it is for these invoices alone. */
export function isPageFor({ resource }: Pick<Found, "resource">, invoices: ReadonlySet<string>, at: number): boolean {
  const { online } = notesOf(resource);
  const wanted = new Set<string>(wantedBy(resource));
  const isOpen = online?.state === "asked" || (online?.state === "open" && Date.parse(online.expires ?? "") > at);
  return isOpen && wanted.size === invoices.size && [...wanted].every((id) => invoices.has(id));
}

/** Whether a bank works on a payment of one of these invoices. */
export function isBeingPaid({ resource }: Pick<Found, "resource">, invoices: ReadonlySet<string>): boolean {
  return notesOf(resource).online?.state === "pending" && wantedBy(resource).some((id) => invoices.has(id));
}
