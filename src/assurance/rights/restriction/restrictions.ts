import type { Caller } from "../../../custody/access/index.ts";
import type { OpenedRecord } from "../ports.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { holdRegister, noteRow } from "../../register/index.ts";
import { type Day, dayOf, isDay } from "../due-day.ts";
import { readRegistered, sendingsIn } from "../letters/registered.ts";
import type { RightsPorts, Vault } from "../ports.ts";
import { RightsError } from "../rights-error.ts";
import { readRequest } from "../rights-table.ts";
import type { RightsAction } from "../act.ts";
import { recordOf } from "./decided-records.ts";
import { type RestrictionStep, type RestrictionWords, sealRestriction } from "./opened.ts";
import { resourcesOf } from "./place.ts";
import { type LookReader, type Recipients, recipientsOf } from "./recipients.ts";
import { storeRestriction } from "./restriction-table.ts";
import { type StandingRestriction, namedBy, registerName, standingRestrictions, withRegister } from "./standing.ts";
import { type RestrictionEvent, restrictionTransitions, stepRestriction } from "./state.ts";

/** What is done with a restriction, and what has to be said for it. */
export type RestrictionChange =
  /** @param on the day on which the person was told; `note` how. `letter`: the one that told them, which was sent */
  | { readonly event: "tell"; readonly on: Day; readonly note: string; readonly letter?: string | undefined }
  /** @param note why */
  | { readonly event: "keep" | "lift"; readonly note: string }
  /** Of one that was altered in the database. */
  | { readonly event: "renew"; readonly note: string };

export interface ShownRestriction extends StandingRestriction {
  /** What may be done now. */
  readonly may: readonly RestrictionChange["event"][];
}

/** A record that is restricted, for the person whose it is. */
export interface OwnRestriction {
  readonly request: string;
  readonly whole: boolean;
  readonly records: readonly string[];
  readonly state: "in-force" | "told";
  /** Milliseconds since 1970; undefined where nobody knows any more. */
  readonly since: number | undefined;
  /** The day on which they were told that it will be lifted. */
  readonly toldOn: Day | undefined;
}

/** What is kept of people and not used. Who may call is for the door to ask. All throw RightsError. */
export interface Restrictions {
  /** Undefined where nothing was restricted on that request. @throws `rights/unknown` */
  of(caller: Caller, request: string): Promise<ShownRestriction | undefined>;
  /** @param revision as the caller saw it
   *  @throws `rights/unknown`, `rights/changed-meanwhile`, `rights/altered`, `rights/not-told`, `rights/illegal-change`,
   *  `rights/unsuitable-day`, `rights/unsuitable-letter` */
  change(caller: Caller, request: string, revision: number, change: RestrictionChange): Promise<ShownRestriction>;
  /** One restricted record, whole, for a reason that the patient reads. @throws `rights/unknown` */
  read(caller: Caller, request: string, record: string, why: string): Promise<OpenedRecord>;
  /** To whom what is restricted was disclosed before. @throws `rights/unknown` */
  recipients(caller: Caller, request: string): Promise<Recipients>;
  /** Those of the patient who is signed in; nothing for who is there for one. */
  mine(caller: Caller): Promise<readonly OwnRestriction[]>;
}

const asOfficer = "as officer for requests";
const actionOf: Readonly<Record<RestrictionChange["event"], RightsAction>> = {
  tell: "restriction-told",
  keep: "restriction-kept",
  lift: "restriction-lifted",
  renew: "restriction-placed",
};

