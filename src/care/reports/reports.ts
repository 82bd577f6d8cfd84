import { laterDay } from "../../foundation/calendar/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import type { ResourceType } from "../../foundation/fhir/index.ts";
import { enquiries, enquiryFigures } from "./enquiries.ts";
import { type FactStore, type Facts, createFactStore } from "./fact-store.ts";
import { packageFigures, soldPackages } from "./packages.ts";
import { type AskedPeriod, type Days, periodOf } from "./period.ts";
import type { Clinic, Money, ReportsPorts } from "./ports.ts";
import { ReportsError } from "./reports-error.ts";
import { type Books, booksOf, issuedIn, revenueOf } from "./revenue.ts";
import { type Scene, sceneOf, stretchOf } from "./scene.ts";
import { unlessRefused } from "./sources.ts";
import { utilisationOf } from "./utilisation.ts";
import { fewest, veilFor } from "./veil.ts";
import { type Basis, type Viewer, viewerOf } from "./viewing.ts";
import { attendanceOf, lookBackDays, patientsOf, visitsOf, waitingOf } from "./visits.ts";

export interface AskedReport extends AskedPeriod {
  readonly branch?: ResourceId | undefined;
}

/** A part of a report: how things stood in the days that were asked about, and in as many before. */
export interface Compared<Figures> {
  readonly basis: Basis;
  readonly now: Figures;
  readonly before: Figures;
}

interface Making {
  readonly ports: ReportsPorts;
  readonly store: FactStore;
  readonly caller: Caller;
  readonly clinic: Clinic;
  readonly days: Days;
  readonly before: Days;
  readonly asked: AskedReport;
}

/** Whoever may not see the patients gets months that are over, of the whole house: what overlaps could be taken from one another. */
function mayBeCoarse({ asked, days, clinic, ports }: Making): boolean {
  return asked.unit === "month" && asked.branch === undefined && clinic.midnightOf(laterDay(days.to, 1)) <= ports.now();
}

/** A part as its viewer sees it; undefined where it isn't theirs to see at all. */
async function partOf<Figures>(
  making: Making,
  types: readonly ResourceType[],
  work: (
    facts: Facts,
    viewer: Viewer,
    scene: (days: Days) => Scene,
  ) => Promise<(scene: Scene) => Figures | Promise<Figures>>,
): Promise<Compared<Figures> | undefined> {
  const { ports, caller, store, clinic, days, before, asked } = making;
  const viewer = viewerOf(caller, types);
  if (viewer === undefined || (viewer.basis === "coarse" && !mayBeCoarse(making))) return undefined;
  const veil = veilFor(viewer.basis);
  const scene = (of: Days) => sceneOf({ clinic, branch: asked.branch, veil, pause: ports.pause }, of);
  return unlessRefused(() =>
    store.reading(viewer, { report: making, stretchOf: (of) => stretchOf(clinic, of) }, async (facts) => {
      const figures = await work(facts, viewer, scene);
      return { basis: viewer.basis, now: await figures(scene(days)), before: await figures(scene(before)) };
    }),
  );
}

function visitParts(making: Making) {
  const { clinic, days, before, asked } = making;
  const source = visitsOf(clinic);
  const lookBack = laterDay(before.from, -lookBackDays);
  return partOf(making, ["Appointment", "Slot", "Schedule"], async (facts, viewer) => {
    const visits = await facts.of(source, { from: lookBack, to: days.to });
    const stretch = stretchOf(clinic, { from: before.from, to: days.to });
    const workingOf = await clinic.workingTimes(viewer.caller, stretch, asked.branch);
    return async (scene: Scene) => ({
      attendance: await attendanceOf(scene, visits),
      waiting: await waitingOf(scene, visits),
      patients: await patientsOf(scene, visits, clinic.midnightOf(laterDay(scene.days.from, -lookBackDays))),
      utilisation: await utilisationOf(scene, visits, { workingOf, hourOf: clinic.hourOf }),
    });
  });
}

async function booksIn(facts: Facts, money: Money, days: Days): Promise<Books> {
  const sources = booksOf(money);
  // While the database finds the one, the other is opened.
  const [invoices, charges] = await Promise.all([facts.of(sources.invoices, days), facts.of(sources.charges, days)]);
  const [packages, payments] = await Promise.all([facts.of(sources.packages, days), facts.of(sources.payments, days)]);
  const ofPackages = new Set([...packages.values()].flatMap(({ invoice }) => invoice ?? []));
  return { invoices, charges, payments, ofPackages, sold: soldPackages({ packages, charges, invoices }) };
}

