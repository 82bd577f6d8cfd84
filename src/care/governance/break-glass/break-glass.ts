import type { Caller } from "../../../custody/access/index.ts";
import { type PersonId, type ResourceId, parsePersonId } from "../../../foundation/kernel/index.ts";
import { actorOf } from "../act.ts";
import type { AccessUnderGrant, GovernancePorts } from "../ports.ts";
import { type Asking, askBreakGlass } from "./ask.ts";
import {
  type BreakGlassRow,
  type EndedBy,
  grantsInForce,
  listBreakGlass,
  readBreakGlass,
  reviewsOf,
} from "./break-glass-table.ts";
import { endBreakGlass, unknownGrant } from "./end.ts";
import { openPatient, openReview, openStaff, reasonOf } from "./opened.ts";
import type { Reason } from "./reason.ts";
import { type Outcome, reviewBreakGlass } from "./review.ts";
import type { BreakGlassState } from "./state.ts";

/** As its owner sees it. */
export interface OwnGrant {
  readonly id: string;
  readonly patient: ResourceId;
  readonly label: string | undefined;
  readonly reason: Reason | undefined;
  readonly beganAt: number;
  readonly until: number;
}

/** As an officer's list shows it. */
export interface ListedGrant {
  readonly id: string;
  readonly person: { readonly id: PersonId; readonly name: string; readonly role: string | undefined };
  readonly state: BreakGlassState;
  readonly beganAt: number;
  readonly until: number;
  readonly endedAt: number | undefined;
  readonly endedBy: EndedBy | undefined;
  readonly dueAt: number;
}

/** As an officer reviews it. */
export interface OpenedGrant extends ListedGrant {
  readonly patient: ResourceId;
  readonly label: string | undefined;
  readonly reason: Reason | undefined;
  readonly accesses: readonly AccessUnderGrant[];
  readonly moreAccesses: boolean;
  readonly reviews: readonly {
    readonly outcome: Outcome;
    readonly note: string;
    readonly by: { readonly id: PersonId; readonly name: string };
    readonly at: number;
  }[];
}

export const listings = {
  open: ["open"],
  awaiting: ["open", "awaiting-review", "follow-up"],
  done: ["justified", "not-justified"],
} as const satisfies Readonly<Record<string, readonly BreakGlassState[]>>;
export type Listing = keyof typeof listings;

/** Access in an emergency to one patient's record, for one person, for a while, under review. */
export interface BreakGlass {
  /** @throws GovernanceError `break-glass/too-many`, `break-glass/no-single-patient` */
  ask(caller: Caller, asking: Asking): Promise<{ readonly grant: OwnGrant; readonly made: boolean }>;
  mine(caller: Caller): Promise<readonly OwnGrant[]>;
  end(caller: Caller, id: string): Promise<void>;
  list(
    caller: Caller,
    page: { readonly which: Listing; readonly before?: string | undefined },
  ): Promise<{ readonly grants: readonly ListedGrant[]; readonly next: string | undefined }>;
  /** With the patient and what was done: a look that the ledger witnesses. @throws GovernanceError `break-glass/unknown` */
  detail(caller: Caller, id: string): Promise<OpenedGrant>;
  /** @throws GovernanceError `break-glass/unknown`, `break-glass/own`, `break-glass/illegal-change` */
  review(
    caller: Caller,
    review: { readonly id: string; readonly outcome: Outcome; readonly note: string },
  ): Promise<OpenedGrant>;
}

const pageLength = 50;
const mostAccesses = 200;

export function createBreakGlass(ports: GovernancePorts): BreakGlass {
  const { db, now } = ports;

  async function own(caller: Caller, row: BreakGlassRow): Promise<OwnGrant> {
    const about = openPatient(await ports.patientVault(caller.tenant, row.patient), row);
    return {
      id: row.id,
      patient: row.patient,
      label: about?.label,
      reason: reasonOf(openStaff(await ports.vault(caller.tenant), row), about),
      beganAt: row.began_at,
      until: row.until,
    };
  }

  async function listed(caller: Caller, row: BreakGlassRow): Promise<ListedGrant> {
    const { name, role } = openStaff(await ports.vault(caller.tenant), row);
    const lapsed = row.state === "open" && row.until <= now();
    return {
      id: row.id,
      person: { id: row.person, name, role },
      state: lapsed ? "awaiting-review" : row.state,
      beganAt: row.began_at,
      until: row.until,
      endedAt: row.ended_at ?? (lapsed ? row.until : undefined),
      endedBy: row.ended_by ?? (lapsed ? "itself" : undefined),
      dueAt: row.due_at,
    };
  }

  async function detail(caller: Caller, id: string): Promise<OpenedGrant> {
    const { tenant } = caller;
    const row = await readBreakGlass(db.tenant(tenant), tenant, id);
    if (row === undefined) throw unknownGrant();
    await db.transaction(tenant, (tx) =>
      ports.record(tx, tenant, {
        action: "accesses",
        at: now(),
        actor: actorOf(caller),
        why: "to review an emergency access",
        detail: `grant ${id}`,
        patient: row.patient,
      }),
    );
    const staff = await ports.vault(tenant);
    const patient = await ports.patientVault(tenant, row.patient);
    const about = openPatient(patient, row);
    const reviews = await reviewsOf(db.tenant(tenant), tenant, id);
    const until = row.ended_at ?? Math.min(row.until, now());
    const done = await ports.accessesOf(tenant, {
      person: row.person,
      patient: row.patient,
      from: row.began_at,
      until,
      limit: mostAccesses + 1,
    });
    return {
      ...(await listed(caller, row)),
      patient: row.patient,
      label: about?.label,
      reason: reasonOf(openStaff(staff, row), about),
      accesses: done.slice(0, mostAccesses),
      moreAccesses: done.length > mostAccesses,
      reviews: reviews.flatMap((review) => {
        const words = openReview({ staff, patient }, id, review);
        if (words === undefined) return [];
        const { name, note } = words;
        return [{ outcome: review.outcome, note, by: { id: review.reviewer, name }, at: review.at }];
      }),
    };
  }

  return {
    async ask(caller, asking) {
      const { row, made } = await askBreakGlass(ports, caller, asking);
      return { grant: await own(caller, row), made };
    },

    async mine(caller) {
      const rows = await grantsInForce(db.tenant(caller.tenant), caller.tenant, now(), parsePersonId(caller.id));
      return Promise.all(rows.map((row) => own(caller, row)));
    },

    end: (caller, id) => endBreakGlass(ports, caller, id),

    async list(caller, { which, before }) {
      const { tenant } = caller;
      const last = before === undefined ? undefined : await readBreakGlass(db.tenant(tenant), tenant, before);
      if (before !== undefined && last === undefined) throw unknownGrant();
      const rows = await listBreakGlass(db.tenant(tenant), tenant, {
        states: listings[which],
        before: last,
        limit: pageLength + 1,
      });
      const shown = rows.slice(0, pageLength);
      return {
        grants: await Promise.all(shown.map((row) => listed(caller, row))),
        next: rows.length > pageLength ? shown.at(-1)?.id : undefined,
      };
    },

    detail,

    async review(caller, review) {
      await reviewBreakGlass(ports, caller, review);
      return detail(caller, review.id);
    },
  };
}
