import { randomUUID } from "node:crypto";
import { type Posting, dueIn, freeIn } from "../../src/care/billing/index.ts";
import type { Minor } from "../../src/foundation/money/index.ts";
import { extensionUrl as placeUrl } from "../../src/care/scheduling/index.ts";
import { extensionUrl as numberUrl } from "../../src/care/registration/index.ts";
import type { House } from "../../src/house.ts";
import { type Caller, parseScopes } from "../../src/custody/access/index.ts";
import type { FhirResource, ResourceType } from "../../src/foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../src/foundation/kernel/index.ts";
import { aClient, aReceptionist } from "../people/callers.ts";
import { type Random, below, oneOf } from "../support/random.ts";
import { type Patient as Money, aPatientWithoutDues, attempt } from "./front-desk-days.ts";

export type AppointmentState = "booked" | "attended" | "missed" | "cancelled";

export interface Booked {
  readonly id: ResourceId;
  version: number;
  /** Milliseconds since 1970. */
  start: number;
  therapist: Therapist;
  state: AppointmentState;
}

export interface Sold {
  readonly id: ResourceId;
  version: number;
}

/** A patient as the test knows them: what was accepted, and nothing of how the records say it. */
export interface Known {
  readonly id: ResourceId;
  readonly number: string;
  readonly money: Money;
  readonly invoices: ResourceId[];
  readonly packages: Sold[];
  readonly appointments: Booked[];
  /** Into whose record this one was merged. */
  mergedInto: Known | undefined;
}

export interface Therapist {
  readonly id: ResourceId;
  readonly kindId: ResourceId;
  readonly minutes: number;
  readonly capacity: number;
  /** How many sit at each start. */
  readonly seats: Map<number, number>;
  /** Times that an act is busy with: whether one is free is known before and after it. */
  readonly underWay: Set<number>;
}

/** A clinic in a database, and what is known of it by itself. */
export interface RealDesk {
  readonly house: House;
  readonly tenant: TenantId;
  readonly desk: Caller;
  readonly manager: Caller;
  readonly branchId: ResourceId;
  readonly priceId: ResourceId;
  readonly therapists: readonly Therapist[];
  readonly random: Random;
  readonly clock: { readonly now: () => number; set(milliseconds: number): void; pass(minutes: number): void };
  readonly everybody: Known[];
  /** Who is being treated: acts are about these. */
  readonly present: Known[];
  /** Numbers that were given, by what they number. */
  readonly numbers: Map<string, Set<string>>;
  /** What was taken in a day, by method, until it is cashed up. */
  readonly till: Map<string, Minor>;
  readonly tally: { accepted: number; refused: number; readonly byAct: Map<string, number>; readonly faults: string[] };
}

export const dayMilliseconds = 86_400_000;
export const stepMinutes = 5;

/** A clock to turn: it starts at eight in the morning of the first working day of 2026. */
export function aClock(): RealDesk["clock"] {
  let time = Date.UTC(2026, 0, 5, 8);
  return {
    now: () => time,
    set: (milliseconds) => {
      time = milliseconds;
    },
    pass: (minutes) => {
      time += minutes * 60_000;
    },
  };
}

