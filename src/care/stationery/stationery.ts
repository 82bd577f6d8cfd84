import type { Clock, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import type { Chart } from "../../custody/chart/index.ts";
import { changeWords } from "./change-words.ts";
import type { Letterhead } from "./letterhead.ts";
import { type Logo, logoSetting, takeLogo } from "./logo.ts";
import { type PaperLayout, usualLayout } from "./paper-layout.ts";
import { StationeryError } from "./stationery-error.ts";
import { type StationeryVersions, lastSaid, standing, stationerySetting } from "./versions.ts";

interface Kind<T> {
  readonly key: string;
  parse(stored: unknown): T;
}

export interface StationeryPorts {
  readonly chart: Pick<Chart, "seenAmong">;
  /** As `Settings` of identity. */
  readonly settings: {
    get<T>(tenant: TenantId, kind: Kind<T>): T | Promise<T>;
    change<T>(
      caller: Caller,
      tenant: TenantId,
      kind: Kind<T>,
      make: (before: T) => { readonly value: T; readonly detail: string },
    ): Promise<T>;
  };
  readonly newId: () => string;
  readonly now: Clock;
}

/** What a paper is printed with. */
export interface Standing {
  /** Undefined: nobody wrote one, so papers say what they said before there were any. */
  readonly letterhead: Letterhead | undefined;
  readonly logo: Logo | undefined;
  /** Undefined: nobody chose one. */
  readonly chosen: PaperLayout | undefined;
  readonly layout: PaperLayout;
}

/** A letterhead as it comes, its logo kept already or to be taken in. */
export type GivenLetterhead = Omit<Letterhead, "logo"> & {
  readonly logo?: { readonly id: string } | { readonly png: Buffer } | undefined;
};

export interface StationeryChange {
  /** How many versions there were when it was written. */
  readonly expected: number;
  readonly branch: ResourceId | null;
  readonly letterhead: GivenLetterhead | null;
  readonly layout: PaperLayout | null;
}

/** Letterheads, logos and layouts of an organisation and its branches. */
export interface Stationery {
  /** @param asked.at as it was then; absent: now */
  standing(
    tenant: TenantId,
    asked?: { readonly branch?: ResourceId | undefined; readonly at?: number | undefined },
  ): Promise<Standing>;
  all(tenant: TenantId): Promise<StationeryVersions>;
  logo(tenant: TenantId, id: string | undefined): Promise<Logo | undefined>;
  /** How a letterhead would stand on paper that isn't kept yet. @throws StationeryError */
  draft(tenant: TenantId, change: Pick<StationeryChange, "branch" | "letterhead" | "layout">): Promise<Standing>;
  /** @throws StationeryError */
  change(caller: Caller, change: StationeryChange): Promise<StationeryVersions>;
}

export function openStationery({ chart, settings, newId, now }: StationeryPorts): Stationery {
  const all = async (tenant: TenantId) => settings.get(tenant, stationerySetting);
  const logo = async (tenant: TenantId, id: string | undefined) =>
    id === undefined ? undefined : settings.get(tenant, logoSetting(id));
  const complete = async (tenant: TenantId, letterhead: Letterhead | undefined, chosen: PaperLayout | undefined) => ({
    letterhead,
    logo: await logo(tenant, letterhead?.logo),
    chosen,
    layout: chosen ?? usualLayout,
  });

  async function keptLogo(tenant: TenantId, id: string): Promise<Logo> {
    const found = await logo(tenant, id);
    if (found !== undefined) return found;
    throw new StationeryError("stationery/unsuitable-logo", "there is no such logo", { path: "letterhead.logo" });
  }

  /** The logo's id: the one that is kept, or a new one. */
  async function keepLogo(caller: Caller, given: GivenLetterhead["logo"]): Promise<string | undefined> {
    if (given === undefined) return undefined;
    if ("id" in given) {
      await keptLogo(caller.tenant, given.id);
      return given.id;
    }
    const taken = takeLogo(given.png);
    const { versions } = await all(caller.tenant);
    for (const known of new Set(versions.map((one) => one.letterhead?.logo)))
      if (known !== undefined && (await logo(caller.tenant, known))?.sha256 === taken.sha256) return known;
    const id = newId();
    await settings.change(caller, caller.tenant, logoSetting(id), () => ({ value: taken, detail: wordsOf(taken) }));
    return id;
  }

  return {
    async standing(tenant, { branch, at } = {}) {
      const { letterhead, layout } = standing(await all(tenant), branch, at);
      return complete(tenant, letterhead, layout);
    },
    all,
    logo,
    async draft(tenant, { branch, letterhead, layout }) {
      const whole = branch === null ? undefined : standing(await all(tenant), undefined);
      const given = letterhead?.logo;
      const { logo: _given, ...words } = letterhead ?? {};
      const head = letterhead === null ? whole?.letterhead : (words as Letterhead);
      const drawn = await complete(tenant, head, layout ?? whole?.layout);
      stationerySetting.parse({ versions: [{ branch, since: 0, by: "", letterhead: head ?? null, layout }] });
      if (given === undefined) return drawn;
      return { ...drawn, logo: "png" in given ? takeLogo(given.png) : await keptLogo(tenant, given.id) };
    },
    async change(caller, { expected, branch, letterhead, layout }) {
      const { tenant } = caller;
      const isSeen = branch === null || (await chart.seenAmong(caller, [{ type: "Location", id: branch }])).has(branch);
      if (!isSeen) throw new StationeryError("stationery/unknown-branch", "there is no such branch that you may see");
      const overtaken = () =>
        new StationeryError("stationery/changed-meanwhile", "somebody else has changed it meanwhile: look at it again");
      if ((await all(tenant)).versions.length > expected) throw overtaken();
      const { logo: given, ...words } = letterhead ?? {};
      const head = letterhead === null ? null : ({ ...words, logo: await keepLogo(caller, given) } as Letterhead);
      const said = { branch, by: caller.name, letterhead: head, layout };
      const { versions } = await all(tenant);
      const logos = new Map<string, Logo | undefined>();
      for (const id of [head?.logo, lastSaid({ versions }, branch)?.letterhead?.logo])
        if (id !== undefined) logos.set(id, await logo(tenant, id));
      return settings.change(caller, tenant, stationerySetting, (before) => {
        if (before.versions.length !== expected) throw overtaken();
        const was = lastSaid(before, branch) ?? { letterhead: null, layout: null };
        // Not before this moment: what was printed while the logo was being kept was printed without it.
        const next = { ...said, since: Math.max(now(), (before.versions.at(-1)?.since ?? 0) + 1) };
        const changed = changeWords(was, next, (id) => {
          const found = id === undefined ? undefined : logos.get(id);
          return found === undefined ? "" : wordsOf(found);
        });
        return {
          value: { versions: [...before.versions, next] },
          detail: `${branch === null ? "the organisation" : `Location/${branch}`}: ${changed}`,
        };
      });
    },
  };
}

function wordsOf({ width, height, sha256 }: Logo): string {
  return `PNG, ${width} × ${height}, SHA-256 ${sha256}`;
}
