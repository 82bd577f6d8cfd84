import { conceptTitle, referenceId } from "../../../../ui/clinical/codes.ts";
import { formatDate, instantOf } from "../../../../ui/clinical/dates.ts";
import type { DiagnosticReport, Meta, Observation } from "../../../../ui/clinical/fhir-types.ts";
import { isCritical, isOutOfRange, type Standing } from "../../../../ui/clinical/interpretation.ts";
import { type Series, observationTime, seriesOf } from "../trends/series.ts";
import { measuredKey, observationStanding, observationWords, rangeWords, statusWords } from "./observation-words.ts";
import { say } from "./words/index.ts";

export type Cell = {
  readonly id: string;
  readonly text: string;
  readonly standing: Standing | undefined;
  readonly status: string | undefined;
  readonly meta: Meta | undefined;
};

/** One test over time: a row of the flow sheet. */
export type TestRow = {
  readonly key: string;
  readonly name: string;
  readonly unit: string | undefined;
  readonly range: string | undefined;
  /** By column key (a moment of sampling). Two results of one moment stand together. */
  readonly cells: ReadonlyMap<number, readonly Cell[]>;
  /** The numeric course, where there is one. */
  readonly series: Series | undefined;
};

/** What a laboratory reports together, or "Other results". */
export type Panel = {
  readonly name: string;
  readonly columns: readonly number[];
  readonly rows: readonly TestRow[];
  readonly newest: number;
};

const others = say("otherResults");

/** Panels by the newest result; rows in the order of the laboratory's newest report. */
export function panelsOf(observations: readonly Observation[], reports: readonly DiagnosticReport[]): readonly Panel[] {
  const panelOfObservation = new Map<string, string>();
  const rank = new Map<string, number>();
  const newestFirst = [...reports].sort((a, b) => reportTime(b) - reportTime(a));
  for (const report of newestFirst) {
    const name = conceptTitle(report.code) ?? others;
    report.result?.forEach((reference, index) => {
      const id = referenceId(reference);
      if (id === undefined || panelOfObservation.has(id)) return;
      panelOfObservation.set(id, name);
      rank.set(id, index);
    });
  }
  // A test belongs to the panel of its newest result, so that its whole course stands in one row.
  const panelOfTest = new Map<string, { name: string; rank: number }>();
  const usable = observations.filter((one) => one.status !== "entered-in-error" && observationTime(one) !== undefined);
  const byTime = [...usable].sort((a, b) => timeOf(b) - timeOf(a));
  for (const observation of byTime) {
    const key = measuredKey(observation);
    const named = panelOfObservation.get(observation.id ?? "");
    const known = panelOfTest.get(key);
    if (known === undefined || (known.name === others && named !== undefined))
      panelOfTest.set(key, { name: named ?? others, rank: rank.get(observation.id ?? "") ?? 999 });
  }
  const groups = new Map<string, Observation[]>();
  for (const observation of byTime) {
    const name = panelOfTest.get(measuredKey(observation))?.name ?? others;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [observation]);
    else group.push(observation);
  }
  return [...groups]
    .map(([name, members]) => panelOf(name, members, (key) => panelOfTest.get(key)?.rank ?? 999))
    .sort(
      (a, b) =>
        (a.name === others ? 1 : 0) - (b.name === others ? 1 : 0) ||
        b.newest - a.newest ||
        alarm(b) - alarm(a) ||
        a.name.localeCompare(b.name),
    );
}

function panelOf(name: string, members: readonly Observation[], rankOf: (key: string) => number): Panel {
  const byTest = new Map<string, Observation[]>();
  for (const observation of members) {
    const key = measuredKey(observation);
    const group = byTest.get(key);
    if (group === undefined) byTest.set(key, [observation]);
    else group.push(observation);
  }
  const rows = [...byTest]
    .map(([key, results]) => rowOf(key, results))
    .sort((a, b) => rankOf(a.key) - rankOf(b.key) || a.name.localeCompare(b.name));
  const columns = [...new Set(members.map(timeOf))].sort((a, b) => b - a);
  return { name, columns, rows, newest: columns[0] ?? 0 };
}

