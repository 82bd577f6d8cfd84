import type { Page } from "playwright-core";
import { billingSettings } from "../../src/care/billing/index.ts";
import { demonstrationBilling, demonstrationStaff } from "../../src/care/demonstration/index.ts";
import type { Caller } from "../../src/custody/access/index.ts";
import { policySettings } from "../../src/custody/policy/index.ts";
import type { TenantId } from "../../src/foundation/kernel/index.ts";
import { type ServeOptions, type Serving, serve } from "../../src/serve.ts";
import { budgets } from "../../src/surface/http/edge/index.ts";
import { demonstrationCopy } from "./demonstration-copy.ts";
import { quickPasswords } from "./quick-passwords.ts";
import { toldLog } from "./told-log.ts";

/** A Wednesday, five past ten in London: the clinic is open, a group has begun, half the day is still to come. */
const workingMoment = Date.parse("2026-06-10T10:05:00+01:00");
const zone = "Europe/London";
const seed = 1948;
const actor = { kind: "system", id: "demonstration", name: "demonstration set-up" } as const;

/** What a desk reads: the directory, the calendar, who the patients are, the price list. */
const ofTheDesk: ReadonlySet<string> = new Set([
  "Organization",
  "Location",
  "HealthcareService",
  "Practitioner",
  "PractitionerRole",
  "Schedule",
  "Slot",
  "Patient",
  "RelatedPerson",
  "Appointment",
  "ChargeItemDefinition",
]);

/** How far the house's clock is from that of this machine. */
export function offsetAtWork(): number {
  return workingMoment - Date.now();
}

/** Serves with a clock that is so far from this machine's. */
export function serveAtWork(
  offset: number,
  options: Pick<ServeOptions, "dataDirectory" | "port" | "database"> & Partial<Pick<ServeOptions, "log">>,
): Promise<Serving> {
  const { now } = Date;
  const builtWeb = process.env["WARDBOOK_JOURNEYS_WEB"];
  // `serve` reads the clock's function before anything else. Nobody else may: Playwright measures with it.
  Date.now = () => now() + offset;
  const starting = serve({
    host: "127.0.0.1",
    passphrase: undefined,
    instead: { passwordCost: quickPasswords },
    // A morning passes in a minute here: no budget is counted.
    limits: { budgets: Object.fromEntries(Object.keys(budgets).map((name) => [name, {}])) },
    log: options.log ?? toldLog(),
    ...(builtWeb === undefined ? {} : { webDirectory: builtWeb }),
    ...options,
  });
  Date.now = now;
  return starting;
}

/** Timers and the measures of a page stay real: only what day and hour it is is another. */
export function shiftClock(milliseconds: number): void {
  const Real = Date;
  class Shifted extends Real {
    constructor(...given: readonly unknown[]) {
      if (given.length === 0) super(Real.now() + milliseconds);
      else super(...(given as [number]));
    }
    static override now(): number {
      return Real.now() + milliseconds;
    }
  }
  globalThis.Date = Shifted as DateConstructor;
}

/** Signs somebody of the demonstration in, past its door, and opens their first page. */
export async function enterBy(page: Page, name: string): Promise<void> {
  await signInBy(page, name);
  await page.goto("/");
  await page.getByRole("button", { name: / (?:account|खाता|الحساب)$/ }).waitFor();
}

/** Signs somebody of the demonstration in, in a window that has opened nothing. */
export async function signInBy(page: Page, name: string): Promise<void> {
  const answer = await page.context().request.get("/api/demonstration/people");
  const { people } = (await answer.json()) as {
    readonly people: readonly { readonly personId: string; readonly displayName: string }[];
  };
  const personId = people.find(({ displayName }) => displayName.endsWith(name))?.personId;
  if (personId === undefined) throw new Error(`nobody is called ${name}`);
  await page.context().request.post("/api/demonstration/session", { data: { personId } });
}

/** Makes the desk's part of the demonstration. @param copies how many clinics like it there are, each with its own patients, staff and houses */
export async function makeDesk(serving: Serving, copies: number): Promise<void> {
  const tenant = await beginDesk(serving);
  for (let copy = 0; copy < copies; copy += 1) await importCopy(serving.house.chart, tenant, copy, "desk");
  await employStaff(serving, tenant);
}

/** The organisation of the demonstration, with nothing in it. */
export async function beginDesk({ house }: Serving): Promise<TenantId> {
  const { keyring, identity } = house;
  const tenant = await keyring.createTenant({
    name: "Aldermere Health & Care",
    shortName: "demonstration",
    demonstration: true,
  });
  identity.organisations.forgetRemembered();
  await identity.settings.change(actor, tenant, policySettings, (before) => ({
    value: { ...before, timeZone: zone },
    detail: `timeZone ${zone}`,
  }));
  await identity.settings.change(actor, tenant, billingSettings, () => ({
    value: demonstrationBilling,
    detail: `currency ${demonstrationBilling.currency}`,
  }));
  return tenant;
}

/** Accounts for the staff of the first clinic. */
export async function employStaff({ house: { identity } }: Serving, tenant: TenantId): Promise<void> {
  for (const { roleName: role, practitionerFullUrl, ...profile } of demonstrationStaff) {
    const { person } = await identity.people.add(actor, tenant, { ...profile, role }, { kind: "none" });
    if (practitionerFullUrl !== undefined)
      await identity.people.linkPractitioner(
        tenant,
        person.id,
        practitionerFullUrl.replace("urn:uuid:", "Practitioner/"),
      );
  }
}

function importer(tenant: TenantId): Caller {
  return {
    kind: "client",
    id: "demonstration",
    name: "demonstration set-up",
    tenant,
    scopes: [],
    permissions: new Set(["import"]),
    from: "127.0.0.1",
    requestId: "demonstration",
  };
}

/** One more clinic like it, or the desk's part of one. @param copy 0 is the demonstration itself */
export async function importCopy(
  chart: Serving["house"]["chart"],
  tenant: TenantId,
  copy: number,
  part: "desk" | "whole",
): Promise<void> {
  const today = new Date(workingMoment).toISOString();
  const { people, books } = demonstrationCopy({ seed, today, homeTimeZone: zone }, copy);
  // Of the books a desk has the price list: what it sells.
  for (const bundle of [...people, ...(part === "desk" ? books.slice(0, 1) : books)]) {
    const own = bundle.filter(({ resource }) => part === "whole" || ofTheDesk.has(resource.resourceType));
    const { refused } = await chart.importTogether(importer(tenant), own);
    if (refused[0] !== undefined) throw new Error(`refused: ${refused[0].resource} ${refused[0].code}`);
  }
}
