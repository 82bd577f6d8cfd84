import type { Caller } from "../../../custody/access/index.ts";
import type { FhirResource } from "../../../foundation/fhir/index.ts";
import { type PersonId, type Secret, type TenantId, parsePersonId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { type Actor, actorOf, clockActor } from "../act.ts";
import { GovernanceError } from "../governance-error.ts";
import type { GovernancePorts } from "../ports.ts";
import { finishTasks } from "../tasks/open-task.ts";
import { readVendor, sealDecision, sealVendor, timesOf, vendorDecision } from "./opened.ts";
import { stepVendor } from "./state.ts";
import {
  type VendorRow,
  holdLapsedVendors,
  holdVendorAccess,
  readVendorAccess,
  storeVendorState,
  storeVendorTimes,
} from "./vendor-access-table.ts";

export type VendorDecision = "approve" | "refuse" | "withdraw";

export interface VendorDeciding {
  readonly id: string;
  readonly decision: VendorDecision;
  readonly note?: string | undefined;
  /** What signing an approval takes, where it takes that. */
  readonly password?: Secret<string> | undefined;
}

/** Approvals are signed. @throws GovernanceError `vendor/unknown`, `vendor/four-eyes`, `vendor/altered`, `vendor/illegal-change` */
export async function decideVendorAccess(
  ports: GovernancePorts,
  caller: Caller,
  { id, decision, note, password }: VendorDeciding,
): Promise<void> {
  const { tenant } = caller;
  const vault = await ports.vault(tenant);
  const decider = parsePersonId(caller.id);
  const known = await readVendorAccess(ports.db.tenant(tenant), tenant, id);
  if (known === undefined) throw unknownVendorAccess();
  expectFourEyes(known, decider, decision);
  const sign =
    decision === "approve" ? await ports.decisions.signer(caller, { meaning: "approval", password }) : undefined;
  await ports.db.transaction(tenant, async (tx) => {
    const row = await hold(tx, tenant, id);
    expectFourEyes(row, decider, decision);
    const at = ports.now();
    const { words, altered } = readVendor(ports, tenant, vault, row);
    if (altered && decision === "approve")
      throw new GovernanceError(
        "vendor/altered",
        "this was altered in the database: refuse it and let it be asked for again",
      );
    // Too late to decide: what was asked for is over.
    if (row.until <= at && row.state === "requested")
      throw new GovernanceError(
        "vendor/illegal-change",
        "the time that was asked for is over: it has to be asked for again",
      );
    const state = stepVendor(row.state, decision);
    // Who withdraws is the requester: the row's decider is somebody else, or nobody.
    const by = decision === "withdraw" ? null : decider;
    let signature: FhirResource | undefined;
    if (sign !== undefined) {
      const { from: from_at, until } = timesOf(row, words, at);
      const place = { ...row, from_at, until };
      signature = await sign(tx, vendorDecision({ ...place, decided_at: at }, words, note));
      await storeVendorTimes(tx, tenant, { ...place, sealed: sealVendor(vault, place, words) });
    }
    await storeVendorState(tx, tenant, {
      id,
      state,
      decider: by,
      decided_at: at,
      ended_at: decision === "approve" ? null : at,
      sealed_decision: sealDecision(vault, { id, decider: by }, decision === "approve", {
        name: caller.name,
        note,
        signature,
      }),
    });
    await finishTasks(ports, tx, tenant, { about: id, by: actorOf(caller), note: state });
    await ports.record(tx, tenant, {
      action: "vendor-access-decided",
      at,
      actor: actorOf(caller),
      why: note ?? `with vendor.approve`,
      detail: `${state}: ${words.personName} (${row.person}), ticket ${words.ticket}, ${words.scopes.join(" ")} (${id})`,
    });
    if (decision === "approve") await ports.grantsChanged(tx, tenant);
  });
  if (decision === "approve") ports.forgetGrants(tenant);
}

function expectFourEyes(row: VendorRow, caller: PersonId, decision: VendorDecision): void {
  if (decision === "withdraw") {
    if (caller !== row.requester) throw new GovernanceError("vendor/four-eyes", "who asked withdraws; others refuse");
    return;
  }
  if (caller === row.requester || caller === row.person)
    throw new GovernanceError("vendor/four-eyes", "somebody other than who asked, and whom it is for, decides");
}

/** Ends approved access at once, its sessions too. @throws GovernanceError `vendor/unknown`, `vendor/illegal-change` */
export async function endVendorAccess(
  ports: GovernancePorts,
  by: Actor,
  tenant: TenantId,
  { id, note }: { readonly id: string; readonly note?: string | undefined },
): Promise<void> {
  const person = await ports.db.transaction(tenant, async (tx) => {
    const row = await hold(tx, tenant, id);
    await endHeldVendor(ports, tx, tenant, row, { event: "end", by, note });
    return row.person;
  });
  ports.forgetGrants(tenant);
  await ports.endSessions(tenant, person);
}

/** Writes down what is over. @returns whose sessions have to end */
export async function lapseVendorAccess(
  ports: GovernancePorts,
  tx: Transaction,
  tenant: TenantId,
): Promise<readonly PersonId[]> {
  const rows = await holdLapsedVendors(tx, tenant, ports.now(), 100);
  for (const row of rows) await endHeldVendor(ports, tx, tenant, row, { event: "lapse", by: clockActor });
  return rows.filter(({ state }) => state === "approved").map(({ person }) => person);
}

async function endHeldVendor(
  ports: GovernancePorts,
  tx: Transaction,
  tenant: TenantId,
  row: VendorRow,
  { event, by, note }: { readonly event: "end" | "lapse"; readonly by: Actor; readonly note?: string | undefined },
): Promise<void> {
  const at = ports.now();
  const { words } = readVendor(ports, tenant, await ports.vault(tenant), row);
  await storeVendorState(tx, tenant, {
    id: row.id,
    state: stepVendor(row.state, event),
    decider: row.decider,
    decided_at: row.decided_at,
    ended_at: Math.min(at, row.until),
    sealed_decision: row.sealed_decision,
  });
  await finishTasks(ports, tx, tenant, { about: row.id, by, note: event === "lapse" ? "its time was over" : "ended" });
  await ports.record(tx, tenant, {
    action: "vendor-access-ended",
    at,
    actor: by,
    why: event === "lapse" ? "its time was over" : (note ?? "ended by hand"),
    detail: `${words.personName} (${row.person}), ticket ${words.ticket} (${row.id})`,
  });
  await ports.grantsChanged(tx, tenant);
}

async function hold(tx: Transaction, tenant: TenantId, id: string): Promise<VendorRow> {
  const row = await holdVendorAccess(tx, tenant, id);
  if (row === undefined) throw unknownVendorAccess();
  return row;
}

function unknownVendorAccess(): GovernanceError {
  return new GovernanceError("vendor/unknown", "there is no such vendor access");
}
