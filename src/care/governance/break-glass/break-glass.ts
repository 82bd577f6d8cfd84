import type { Caller } from "../../../custody/access/index.ts";
import type { JudgedDecision } from "../../../custody/signatures/index.ts";
import { type PersonId, type ResourceId, parsePersonId } from "../../../foundation/kernel/index.ts";
import { actorOf } from "../act.ts";
import { alteredWords, unlessAltered } from "../altered.ts";
import type { AccessUnderGrant, GovernancePorts } from "../ports.ts";
import { type Asking, askBreakGlass } from "./ask.ts";
import {
  type BreakGlassRow,
  type EndedBy,
  type ReviewRow,
  grantsInForce,
  listBreakGlass,
  readBreakGlass,
  reviewsOf,
} from "./break-glass-table.ts";
import { endBreakGlass, unknownGrant } from "./end.ts";
import { type ReadGrant, openReview, readGrant, reasonOf, reviewDecision } from "./opened.ts";
import type { Reason } from "./reason.ts";
import type { RefusedAskings } from "./refused-askings.ts";
import { type Outcome, type Review, reviewBreakGlass } from "./review.ts";
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
  /** Somebody who has the database altered it: it can't be read, and opens nothing. */
  readonly altered: boolean;
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
    /** Undefined for one of before reviews were signed, and where it can't be read. */
    readonly signature: JudgedDecision | undefined;
    /** Somebody who has the database altered it, or the grant beneath it. */
    readonly altered: boolean;
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
  review(caller: Caller, review: Review): Promise<OpenedGrant>;
}

const pageLength = 50;
const mostAccesses = 200;

export function createBreakGlass(ports: GovernancePorts, refused: RefusedAskings): BreakGlass {
  const { db, now } = ports;

  /** Undefined when it was altered so that it opens nothing. */
  async function own({ tenant }: Caller, row: BreakGlassRow): Promise<OwnGrant | undefined> {
    const vaults = { staff: await ports.vault(tenant), patient: await ports.patientVault(tenant, row.patient) };
    const { staff, patient, holds } = readGrant(ports, tenant, vaults, row);
    if (!holds) return undefined;
    return {
      id: row.id,
      patient: row.patient,
      label: patient?.label,
      reason: reasonOf(staff, patient),
      beganAt: row.began_at,
      until: row.until,
    };
  }

  function listed({ staff, standing, altered }: ReadGrant, row: BreakGlassRow): ListedGrant {
    const { name, role } = staff ?? { name: alteredWords, role: undefined };
    const lapsed = standing.state === "open" && row.until <= now();
    return {
      id: row.id,
      person: { id: row.person, name, role },
      state: lapsed ? "awaiting-review" : standing.state,
      beganAt: row.began_at,
      until: row.until,
      endedAt: standing.ended_at ?? (lapsed ? row.until : undefined),
      endedBy: standing.ended_by ?? (lapsed ? "itself" : undefined),
      dueAt: row.due_at,
      altered,
    };
  }

  async function detail(caller: Caller, id: string): Promise<OpenedGrant> {
    const { tenant } = caller;
    const row = await readBreakGlass(db.tenant(tenant), tenant, id);
    if (row === undefined) throw unknownGrant();
    const found = row;
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
    const read = readGrant(ports, tenant, { staff, patient }, row);
    const reviews = await reviewsOf(db.tenant(tenant), tenant, id);
    const judge = await ports.decisions.judge(tenant);
    /** Undefined when it went with the patient's key. */
    async function judged(review: ReviewRow): Promise<OpenedGrant["reviews"][number] | undefined> {
      const opened = unlessAltered(ports, tenant, { table: "break_glass", id }, () => ({
        words: openReview({ staff, patient }, id, review),
      }));
      if (opened !== undefined && opened.words === undefined) return undefined;
      const { name, note, signature: signed } = opened?.words ?? { name: alteredWords, note: alteredWords };
      const staffName = read.staff?.name ?? alteredWords;
      const signature = signed && (await judge(reviewDecision(found, review, { staffName, note }), signed));
      return {
        outcome: review.outcome,
        note,
        by: { id: review.reviewer, name },
        at: review.at,
        signature,
        altered: opened === undefined || signature?.verdict.kind === "broken",
      };
    }
    const until = read.standing.ended_at ?? Math.min(row.until, now());
    const done = await ports.accessesOf(tenant, {
      person: row.person,
      patient: row.patient,
      from: row.began_at,
      until,
      limit: mostAccesses + 1,
    });
    return {
      ...listed(read, row),
      patient: row.patient,
      label: read.patient?.label,
      reason: reasonOf(read.staff, read.patient),
      accesses: done.slice(0, mostAccesses),
      moreAccesses: done.length > mostAccesses,
      reviews: (await Promise.all(reviews.map(judged))).filter((review) => review !== undefined),
    };
  }

  return {
    async ask(caller, asking) {
      const { row, made } = await askBreakGlass(ports, refused, caller, asking);
      const grant = await own(caller, row);
      if (grant === undefined) throw new Error("a grant in force doesn't open");
      return { grant, made };
    },

    async mine(caller) {
      const rows = await grantsInForce(db.tenant(caller.tenant), caller.tenant, now(), parsePersonId(caller.id));
      const grants = await Promise.all(rows.map((row) => own(caller, row)));
      return grants.filter((grant) => grant !== undefined);
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
      const staff = await ports.vault(tenant);
      return {
        grants: shown.map((row) => listed(readGrant(ports, tenant, { staff }, row), row)),
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