/** @param ports.reader the ledger, of which recipients are told */
export function openRestrictions(ports: RightsPorts & { readonly reader: LookReader }): Restrictions {
  const { db, now } = ports;

  async function standingOf(tenant: TenantId, request: string): Promise<StandingRestriction | undefined> {
    const vault = await ports.vault(tenant);
    return db.transaction(tenant, async (tx) => {
      if ((await readRequest(tx, tenant, request)) === undefined) throw unknown();
      return (await standingRestrictions(tx, ports, tenant, vault, request))[0];
    });
  }

  /** Of one that was altered, what told of it may be nowhere any more. */
  async function tellingOf(tenant: TenantId, request: string): Promise<readonly string[]> {
    const found = await standingOf(tenant, request);
    if (found === undefined) return [];
    const { along } = await ports.chart.toRestrict(tenant, found.patient, namedBy(found));
    return along.map(({ type, id }) => `${type}/${id}`);
  }

  return {
    async of(caller, request) {
      const found = await standingOf(caller.tenant, request);
      if (found === undefined) return undefined;
      await ports.witnessLook(caller, new Set([found.patient]), asOfficer);
      return shown(found);
    },

    async change(caller, request, revision, change) {
      const { tenant } = caller;
      const vault = await ports.vault(tenant);
      const telling = change.event === "renew" ? await tellingOf(tenant, request) : [];
      const changed = await db.transaction(tenant, async (tx) => {
        const register = await holdRegister(tx, { vault, tenant, name: registerName });
        const [found] = await withRegister(tx, ports, { tenant, vault, register, only: request });
        if (found === undefined) throw unknown();
        if (found.revision !== revision)
          throw new RightsError("rights/changed-meanwhile", "somebody else has changed it meanwhile: look at it again");
        const { isAltered, request: _request, revision: _revision, ...words } = found;
        if (isAltered !== (change.event === "renew"))
          throw isAltered
            ? new RightsError("rights/altered", "this was altered in the database: write it anew first")
            : new RightsError("rights/illegal-change", "this is as it was written");
        const at = now();
        const state = change.event === "renew" ? "in-force" : stepRestriction(words.state, change.event);
        if (change.event === "tell") await expectTold(tx, tenant, vault, { found, change, at });
        const { event, ...said } = change;
        const step: RestrictionStep = { ...said, event, at, by: { id: caller.id, name: caller.name } };
        const along = [...new Set([...words.along, ...telling])];
        const next: RestrictionWords = { ...words, along, state, steps: [...words.steps, step], isRegistered: true };
        const registered = register.kind === "kept" ? (register.rows.get(request) ?? 0) : 0;
        // Past every number that it ever had: what was put back doesn't pass for it.
        const place = { request, revision: Math.max(registered, found.revision) + 1 };
        await storeRestriction(tx, tenant, { ...place, sealed: sealRestriction(vault, place, next) });
        await noteRow(tx, { vault, tenant, name: registerName }, { id: request, revision: place.revision });
        await ports.record(tx, tenant, {
          action: actionOf[event],
          at,
          caller,
          patient: words.patient,
          why: asOfficer,
          detail: `${event}${change.event === "tell" ? ` on ${change.on}` : ""}: ${change.note} (request ${request})`,
          resources: resourcesOf(words),
        });
        await ports.restrictionsChange(tx, tenant);
        return { ...next, ...place, isAltered: false };
      });
      ports.restrictionsChanged(tenant);
      return shown(changed);
    },

    async read(caller, request, record, why) {
      const { tenant } = caller;
      const found = await standingOf(tenant, request);
      const named = found === undefined ? undefined : recordOf({ what: record }, found.patient);
      if (found === undefined || named?.kind !== "record") throw unknown();
      const isCovered = found.whole || [...found.records, ...found.along].includes(record);
      if (found.state === "lifted" || !isCovered) throw unknown();
      const target = { ...named.target, patient: found.patient };
      return (await ports.chart.readRestricted(caller, target, `${asOfficer}: ${why}`)).value;
    },

    async recipients(caller, request) {
      const found = await standingOf(caller.tenant, request);
      if (found === undefined) throw unknown();
      await ports.witnessLook(caller, new Set([found.patient]), "to see to whom restricted records were disclosed");
      return recipientsOf(ports.reader, caller.tenant, found);
    },

    async mine(caller) {
      const { tenant, patient, standing, role } = caller;
      const isSelf = standing?.relationsTo !== undefined ? tiedAsSelf(caller) : role === "patient";
      if (patient === undefined || !isSelf) return [];
      const vault = await ports.vault(tenant);
      const all = await db.transaction(tenant, (tx) => standingRestrictions(tx, ports, tenant, vault));
      const own = all.filter((one) => one.patient === patient && one.state !== "lifted");
      if (own.length > 0)
        await ports.witnessLook(caller, new Set([patient]), "to see what of the record is restricted");
      return own.map(({ request, whole, records, state, steps }) => ({
        request,
        whole,
        records,
        state: state === "told" ? "told" : "in-force",
        since: steps[0]?.at,
        toldOn: state === "told" ? steps.findLast(({ event }) => event === "tell")?.on : undefined,
      }));
    },
  };
}

function tiedAsSelf({ standing, patient }: Caller): boolean {
  return patient !== undefined && (standing?.relationsTo(patient).some(({ kind }) => kind === "self") ?? false);
}

function shown(found: StandingRestriction): ShownRestriction {
  const events = Object.keys(restrictionTransitions[found.state]) as RestrictionEvent[];
  return { ...found, may: found.isAltered ? ["renew"] : events };
}

/** Told on a day that was, since it began; by a letter of this request, where one is named, that had gone out by then. */
async function expectTold(
  tx: Transaction,
  tenant: TenantId,
  vault: Vault,
  {
    found,
    change: { on, letter },
    at,
  }: {
    readonly found: StandingRestriction;
    readonly change: Extract<RestrictionChange, { readonly event: "tell" }>;
    readonly at: number;
  },
): Promise<void> {
  const day = 86_400_000;
  // Somewhere it is tomorrow already, or yesterday still.
  if (!isDay(on) || on > dayOf(at + day) || on < dayOf((found.steps[0]?.at ?? 0) - day))
    throw new RightsError("rights/unsuitable-day", "they were told between when it began and today", { path: "on" });
  if (letter === undefined) return;
  const row = await readRegistered(tx, tenant, vault, letter);
  const isFit = row !== undefined && row.request === found.request && row.kind === "lifting";
  const sendings = isFit ? (sendingsIn(vault, row) ?? []) : [];
  if (!sendings.some((sending) => sending.on <= on))
    throw new RightsError("rights/unsuitable-letter", "no such letter had gone out by that day", { path: "letter" });
}

function unknown(): RightsError {
  return new RightsError("rights/unknown", "there is no such restriction");
}
