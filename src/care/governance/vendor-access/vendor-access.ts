import type { Caller } from "../../../custody/access/index.ts";
import type { JudgeDecision, JudgedDecision } from "../../../custody/signatures/index.ts";
import type { PersonId } from "../../../foundation/kernel/index.ts";
import { actorOf } from "../act.ts";
import { alteredWords, unlessAltered } from "../altered.ts";
import { GovernanceError } from "../governance-error.ts";
import type { GovernancePorts } from "../ports.ts";
import { type VendorDeciding, decideVendorAccess, endVendorAccess } from "./decide.ts";
import { openDecision, readVendor, timesOf, vendorDecision } from "./opened.ts";
import { type VendorRequest, requestVendorAccess } from "./request.ts";
import type { VendorState } from "./state.ts";
import { type VendorRow, listVendorAccess, readVendorAccess } from "./vendor-access-table.ts";

interface Named {
  readonly id: PersonId;
  readonly name: string;
}

export interface VendorAccess {
  readonly id: string;
  readonly person: Named;
  readonly ticket: string;
  readonly purpose: string;
  readonly scopes: readonly string[];
  readonly from: number;
  readonly until: number;
  /** How long it lasts, from its approval. */
  readonly minutes: number;
  readonly state: VendorState;
  readonly inForce: boolean;
  readonly requestedBy: Named;
  readonly requestedAt: number;
  readonly decidedBy: Named | undefined;
  readonly decidedAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly may: {
    readonly approve: boolean;
    readonly refuse: boolean;
    readonly withdraw: boolean;
    readonly end: boolean;
  };
  /** Somebody who has the database altered it: it can't be read, and opens nothing. */
  readonly altered: boolean;
  /** What its approver signed; undefined for one that isn't approved, or from before approvals were signed. */
  readonly signature: JudgedDecision | undefined;
}

/** Access of a named person of a vendor: for a ticket, approved by another person, to be read only, for a time. */
export interface VendorAccesses {
  list(caller: Caller): Promise<{ readonly access: readonly VendorAccess[]; readonly mostDays: number }>;
  /** @throws GovernanceError `vendor/not-a-vendor`, `vendor/unsuitable-scope`, `vendor/unsuitable-time` */
  request(caller: Caller, request: VendorRequest): Promise<VendorAccess>;
  /** @throws GovernanceError `vendor/unknown`, `vendor/four-eyes`, `vendor/illegal-change` */
  decide(caller: Caller, decision: VendorDeciding): Promise<VendorAccess>;
  /** @throws GovernanceError `vendor/unknown`, `vendor/illegal-change` */
  end(caller: Caller, ending: { readonly id: string; readonly note?: string | undefined }): Promise<VendorAccess>;
}

const mostListed = 200;

export function createVendorAccesses(ports: GovernancePorts): VendorAccesses {
  const { db, now } = ports;

  async function opened(caller: Caller, row: VendorRow, judge: JudgeDecision): Promise<VendorAccess> {
    const vault = await ports.vault(caller.tenant);
    const request = readVendor(ports, caller.tenant, vault, row);
    const { words } = request;
    const wasApproved = ["approved", "ended"].includes(row.state) || (row.state === "lapsed" && row.decider !== null);
    const read = unlessAltered(ports, caller.tenant, { table: "vendor_access", id: row.id }, () => ({
      decision: openDecision(vault, row, wasApproved),
    }));
    // Who approved has always been kept: a row without it lost it.
    const isStripped = wasApproved && read?.decision === undefined;
    const decision = read === undefined || isStripped ? { name: alteredWords } : read.decision;
    const signed = wasApproved ? read?.decision : undefined;
    const signature = signed?.signature && (await judge(vendorDecision(row, words, signed.note), signed.signature));
    const altered = request.altered || read === undefined || isStripped || signature?.verdict.kind === "broken";
    const lapsed = row.until <= now() && (row.state === "requested" || row.state === "approved");
    const state = lapsed ? "lapsed" : row.state;
    const mayDecide = state === "requested" && caller.permissions.has("vendor.approve");
    const another = caller.id !== row.requester && caller.id !== row.person;
    return {
      id: row.id,
      person: { id: row.person, name: words.personName },
      ticket: words.ticket,
      purpose: words.purpose,
      scopes: words.scopes,
      ...timesOf(row, words, now()),
      minutes: Math.round((words.lasts ?? row.until - row.from_at) / 60_000),
      state,
      inForce: state === "approved" && !altered && row.from_at <= now(),
      requestedBy: { id: row.requester, name: words.requesterName },
      requestedAt: row.requested_at,
      decidedBy: decision === undefined || row.decider === null ? undefined : { id: row.decider, name: decision.name },
      decidedAt: row.decided_at ?? undefined,
      endedAt: row.ended_at ?? (lapsed ? row.until : undefined),
      may: {
        approve: mayDecide && another && !altered,
        refuse: mayDecide && another,
        withdraw: state === "requested" && caller.id === row.requester,
        end: state === "approved",
      },
      altered,
      signature,
    };
  }

  async function one(caller: Caller, id: string): Promise<VendorAccess> {
    const row = await readVendorAccess(db.tenant(caller.tenant), caller.tenant, id);
    if (row === undefined) throw new GovernanceError("vendor/unknown", "there is no such vendor access");
    return opened(caller, row, await ports.decisions.judge(caller.tenant));
  }

  return {
    async list(caller) {
      const rows = await listVendorAccess(db.tenant(caller.tenant), caller.tenant, mostListed);
      const { mostDays } = (await ports.settings(caller.tenant)).vendorAccess;
      const judge = await ports.decisions.judge(caller.tenant);
      return { access: await Promise.all(rows.map((row) => opened(caller, row, judge))), mostDays };
    },
    async request(caller, request) {
      return one(caller, await requestVendorAccess(ports, caller, request));
    },
    async decide(caller, decision) {
      await decideVendorAccess(ports, caller, decision);
      return one(caller, decision.id);
    },
    async end(caller, ending) {
      await endVendorAccess(ports, actorOf(caller), caller.tenant, ending);
      return one(caller, ending.id);
    },
  };
}
