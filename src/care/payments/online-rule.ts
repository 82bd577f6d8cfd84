import { randomUuid } from "../../foundation/crypto/index.ts";
import { type FhirResource, canonicalText } from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { ChartError, type ProposedChange, type WriteRule } from "../../custody/chart/index.ts";
import {
  type Notes,
  asksOnline,
  noNotes,
  notesOf,
  refundOf,
  statusOf,
  withNotes,
  withoutNotes,
} from "./online-record.ts";
import type { PaymentsPorts } from "./ports.ts";
import { identifierSystem } from "./vocabulary.ts";

/** The program of the house that asks the provider and notes what it says. No client that somebody registers has this id. */
export const clerkId = "online-payments";

function isClerk({ kind, id }: Pick<Caller, "kind" | "id">): boolean {
  return kind === "client" && id === clerkId;
}

export interface OnlineRulePorts {
  /** Current records of these ids, whoever may see them. */
  readonly current: (tenant: TenantId, ids: readonly ResourceId[]) => Promise<ReadonlyMap<ResourceId, FhirResource>>;
  /** Whether this gives back, by the way that it came, no more than is left of that payment, to the same patient. @param others what goes
   *  back on it beside this */
  readonly goesBackOn: (
    tenant: TenantId,
    refund: FhirResource,
    payment: FhirResource,
    others: readonly FhirResource[],
  ) => Promise<boolean>;
  readonly find: PaymentsPorts["find"];
}

function against(path: string, message: string): ChartError {
  return new ChartError("chart/against-rule", message, { path: `PaymentNotice.${path}` });
}

const isSame = (one: FhirResource, other: FhirResource) =>
  canonicalText(withoutMeta(one)) === canonicalText(withoutMeta(other));

function withoutMeta({ meta: _meta, text: _text, ...rest }: FhirResource): FhirResource {
  return rest as FhirResource;
}

/** What the server notes on what is new. */
async function notesOfNew(ports: OnlineRulePorts, { tenant }: Caller, next: FhirResource): Promise<Notes> {
  const sent = notesOf(next);
  if (sent.identifiers.size > 0 || sent.isWaiting)
    throw against("identifier", "what the provider is told and says is the server's to note: leave it out");
  const original = refundOf(next);
  if (original !== undefined) {
    await expectGoesBack(ports, tenant, next, original);
    return {
      online: { state: "requested" },
      identifiers: new Map([
        [identifierSystem.reference, randomUuid()],
        [identifierSystem.refunds, original],
      ]),
      isWaiting: false,
    };
  }
  if (!asksOnline(next)) return noNotes;
  if (statusOf(next) !== "draft")
    throw against("status", "a payment online begins as a draft: whether it is paid is for the provider to say");
  return {
    online: { state: "asked" },
    identifiers: new Map([[identifierSystem.reference, randomUuid()]]),
    isWaiting: true,
  };
}

async function expectGoesBack(
  ports: OnlineRulePorts,
  tenant: TenantId,
  refund: FhirResource,
  original: ResourceId,
): Promise<void> {
  const gone = await refundsOn(ports, tenant, original);
  const others = gone.flatMap(({ id, resource }) => (id === refund["id"] ? [] : [resource]));
  const paid = (await ports.current(tenant, [original])).get(original);
  const isPaid = paid !== undefined && statusOf(paid) === "active" && refundOf(paid) === undefined;
  if (!isPaid || notesOf(paid).online?.intent === undefined || !(await ports.goesBackOn(tenant, refund, paid, others)))
    throw against(
      "extension",
      "a refund online goes back on a payment of this patient's that came online, up to its amount",
    );
}

/** What went back on a payment, or is on its way: approved, and didn't fail. */
export async function refundsOn(
  ports: Pick<OnlineRulePorts, "find">,
  tenant: TenantId,
  payment: ResourceId,
): ReturnType<PaymentsPorts["find"]> {
  const found = await ports.find(tenant, [["identifier", `${identifierSystem.refunds}|${payment}`]]);
  return found.filter(
    ({ resource }) => statusOf(resource) === "active" && notesOf(resource).online?.state !== "failed",
  );
}

/** What stays of the notes where somebody else than the clerk writes. */
async function notesKept(
  ports: OnlineRulePorts,
  { tenant }: Caller,
  previous: FhirResource,
  next: FhirResource,
): Promise<Notes> {
  const [before, sent] = [notesOf(previous), notesOf(next)];
  if (before.online === undefined) {
    if (sent.online === undefined && !asksOnline(next) && sent.identifiers.size === 0 && !sent.isWaiting) return before;
    throw against("extension", "a payment is asked for online when it is made, not later");
  }
  const original = refundOf(previous);
  const isRefund = original !== undefined;
  if (refundOf(next) !== original) throw against("extension", "what a refund goes back on doesn't change");
  if (isRefund && statusOf(previous) === "draft") await expectGoesBack(ports, tenant, next, original);
  if (!isRefund && !isSame(withoutNotes(previous), withoutNotes(next)) && statusOf(previous) === "draft")
    throw against("status", "this waits for the provider: withdraw it, or wait");
  const isSent = statusOf(previous) === "draft" && statusOf(next) === "active";
  return isRefund && isSent ? { ...before, online: { ...before.online, state: "sending" }, isWaiting: true } : before;
}

/**
 * Payments online, around the rule of payments, which knows nothing of them: what the provider is told and says is noted by the server alone,
 * a payment that was asked for becomes one when the provider says so, and a refund that was approved waits to be sent.
 */
export function onlineRule(ports: OnlineRulePorts, payments: WriteRule): WriteRule {
  return async (change: ProposedChange) => {
    const { caller, action, previous, next } = change;
    if (next === undefined) {
      if (previous !== undefined && notesOf(previous).isWaiting)
        throw against("status", "this waits for the provider: withdraw it first");
      return payments(change);
    }
    // First, for it reads whose turn it is: whoever gives back on the same payment after that overtakes this.
    const ruled = await payments({
      ...change,
      previous: previous === undefined ? undefined : withoutNotes(previous),
      next: withoutNotes(next),
    });
    const notes = await notesFor();
    return { ...ruled, resource: withNotes(ruled.resource ?? withoutNotes(next), notes) };

    async function notesFor(): Promise<Notes> {
      // Another installation's provider isn't ours.
      if (action === "import" && previous === undefined) return noNotes;
      if (next === undefined) return noNotes;
      if (previous === undefined) return notesOfNew(ports, caller, next);
      return isClerk(caller) ? notesOf(next) : notesKept(ports, caller, previous, next);
    }
  };
}