export async function openDesk(house: House, clock: RealDesk["clock"], random: Random): Promise<RealDesk> {
  const tenant = await house.keyring.createTenant({ name: "Days", shortName: "days", demonstration: false });
  const office = aClient(tenant, "system/*.cruds");
  const make = async (resource: object) => {
    const made = resource as FhirResource;
    return (await house.chart.create(office, made.resourceType as ResourceType, made)).value.id;
  };
  const branchId = await make({
    resourceType: "Location",
    name: "Quay Street",
    extension: [{ url: numberUrl.numberPrefix, valueString: "QS" }],
  });
  const aTherapist = async (name: string, minutes: number, capacity: number): Promise<Therapist> => {
    const kindId = await make({
      resourceType: "HealthcareService",
      active: true,
      name: `for ${capacity}, of ${name}`,
      extension: [
        { url: placeUrl.minutes, valuePositiveInt: minutes },
        { url: placeUrl.capacity, valuePositiveInt: capacity },
      ],
    });
    const id = await make({ resourceType: "Practitioner", name: [{ text: name }] });
    await make({
      resourceType: "PractitionerRole",
      practitioner: { reference: `Practitioner/${id}` },
      location: [{ reference: `Location/${branchId}` }],
    });
    return { id, kindId, minutes, capacity, seats: new Map(), underWay: new Set() };
  };
  const therapists = [await aTherapist("Asha Rao", 30, 1), await aTherapist("Ines Duarte", 60, 3)];
  const manager: Caller = {
    ...aReceptionist(tenant, "Mei Lindqvist"),
    scopes: parseScopes("user/*.cruds"),
    permissions: new Set(["discounts.approve", "refunds.approve", "cash-up"]),
  };
  const price = { code: "session", name: "session", amount: "412.35", taxCodes: [], active: true };
  const { id: priceId } = await house.clinic.billing(house.chart).makePrice(manager, price);
  return {
    house,
    tenant,
    desk: aReceptionist(tenant),
    manager,
    branchId,
    priceId,
    therapists,
    random,
    clock,
    everybody: [],
    present: [],
    numbers: new Map(),
    till: new Map(),
    tally: { accepted: 0, refused: 0, byAct: new Map(), faults: [] },
  };
}

export const chance = ({ random }: RealDesk, share: number): boolean => random() < share;
export const upTo = ({ random }: RealDesk, most: number): number => below(random, most);
export const some = <Item>({ random }: RealDesk, items: readonly Item[]): Item | undefined =>
  items.length === 0 ? undefined : oneOf(random, items);

/** "1234.50" as whole hundredths. */
export function minor(text: string): Minor {
  const [, sign, whole = "0", rest = ""] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  const amount = BigInt(whole) * 100n + BigInt(rest.padEnd(2, "0"));
  return sign === "-" ? -amount : amount;
}

export function said(amount: Minor): string {
  const [positive, sign] = amount < 0n ? [-amount, "-"] : [amount, ""];
  return `${sign}${positive / 100n}.${String(positive % 100n).padStart(2, "0")}`;
}

export function aRequest(): { readonly requestId: string } {
  return { requestId: randomUUID() };
}

export function fault({ tally, clock }: RealDesk, what: string): void {
  tally.faults.push(`${new Date(clock.now()).toISOString().slice(0, 10)}: ${what}`);
}

export function note(desk: RealDesk, system: string, number: string | undefined): void {
  if (number === undefined) return fault(desk, `a ${system} has no number`);
  const given = desk.numbers.get(system) ?? new Set();
  if (given.has(number)) fault(desk, `${number} was given twice`);
  desk.numbers.set(system, given.add(number));
}

const expectedRefusals: ReadonlySet<string> = new Set([
  "billing/refused",
  "billing/needs-approval",
  "scheduling/taken",
  "scheduling/illegal-change",
  "chart/against-rule",
  // Two records of one person are taken apart at once: the second is asked to look again.
  "registration/changed-meanwhile",
]);

/** Does something that the books may refuse. @returns what it came to; undefined where it was refused */
export async function tried<T>(desk: RealDesk, act: () => Promise<T>): Promise<T | undefined> {
  try {
    const done = await act();
    desk.tally.accepted += 1;
    return done;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!expectedRefusals.has(code)) throw error;
    desk.tally.refused += 1;
    return undefined;
  }
}

/** What was accepted goes into the pure book, which has to accept it too; what was refused it has to refuse. */
export function agree(desk: RealDesk, { id, money }: Known, posting: Posting, wasAccepted: boolean): void {
  const before = money.book;
  const isAccepted = attempt(money, posting);
  if (isAccepted === wasAccepted) return;
  money.book = before;
  const words = JSON.stringify(posting, (_key, value: unknown) => (typeof value === "bigint" ? `${value}` : value));
  fault(desk, `the clinic ${wasAccepted ? "accepted" : "refused"} for ${id} what the pure book didn't: ${words}`);
}

export const dueOf = ({ money: { book } }: Known): Minor => dueIn(book);
export const freeOf = ({ money: { book } }: Known): Minor => freeIn(book);

export function newcomer(id: ResourceId, number: string): Known {
  return {
    id,
    number,
    money: aPatientWithoutDues(),
    invoices: [],
    packages: [],
    appointments: [],
    mergedInto: undefined,
  };
}
