import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { Clock, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import type { Chart } from "../../custody/chart/index.ts";
import type { PublicPages } from "./settings.ts";

/** What is limited, each by keys of its own. */
export type Limited =
  /** A sum, which counts once. */
  | "challenge"
  /** Free times that have to be looked up, of an organisation. */
  | "times"
  /** Of those, what one site causes. */
  | "times-site"
  | "times-site-day"
  /** What one network sends, and what an organisation gets, in an hour and in a day. */
  | "network-hour"
  | "network-day"
  | "site-hour"
  | "site-day"
  | "whole-hour"
  | "whole-day"
  /** Times that are kept for one network, one address or number, and all together, in a day. */
  | "hold-network"
  | "hold-site"
  | "hold-contact"
  | "hold-whole";

/** Takes one of what is left. Keys are hidden before they are counted.
 *  @returns undefined where there was one; else in how many seconds there will be */
export type Take = (limited: Limited, key: string) => Promise<number | undefined>;

/** A time that is free, and with whom and where. Instants are ISO 8601, UTC. */
export interface FreeTime {
  readonly start: string;
  readonly end: string;
  readonly therapistId: string;
  readonly roomId?: string | undefined;
}

export interface OfferedPlaces {
  readonly timeZone: string;
  readonly branches: readonly { readonly id: string; readonly name: string }[];
  readonly kinds: readonly {
    readonly id: string;
    readonly name: string;
    readonly minutes: number;
    readonly active: boolean;
    readonly branchIds: readonly string[];
  }[];
  readonly rooms: readonly { readonly id: string; readonly name: string }[];
  readonly therapists: readonly { readonly id: string; readonly name: string }[];
}

/** The calendar, as the caller sees it. */
export interface CalendarPort {
  places(caller: Caller): Promise<OfferedPlaces>;
  freeTimes(
    caller: Caller,
    query: {
      readonly kind: string;
      readonly branch: string;
      readonly from: string;
      readonly days: number;
      readonly most: number;
    },
  ): Promise<{ readonly times: readonly FreeTime[] }>;
  /** Refuses in the calendar's words, unless there is a reason, where the patient has another appointment at that time that the caller sees. */
  expectNowhereElse(
    caller: Caller,
    asked: {
      readonly patient: ResourceId;
      /** Milliseconds since 1970. */
      readonly stretch: { readonly from: number; readonly until: number };
      readonly except: ResourceId;
      readonly reason?: string | undefined;
    },
  ): Promise<void>;
}

/** Who asked, and for what: as they typed it. */
export interface Enquirer {
  readonly name: string;
  readonly birthDate?: string | undefined;
  readonly telephone?: string | undefined;
  readonly email?: string | undefined;
  readonly about: string;
  readonly times: string;
  readonly heardFrom?: string | undefined;
  readonly branchId: string;
  readonly reminders?: boolean | undefined;
}

export interface ReceptionPorts {
  readonly db: Database;
  readonly chart: Pick<Chart, "create" | "read" | "search" | "seenAmong" | "transact" | "update">;
  /** Reads as `chart` does, and notes nothing: what it finds is told to nobody. */
  readonly rehearsal: Pick<Chart, "search">;
  readonly calendar: CalendarPort;
  /** Hashes a text under a key of the organisation's: 16 bytes, the same for ever. */
  readonly blinding: (tenant: TenantId) => Promise<(text: string) => Buffer>;
  readonly settings: (tenant: TenantId) => Promise<PublicPages>;
  readonly timeZone: (tenant: TenantId) => Promise<string>;
  /** The Task that an enquiry is, from the web. */
  readonly newEnquiry: (asked: Enquirer, now: number) => FhirResource;
  readonly take: (tenant: TenantId) => Take;
  readonly random: (bytes: number) => Buffer;
  /** How hard sums are. Absent: as a browser can bear. */
  readonly workBits?: number | undefined;
  readonly now: Clock;
}

/** Where a stranger's request comes from. */
export interface Origin {
  /** The peer's address. */
  readonly from: string;
  /** The block of addresses that are one household's or one hoster's. */
  readonly network: string;
  /** The block that these belong to: whoever has all of it has hundreds of networks. */
  readonly site: string;
  readonly requestId: string;
}
