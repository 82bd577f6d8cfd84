import { type Caller, ScopeError, parseScope, vendorRole } from "../../../custody/access/index.ts";
import { type PersonId, parsePersonId } from "../../../foundation/kernel/index.ts";
import { actorOf } from "../act.ts";
import { GovernanceError } from "../governance-error.ts";
import type { GovernancePorts } from "../ports.ts";
import { openTask } from "../tasks/open-task.ts";
import { sealVendor } from "./opened.ts";
import { type VendorRow, insertVendorAccess } from "./vendor-access-table.ts";

export interface VendorRequest {
  readonly person: PersonId;
  readonly ticket: string;
  readonly purpose: string;
  /** SMART v2 read scopes: `user/Observation.rs?category=laboratory`. */
  readonly scopes: readonly string[];
  readonly from: number;
  readonly until: number;
}

const day = 86_400_000;
/** How long a request waits for its approval. */
const waitsMilliseconds = 7 * day;
/** A form that was open for a while still means now. */
const leeway = 10 * 60_000;

/** Asks for access; nothing opens before another person approves.
 *  @throws GovernanceError `vendor/not-a-vendor`, `vendor/unsuitable-scope`, `vendor/unsuitable-time` */
export async function requestVendorAccess(
  ports: GovernancePorts,
  caller: Caller,
  request: VendorRequest,
): Promise<string> {
  const { tenant } = caller;
  const at = ports.now();
  const { mostDays } = (await ports.settings(tenant)).vendorAccess;
  expectTime(request, at, mostDays);
  const scopes = request.scopes.map(readScope);
  const person = (await ports.directory.all(tenant)).find(({ id }) => id === request.person);
  if (person?.role !== vendorRole)
    throw new GovernanceError("vendor/not-a-vendor", "this access is for people with the role of a vendor", {
      path: "personId",
    });
  const begins = Math.max(request.from, at);
  const lasts = request.until - begins;
  const place = {
    id: ports.newId(),
    person: person.id,
    requester: parsePersonId(caller.id),
    from_at: begins,
    // Until then it can be approved; from the approval on it lasts as long as was asked for.
    until: begins + Math.max(lasts, waitsMilliseconds),
  };
  const row: VendorRow = {
    ...place,
    decider: null,
    state: "requested",
    requested_at: at,
    decided_at: null,
    ended_at: null,
    sealed: sealVendor(await ports.vault(tenant), place, {
      personName: person.name,
      requesterName: caller.name,
      ticket: request.ticket,
      purpose: request.purpose,
      scopes,
      lasts,
    }),
    sealed_decision: null,
  };
  await ports.db.transaction(tenant, async (tx) => {
    await insertVendorAccess(tx, tenant, row);
    await openTask(ports, tx, tenant, {
      kind: "vendor-approval",
      about: row.id,
      title: `Decide about access for ${person.name} (ticket ${request.ticket}), asked for by ${caller.name}`,
      dueAt: Math.max(row.from_at, at + day),
      notFor: row.requester,
    });
    await ports.record(tx, tenant, {
      action: "vendor-access-requested",
      at,
      actor: actorOf(caller),
      why: `ticket ${request.ticket}: ${request.purpose}`,
      detail: `${person.name} (${person.id}), ${scopes.join(" ")}, for ${Math.round(lasts / 60_000)} minutes from the approval, not before ${instant(row.from_at)} (${row.id})`,
    });
  });
  return row.id;
}

function expectTime({ from, until }: VendorRequest, now: number, mostDays: number): void {
  const wrong = (path: string, message: string) => new GovernanceError("vendor/unsuitable-time", message, { path });
  if (from < now - leeway) throw wrong("from", "it can't begin in the past");
  if (from > now + 90 * day) throw wrong("from", "it can't begin later than 90 days from now");
  if (until <= Math.max(from, now)) throw wrong("until", "it must end after it begins");
  if (until - Math.max(from, now) > mostDays * day)
    throw wrong("until", `one approval lasts ${mostDays} days at most: ask again when they are over`);
}

function readScope(text: string): string {
  const wrong = (message: string) => new GovernanceError("vendor/unsuitable-scope", message, { path: "scopes" });
  try {
    const scope = parseScope(text);
    if (scope.level !== "user") throw wrong("a vendor's person takes user/ scopes");
    if (!/^r?s?$/.test(scope.permissions) || scope.permissions === "")
      throw wrong("vendors may read (r) and search (s), no more");
    return scope.text;
  } catch (error) {
    if (error instanceof ScopeError) throw wrong(error.message);
    throw error;
  }
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
