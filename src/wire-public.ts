import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type Enquirer,
  type Limited,
  type Reception,
  type ReceptionPorts,
  type Take,
  openReception,
  publicPages,
} from "./care/reception/index.ts";
import { newEnquiry } from "./care/registration/index.ts";
import type { Scheduling } from "./care/scheduling/index.ts";
import type { Settings } from "./custody/identity/index.ts";
import type { Keyring } from "./custody/keyring/index.ts";
import type { FhirResource } from "./foundation/fhir/index.ts";
import { type Clock, Secret, type TenantId } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";
import { type SharedBudget, takeFromDatabase } from "./surface/http/edge/index.ts";

interface PublicParts {
  readonly db: Database;
  readonly keyring: Pick<Keyring, "vault">;
  readonly chart: ReceptionPorts["chart"];
  readonly rehearsal: ReceptionPorts["rehearsal"];
  readonly scheduling: Pick<Scheduling, "places" | "freeTimes" | "expectNowhereElse">;
  readonly settings: Pick<Settings, "get">;
  readonly timeZone: (tenant: TenantId) => Promise<string>;
  readonly now: Clock;
  /** Tests do easier sums. */
  readonly workBits?: number | undefined;
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** What strangers may use up. An honest person stays far below; a waiting room behind one address still gets through. */
const limits: Readonly<Record<Limited, Pick<SharedBudget, "limit" | "windowSeconds">>> = {
  // As long as a sum is good for, and a little longer.
  challenge: { limit: 1, windowSeconds: 40 * minute },
  times: { limit: 120, windowSeconds: minute },
  "times-site": { limit: 40, windowSeconds: minute },
  "times-site-day": { limit: 1_200, windowSeconds: day },
  "network-hour": { limit: 10, windowSeconds: hour },
  "network-day": { limit: 30, windowSeconds: day },
  "site-hour": { limit: 40, windowSeconds: hour },
  "site-day": { limit: 120, windowSeconds: day },
  "whole-hour": { limit: 120, windowSeconds: hour },
  "whole-day": { limit: 600, windowSeconds: day },
  "hold-network": { limit: 4, windowSeconds: day },
  "hold-site": { limit: 12, windowSeconds: day },
  "hold-contact": { limit: 2, windowSeconds: day },
  "hold-whole": { limit: 60, windowSeconds: day },
};

const heard: Readonly<Record<string, string>> = {
  search: "a search on the internet",
  friend: "a friend or relative",
  doctor: "a doctor",
  passing: "passing by",
  "patient-before": "was here before",
  other: "otherwise",
};

/** The enquiry, with what the public form asks beside what every enquiry has. */
export function webEnquiry(asked: Enquirer, now: number): FhirResource {
  const { name, birthDate, telephone, email, about, times, heardFrom, branchId, reminders } = asked;
  const asks = [
    about,
    times === "" ? "" : `Wished time: ${times}`,
    reminders === true ? "Would like to be reminded by e-mail." : "",
    heardFrom === undefined ? "" : `Heard of the clinic: ${heard[heardFrom] ?? heardFrom}.`,
  ];
  return {
    ...newEnquiry({
      source: "web",
      name,
      birthDate,
      phone: telephone,
      email,
      asks: asks.filter((part) => part !== "").join("\n"),
      askedAt: now,
    }),
    location: { reference: `Location/${branchId}` },
  };
}

/** Gives the public pages what they stand on. */
export function wirePublic(parts: PublicParts): Reception {
  const { db, keyring, settings, now } = parts;
  // Keys are hidden under the organisation's own key before they come here: this one only separates one process's tests from another's.
  const ports = { installation: db.installation, secret: new Secret("public"), now };
  const takers = Object.fromEntries(
    Object.entries(limits).map(([name, limit]) => {
      const shared = takeFromDatabase(ports, { name: `public-${name}`, ...limit, clears: false });
      return [name, (key: string) => shared(key, 1, limit.limit)];
    }),
  ) as Readonly<Record<Limited, (key: string) => ReturnType<ReturnType<typeof takeFromDatabase>>>>;
  const takeOf =
    (tenant: TenantId): Take =>
    async (limited, key) => {
      const { blind } = await keyring.vault(tenant);
      const hidden = `${tenant}\n${blind(`public-limit|${limited}|${key}`).toString("base64url")}`;
      const { granted, resetAt } = await takers[limited](hidden);
      return granted > 0 ? undefined : Math.max(1, Math.ceil((resetAt - now()) / 1000));
    };
  return openReception({
    ...parts,
    calendar: parts.scheduling,
    blinding: async (tenant) => (await keyring.vault(tenant)).blind,
    settings: async (tenant) => settings.get(tenant, publicPages),
    newEnquiry: webEnquiry,
    take: takeOf,
    random: randomBytes,
  });
}

const betweenMilliseconds = 60_000;

/** Lets times go that nobody confirmed, now and every minute. */
export function keepReception(
  reception: Pick<Reception, "sweep">,
  tenants: () => Promise<readonly TenantId[]>,
  onFailure: (error: unknown) => void,
): () => Promise<void> {
  const stopped = new AbortController();
  const kept = (async () => {
    while (!stopped.signal.aborted) {
      // One organisation's trouble is not the others'.
      for (const tenant of await tenants().catch(() => [])) await reception.sweep(tenant).catch(onFailure);
      await sleep(betweenMilliseconds, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined);
    }
  })();
  return async () => {
    stopped.abort();
    await kept;
  };
}
