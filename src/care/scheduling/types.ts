import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Weekday } from "../../foundation/calendar/index.ts";

/** Hours that come back every week; times as "09:30", in the organisation's zone. */
export interface WeeklyHours {
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly until: string;
}

export interface Branch {
  readonly id: ResourceId;
  readonly version: number;
  readonly name: string;
  /** Not known where empty. */
  readonly opening: readonly WeeklyHours[];
}

export interface Room {
  readonly id: ResourceId;
  readonly name: string;
  readonly branchId: ResourceId;
}

/** Of a kind, beside its name. None says how urgent something is: red and amber are the pages'. */
export const kindColours = ["blue", "cyan", "teal", "lime", "violet", "grape", "pink", "brown"] as const;
export type KindColour = (typeof kindColours)[number];

/** A kind of appointment. */
export interface Kind {
  readonly id: ResourceId;
  readonly version: number;
  readonly name: string;
  readonly minutes: number;
  /** How many patients one therapist, room or device has at a time. */
  readonly capacity: number;
  /** Where it is offered; everywhere when empty. */
  readonly branchIds: readonly ResourceId[];
  readonly active: boolean;
  readonly colour?: KindColour | undefined;
}

export interface Therapist {
  readonly id: ResourceId;
  readonly name: string;
  readonly at: readonly {
    readonly branchId?: ResourceId | undefined;
    readonly hours: readonly WeeklyHours[];
    readonly kindIds: readonly ResourceId[];
    readonly title?: string | undefined;
  }[];
}

/** What a calendar has columns for. */
export interface Places {
  readonly timeZone: string;
  readonly branches: readonly Branch[];
  readonly rooms: readonly Room[];
  readonly kinds: readonly Kind[];
  readonly therapists: readonly Therapist[];
  readonly may: { readonly book: boolean; readonly configure: boolean; readonly seeEverybody: boolean };
}

export type State =
  | "requested"
  | "waiting-list"
  | "booked"
  | "arrived"
  | "with-clinician"
  | "done"
  | "no-show"
  | "cancelled";

export type Act = "arrive" | "start" | "finish" | "no-show" | "cancel" | "undo";

export interface Named {
  readonly id: ResourceId;
  readonly name: string;
}

/** An appointment as a desk sees it. Instants are ISO 8601, UTC. */
export interface Appointment {
  readonly id: ResourceId;
  readonly version: number;
  readonly state: State;
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  readonly patient?:
    | (Named & {
        readonly number?: string | undefined;
        readonly birthDate?: string | undefined;
        /** The record was merged into another one. */
        readonly isMerged?: boolean | undefined;
      })
    | undefined;
  readonly kind?: Named | undefined;
  readonly therapist?: Named | undefined;
  readonly room?: Named | undefined;
  readonly branchId?: ResourceId | undefined;
  readonly token?: number | undefined;
  readonly arrivedAt?: string | undefined;
  readonly startedAt?: string | undefined;
  readonly finishedAt?: string | undefined;
  readonly cancelReason?: string | undefined;
  readonly overrideReason?: string | undefined;
  readonly waiting?:
    | { readonly since: string; readonly from?: string | undefined; readonly until?: string | undefined }
    | undefined;
  readonly may: (Act | "move")[];
}

export type Away = "therapist" | "room" | "branch";

/** When a therapist, a room or a whole branch isn't there. */
export interface Absence {
  readonly id: ResourceId;
  readonly version: number;
  readonly who: { readonly kind: Away; readonly id: ResourceId };
  readonly start: string;
  readonly end: string;
  readonly label?: string | undefined;
}

export type WarningCode =
  | "taken"
  | "branch-closed"
  | "therapist-off-hours"
  | "therapist-away"
  | "room-away"
  | "past"
  | "patient-busy"
  | "kind-not-offered";

export interface Warning {
  readonly code: WarningCode;
  readonly message: string;
}

export interface FreeTime {
  readonly start: string;
  readonly end: string;
  readonly branchId?: ResourceId | undefined;
  readonly therapistId: ResourceId;
  readonly roomId?: ResourceId | undefined;
  /** Places that are left, of the kind's capacity. */
  readonly left: number;
}
