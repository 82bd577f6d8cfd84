import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { type NewBooking, takeBooking } from "./bookings.ts";
import { takeEnquiry } from "./enquiries.ts";
import { type Confirmation, type Hold, confirmHold, lapseHolds, readHolds, releaseHold } from "./holds.ts";
import { type Offered, type TimesAsked, openOffers } from "./offers.ts";
import type { Enquirer, Origin, ReceptionPorts } from "./ports.ts";
import { type Challenge, type Purpose, setChallenge } from "./proof.ts";
import { ReceptionError, notOffered } from "./reception-error.ts";
import type { Sent } from "./receiving.ts";
import { notedRequests } from "./noted-requests.ts";

/** What people who aren't signed in may see and ask for, and what staff do with it. Every method throws ReceptionError and ChartError. */
export interface Reception {
  page(tenant: TenantId): Promise<Offered>;
  times(
    tenant: TenantId,
    asked: TimesAsked,
    origin: Pick<Origin, "site">,
  ): Promise<readonly { readonly start: string; readonly end: string }[]>;
  challenge(tenant: TenantId, purpose: Purpose): Promise<Challenge>;
  enquire(tenant: TenantId, asked: Enquirer & Sent, origin: Origin): Promise<void>;
  book(tenant: TenantId, asked: NewBooking, origin: Origin): Promise<void>;
  holds(caller: Caller): Promise<{ readonly timeZone: string; readonly holds: readonly Hold[] }>;
  confirm(
    caller: Caller,
    asked: Confirmation,
  ): Promise<{ readonly appointmentId: ResourceId; readonly enquiryId: ResourceId | undefined }>;
  release(caller: Caller, asked: { readonly id: ResourceId; readonly version: number }): Promise<void>;
  /** Looks whether what is to be offered is there for whoever says so. @throws ReceptionError `reception/unknown` */
  expectSeen(
    caller: Caller,
    offer: { readonly kindId: ResourceId; readonly branchIds: readonly ResourceId[] },
  ): Promise<void>;
  /** Told of what was written here, after its commit: what the pages offer is looked up anew where it may be another. */
  written(tenant: TenantId, written: readonly { readonly type: string }[]): void;
  /** Does what only time causes. Safe in several processes at once. */
  sweep(tenant: TenantId): Promise<void>;
}

/** What says when, where and with whom something is free, but for appointments, which the database asks about. */
const ofOffers: ReadonlySet<string> = new Set([
  "HealthcareService",
  "Location",
  "Practitioner",
  "PractitionerRole",
  "Schedule",
  "Slot",
]);
const randomBytes = 18;
const day = 86_400_000;
/** For how long one that is sent again is known. */
const daysKnown = 2;

export function openReception(ports: ReceptionPorts): Reception {
  const offers = openOffers(ports);
  return {
    page: (tenant) => offers.page(tenant),
    async times(tenant, asked, origin) {
      const starts = new Map(
        (await offers.times(tenant, asked, origin)).map(({ start, end }) => [start, { start, end }]),
      );
      return [...starts.values()];
    },
    async challenge(tenant, purpose) {
      const pages = await ports.settings(tenant);
      if ((purpose === "enquiry" ? pages.enquiryBranchIds : pages.offers).length === 0) throw notOffered();
      return setChallenge(await ports.blinding(tenant), purpose, {
        now: ports.now(),
        random: ports.random(randomBytes),
        bits: ports.workBits,
      });
    },
    enquire: (tenant, asked, origin) => takeEnquiry(ports, tenant, asked, origin),
    book: (tenant, asked, origin) => takeBooking(ports, offers, tenant, asked, origin),
    holds: async (caller) => ({
      timeZone: await ports.timeZone(caller.tenant),
      holds: await readHolds(ports, caller),
    }),
    async confirm(caller, asked) {
      return confirmHold(ports, caller, asked);
    },
    async release(caller, asked) {
      await releaseHold(ports, caller, asked);
      offers.forget(caller.tenant);
    },
    async expectSeen(caller, { kindId, branchIds }) {
      const targets = [
        { type: "HealthcareService", id: kindId } as const,
        ...branchIds.map((id) => ({ type: "Location", id }) as const),
      ];
      const seen = await ports.chart.seenAmong(caller, targets);
      const unknown = targets.find(({ id }) => !seen.has(id));
      if (unknown === undefined) return;
      const what = unknown.type === "Location" ? "branch" : "kind of appointment";
      throw new ReceptionError("reception/unknown", `there is no such ${what} that you may see`, {
        path: unknown.type === "Location" ? "branchIds" : undefined,
      });
    },
    written(tenant, written) {
      if (written.some(({ type }) => ofOffers.has(type))) offers.forget(tenant, "places too");
    },
    async sweep(tenant) {
      await notedRequests.forgetBefore(ports.db.tenant(tenant), tenant, Math.floor(ports.now() / day) - daysKnown);
      if ((await lapseHolds(ports, tenant)) > 0) offers.forget(tenant);
    },
  };
}