/** How remarkable the newest results of a panel are. */
function alarm(panel: Panel): number {
  const cells = panel.rows.flatMap((row) => row.cells.get(panel.newest) ?? []);
  return cells.some((cell) => isCritical(cell.standing))
    ? 2
    : cells.some((cell) => isOutOfRange(cell.standing))
      ? 1
      : 0;
}

/** @param results newest first */
function rowOf(key: string, results: readonly Observation[]): TestRow {
  const cells = new Map<number, Cell[]>();
  for (const observation of results) {
    const cell: Cell = {
      id: observation.id ?? "",
      text: observationWords(observation),
      standing: observationStanding(observation),
      status: statusWords(observation.status),
      meta: observation.meta,
    };
    const at = timeOf(observation);
    const there = cells.get(at);
    if (there === undefined) cells.set(at, [cell]);
    else there.push(cell);
  }
  const series = seriesOf(results);
  const newest = results[0];
  return {
    key,
    name: conceptTitle(newest?.code) ?? say("unnamedTest"),
    // Several units for one test: the cells say theirs, and no plot joins them.
    unit: series.length === 1 ? series[0]?.unit : undefined,
    range: results.map(rangeWords).find((range) => range !== undefined),
    cells,
    series: series.length === 1 ? series[0] : undefined,
  };
}

function timeOf(observation: Observation): number {
  return instantOf(observationTime(observation)) ?? 0;
}

export function reportTime(report: DiagnosticReport): number {
  return instantOf(report.effectiveDateTime ?? report.effectivePeriod?.start ?? report.issued) ?? 0;
}

export type ReportLine = {
  /** Of the report itself; undefined where there is none, and results stand by themselves. */
  readonly type: "DiagnosticReport" | undefined;
  readonly id: string;
  readonly name: string;
  readonly at: number;
  readonly status: string | undefined;
  readonly by: string | undefined;
  readonly conclusion: string | undefined;
  readonly meta: Meta | undefined;
  readonly results: readonly Observation[];
  /** Files in which it came. */
  readonly forms: DiagnosticReport["presentedForm"];
};
export type ReportDay = { readonly day: string; readonly reports: readonly ReportLine[] };

/** Reports with their results, by day, newest first; results without a report stand under their day by themselves. */
export function reportDays(
  observations: readonly Observation[],
  reports: readonly DiagnosticReport[],
): readonly ReportDay[] {
  const byId = new Map(observations.map((one) => [one.id ?? "", one]));
  const taken = new Set<string>();
  const lines: ReportLine[] = reports
    .filter((report) => report.status !== "entered-in-error")
    .map((report) => {
      const results = (report.result ?? [])
        .map((reference) => byId.get(referenceId(reference) ?? ""))
        .filter((one) => one !== undefined);
      for (const result of results) taken.add(result.id ?? "");
      return {
        type: "DiagnosticReport" as const,
        id: report.id ?? "",
        name: conceptTitle(report.code) ?? say("report"),
        at: reportTime(report),
        status: statusWords(report.status),
        by: report.performer?.[0]?.display,
        conclusion: report.conclusion,
        meta: report.meta,
        results,
        forms: report.presentedForm,
      };
    });
  const loose = new Map<number, Observation[]>();
  for (const observation of observations) {
    if (taken.has(observation.id ?? "") || observation.status === "entered-in-error") continue;
    const at = timeOf(observation);
    const there = loose.get(at);
    if (there === undefined) loose.set(at, [observation]);
    else there.push(observation);
  }
  for (const [at, results] of loose)
    lines.push({
      type: undefined,
      id: `loose-${at}`,
      name: others,
      at,
      status: undefined,
      by: results[0]?.performer?.[0]?.display,
      conclusion: undefined,
      meta: undefined,
      forms: undefined,
      results,
    });
  const days = new Map<string, ReportLine[]>();
  for (const line of lines.sort((a, b) => b.at - a.at || a.name.localeCompare(b.name))) {
    const day = line.at === 0 ? say("dateNotRecorded") : formatDate(new Date(line.at).toISOString());
    const there = days.get(day);
    if (there === undefined) days.set(day, [line]);
    else there.push(line);
  }
  return [...days].map(([day, list]) => ({ day, reports: list }));
}