function moneyPart(making: Making, money: Money) {
  const { clinic, days, before } = making;
  return partOf(
    making,
    ["Invoice", "ChargeItem", "Account", "PaymentNotice", "Appointment"],
    async (facts, _viewer, sceneFor) => {
      const books = await booksIn(facts, money, { from: before.from, to: days.to });
      const issued = [...issuedIn(sceneFor(before), books), ...issuedIn(sceneFor(days), books)];
      const appointments = issued.flatMap(([, { lines }]) =>
        lines.flatMap(({ charge }) => (charge === undefined ? [] : (books.charges.get(charge)?.appointment ?? []))),
      );
      const visits = await facts.among(visitsOf(clinic), appointments);
      return async (scene: Scene) => ({
        revenue: await revenueOf(scene, books, visits, money),
        packages: packageFigures(scene, books.sold),
      });
    },
  );
}

/** What is owed now. It has no period, so to whoever sees no patients it isn't told at all: two looks would tell who paid between them. */
async function duesPart({ caller, asked }: Making, money: Money) {
  const viewer = viewerOf(caller, ["Invoice", "Account", "PaymentNotice", "Patient"]);
  if (viewer?.basis !== "own") return undefined;
  return unlessRefused(() => money.dues(viewer.caller, asked.branch));
}

function enquiryPart(making: Making) {
  if (making.asked.branch !== undefined) return Promise.resolve(undefined);
  return partOf(making, ["Task"], async (facts, { basis }) => {
    const all = await facts.of(enquiries, making.days);
    return (scene: Scene) => enquiryFigures(scene, all, basis);
  });
}

function describe({ unit, branch }: AskedReport, { from, to }: Days): string {
  const where = branch === undefined ? "of every branch" : `of the branch Location/${branch}`;
  return `figures ${where}, ${unit === "custom" ? "" : `${unit} `}${from} to ${to}`;
}

/** Figures of the house: how many, how long, how much. Nothing of any record leaves. */
export function openReports(ports: ReportsPorts) {
  const store = createFactStore(ports);

  async function prepare(caller: Caller, asked: AskedReport): Promise<Making> {
    const { days, before } = periodOf(asked);
    const clinic = await ports.clinic(caller);
    if (asked.branch !== undefined && !clinic.branches.some(({ id }) => id === asked.branch))
      throw new ReportsError("reports/unknown-branch", "there is no such branch that you may see", { path: "branch" });
    return { ports, store, caller, clinic, days, before, asked };
  }

  async function figures(making: Making) {
    const { clinic, days, before, caller } = making;
    const money = await ports.money(caller.tenant);
    // One after the other: together they would only wait for one another.
    const visits = await visitParts(making);
    const books = await moneyPart(making, money);
    const dues = await duesPart(making, money);
    const asked = await enquiryPart(making);
    const stretches = { now: stretchOf(clinic, days), before: stretchOf(clinic, before) };
    const expenses = await unlessRefused(
      async () => await ports.expenses?.(caller, clinic, stretches, making.asked.branch),
    );
    const isCoarse = [visits, books, asked].some((part) => part?.basis === "coarse");
    return {
      unit: making.asked.unit,
      days,
      before,
      branch: making.asked.branch,
      branches: clinic.branches.map(({ id, name }) => ({ id, name })),
      timeZone: clinic.timeZone,
      madeAt: new Date(ports.now()).toISOString(),
      fewest: isCoarse ? fewest : undefined,
      visits,
      books,
      dues: dues === undefined ? undefined : { currency: money.currency, ...dues },
      enquiries: asked,
      expenses,
    };
  }

  return {
    /** Figures to look at; what was asked is in the ledger before anything is counted. @throws ReportsError, ChartError */
    async make(caller: Caller, asked: AskedReport) {
      const making = await prepare(caller, asked);
      await ports.witness(caller, { action: "report-made", detail: describe(asked, making.days) });
      return figures(making);
    },
    /** The same, to be taken out as a file. @param format what becomes of it: "csv" */
    async export(caller: Caller, asked: AskedReport, format: string) {
      const making = await prepare(caller, asked);
      await ports.witness(caller, { action: "export", detail: `${describe(asked, making.days)}, as ${format}` });
      return figures(making);
    },
  };
}
export type Reports = ReturnType<typeof openReports>;
export type Report = Awaited<ReturnType<Reports["make"]>>;
