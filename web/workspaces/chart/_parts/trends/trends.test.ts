import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Observation } from "../../../../ui/clinical/fhir-types.ts";
import { parseKeepingDigits } from "../../../../app/api/digits.ts";
import { toCsv } from "./csv.ts";
import { seriesCsv } from "./download-series.ts";
import { shortDrugName } from "./events.ts";
import { openingPeriod, periodExtent } from "./periods.ts";
import { linearScale, niceStep, niceTicks, valueExtent } from "./scale.ts";
import { seriesOf, within } from "./series.ts";
import { timeTicks } from "./time-axis.ts";
import { bandText, trendSentence } from "./trend-sentence.ts";
import { arrangeVitals } from "./vital-kinds.ts";

const loinc = (code: string, text: string) => ({ coding: [{ system: "http://loinc.org", code }], text });
const reading = (value: number, when: string, parts: Partial<Observation> = {}): Observation => ({
  resourceType: "Observation",
  id: when,
  status: "final",
  code: loinc("8867-4", "Heart rate"),
  effectiveDateTime: when,
  valueQuantity: { value, unit: "beats/min" },
  ...parts,
});
const pressure = (systolic: number, diastolic: number, when: string): Observation => ({
  resourceType: "Observation",
  id: when,
  status: "final",
  code: loinc("85354-9", "BP"),
  effectiveDateTime: when,
  component: [
    { code: loinc("8480-6", "Systolic"), valueQuantity: { value: systolic, unit: "mmHg" } },
    { code: loinc("8462-4", "Diastolic"), valueQuantity: { value: diastolic, unit: "mmHg" } },
  ],
});
const only = (observations: readonly Observation[]) => {
  const [series] = seriesOf(observations);
  if (series === undefined) throw new Error("no series");
  return series;
};
const range = [{ low: { value: 60 }, high: { value: 100 } }];

describe("series", () => {
  test("readings of one kind come together, oldest first", () => {
    const series = seriesOf([
      reading(80, "2026-03-07T10:00:00Z"),
      pressure(128, 78, "2026-03-07T10:00:00Z"),
      reading(70, "2026-01-01T10:00:00Z"),
    ]);
    expect(series.map((one) => [one.name, one.points.map((point) => point.text)])).toEqual([
      ["Heart rate", ["70 beats/min", "80 beats/min"]],
      ["Blood pressure", ["128/78 mmHg"]],
    ]);
  });
  test("one thing in two units makes two series: they never share an axis", () => {
    const weight = (value: number, unit: string) =>
      reading(value, "2026-03-07", { code: loinc("29463-7", "Weight"), valueQuantity: { value, unit } });
    expect(seriesOf([weight(70, "kg"), weight(154, "[lb_av]")]).map((one) => one.unit)).toEqual(["kg", "lb"]);
  });
  test("mistakes, texts and undated readings are on no plot", () => {
    expect(
      seriesOf([
        reading(80, "2026-03-07", { status: "entered-in-error" }),
        reading(1, "2026-03-07", { valueQuantity: undefined, valueString: "fast" }),
        reading(80, "", { effectiveDateTime: undefined }),
      ]),
    ).toEqual([]);
  });
  test("a pressure is as remarkable as its worse half", () => {
    const flagged = pressure(128, 99, "2026-03-07");
    const component = (flagged.component ?? []).map((part, at) => ({
      ...part,
      referenceRange: [at === 0 ? { high: { value: 140 } } : { high: { value: 90 } }],
    }));
    expect(only([{ ...flagged, component }]).points[0]?.standing?.kind).toBe("high");
  });
  test("a period cuts the readings and keeps the band", () => {
    const series = only([
      reading(70, "2026-01-01T00:00:00Z", { referenceRange: range }),
      reading(80, "2026-03-01T00:00:00Z"),
    ]);
    const cut = within(series, Date.parse("2026-02-01"), Date.parse("2026-04-01"));
    expect([cut.points.length, cut.band]).toMatchObject([1, { low: 60, high: 100 }]);
  });
});

describe("vital signs", () => {
  test("are read in a fixed order, blood pressure first", () => {
    expect(
      arrangeVitals(seriesOf([reading(80, "2026-03-07"), pressure(128, 78, "2026-03-07")]), "1948-03-12").map(
        (one) => one.name,
      ),
    ).toEqual(["Blood pressure", "Heart rate"]);
  });
  test("adults' readings without a range get a cited one; children's don't", () => {
    const adult = arrangeVitals([only([reading(95, "2026-03-07")])], "1948-03-12")[0];
    expect([adult?.points[0]?.standing?.kind, adult?.bandSource?.startsWith("NEWS2")]).toEqual(["high", true]);
    const child = arrangeVitals([only([reading(95, "2026-03-07")])], "2020-03-12")[0];
    expect([child?.points[0]?.standing, child?.band]).toEqual([undefined, undefined]);
  });
  test("the record's own range is never replaced", () => {
    const own = arrangeVitals([only([reading(95, "2026-03-07", { referenceRange: range })])], "1948-03-12")[0];
    expect([own?.points[0]?.standing?.kind, own?.bandSource]).toEqual(["normal", undefined]);
  });
});

describe("the sentence beside a plot", () => {
  test("tells the last reading, the change, what was out of range and the extremes", () => {
    const series = only(
      [70, 104, 88].map((value, at) => reading(value, `2026-0${at + 1}-07T10:00:00Z`, { referenceRange: range })),
    );
    expect(trendSentence(series, "UTC")).toBe(
      "Last 88 beats/min on 07-Mar-2026, in range; down 16 since 07-Feb-2026. 1 of 3 readings out of range; lowest 70 on 07-Jan-2026, highest 104 on 07-Feb-2026.",
    );
    expect(bandText(series)).toBe("60–100 beats/min");
  });
  test("says nothing of ranges where there are none", () => {
    const series = only([reading(70, "2026-01-07"), reading(70, "2026-02-07")]);
    expect(trendSentence(series)).toBe(
      "Last 70 beats/min on 07-Feb-2026; unchanged since 07-Jan-2026. 2 readings, all 70.",
    );
    expect(bandText(series)).toBeUndefined();
  });
  test("one reading and none", () => {
    const one = only([pressure(128, 78, "2026-03-07")]);
    expect(trendSentence(one)).toBe("Last 128/78 mmHg on 07-Mar-2026. The only reading in this period.");
    expect(trendSentence(within(one, 0, 1))).toBe("No readings in this period.");
  });
  test("rounding noise is not a change", () => {
    const series = only([reading(37.1, "2026-01-07"), reading(37.3, "2026-02-07")]);
    expect(trendSentence(series)).toContain("up 0.2 since");
  });
  test("a pressure compares its upper value and says so; percentages differ by points", () => {
    const two = only([pressure(128, 78, "2026-02-07"), pressure(120, 80, "2026-03-07")]);
    expect(trendSentence(two)).toContain("; systolic down 8 since 07-Feb-2026. 2 readings; lowest systolic 120/80 on");
    const saturation = (value: number, when: string) =>
      reading(value, when, { code: loinc("59408-5", "Oxygen saturation"), valueQuantity: { value, unit: "%" } });
    expect(trendSentence(only([saturation(95, "2026-02-07"), saturation(96, "2026-03-07")]))).toContain(
      "; up 1 point since",
    );
  });
  test("a pressure with both bands is told from lower to upper end", () => {
    const [plain] = arrangeVitals([only([pressure(128, 78, "2026-03-07")])], undefined);
    const banded = {
      ...only([pressure(128, 78, "2026-03-07")]),
      band: { low: 90, high: 140 },
      underBand: { low: 60, high: 90 },
    };
    expect([bandText(banded), plain === undefined ? "" : bandText(plain)]).toEqual(["90/60–140/90 mmHg", undefined]);
  });
  test("a lane's label is the medicine's name alone", () => {
    expect(
      [
        "Nitrofurantoin modified-release capsule 100 mg",
        "Insulin glargine solution for injection 100 units",
        "120 actuation Fluticasone 0.044 mg/actuation Inhaler",
        "Aspirin",
      ].map(shortDrugName),
    ).toEqual(["Nitrofurantoin", "Insulin glargine", "Fluticasone", "Aspirin"]);
  });
  test("a pressure's band names both halves", () => {
    const adult = arrangeVitals([only([pressure(150, 78, "2026-03-07")])], "1948-03-12")[0];
    expect(adult === undefined ? "" : bandText(adult)).toBe("up to 139/89 mmHg");
  });
});

describe("axes", () => {
  test("steps are 1, 2 or 5 times a power of ten and few enough", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e5, noNaN: true }), fc.integer({ min: 2, max: 8 }), (span, most) => {
        const step = niceStep(span, most);
        expect(span / step).toBeLessThanOrEqual(most + 1e-6);
        expect([1, 2, 5]).toContain(Math.round(step / 10 ** Math.floor(Math.log10(step * 1.0000001))));
      }),
    );
  });
  test("ticks are round", () => {
    expect(niceTicks({ low: 36.1, high: 38.4 }, 4)).toEqual([37, 38]);
    expect(niceTicks({ low: 0, high: 1 }, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  });
  test("a near band end is shown, a far one doesn't press the readings flat", () => {
    expect(valueExtent([70, 80], [60, 100]).high).toBeGreaterThan(100);
    expect(valueExtent([70, 71], [undefined, 1000]).high).toBeLessThan(100);
    expect(valueExtent([274, 288], [150, 400])).toMatchObject({ low: expect.closeTo(120), high: expect.closeTo(430) });
    // A small change looks small: 26 to 27 doesn't fill the axis.
    const small = valueExtent([26, 27], []);
    expect(small.high - small.low).toBeGreaterThan(2.6);
    expect(valueExtent([0, 0.2], []).low).toBe(0);
    expect(valueExtent([5], []).low).toBeLessThan(5);
    expect(valueExtent([], []).high).toBe(1);
  });
  test("a scale maps ends to ends, and a flat extent to the middle", () => {
    expect([
      linearScale({ low: 0, high: 10 }, 100, 0).at(0),
      linearScale({ low: 0, high: 10 }, 100, 0).at(10),
      linearScale({ low: 5, high: 5 }, 100, 0).at(5),
    ]).toEqual([100, 0, 50]);
  });
  test("time ticks stand on the calendar's joints and fit", () => {
    const year = { low: new Date(2025, 2, 7).getTime(), high: new Date(2026, 2, 7).getTime() };
    expect(timeTicks(year, 6).map((tick) => tick.label)).toEqual(["Apr", "Jul", "Oct", "2026"]);
    const decades = { low: new Date(1950, 0, 1).getTime(), high: new Date(2026, 0, 1).getTime() };
    expect(timeTicks(decades, 6).map((tick) => tick.label)).toEqual(["1960", "1980", "2000", "2020"]);
    const night = { low: new Date(2026, 2, 7, 20).getTime(), high: new Date(2026, 2, 8, 13).getTime() };
    expect(timeTicks(night, 6).map((tick) => tick.label)).toEqual(["08-Mar", "06:00", "12:00"]);
  });
  test("a chart opens on the shortest period that shows a course", () => {
    const now = Date.parse("2026-03-07T00:00:00Z");
    const daily = only([1, 2, 3, 4, 5, 6].map((day) => reading(70, `2026-02-0${day}`)));
    const rare = only([2016, 2018, 2020].map((year) => reading(70, `${year}-01-01`)));
    expect([openingPeriod([daily], now), openingPeriod([rare], now)]).toEqual(["6m", "all"]);
    expect(periodExtent("all", [rare], now).low).toBeLessThan(Date.parse("2016-01-01"));
  });
});

describe("CSV", () => {
  test("readings keep the digits that they were recorded with", () => {
    const text = JSON.stringify([pressure(120, 80, "2026-03-07"), reading(72, "2026-03-08")]);
    const precise = text.replaceAll('"value":120', '"value":120.0').replaceAll('"value":72', '"value":72.50');
    const rows = seriesCsv(seriesOf(parseKeepingDigits(precise) as Observation[])).split("\r\n");
    expect(rows.slice(1, 3).map((row) => row.split(",").slice(1, 4))).toEqual([
      ["2026-03-07", "120.0", "80"],
      ["2026-03-08", "72.50", ""],
    ]);
  });
  test("quotes what needs it and defuses formulas, but leaves numbers alone", () => {
    expect(
      toCsv(
        ["a", "b"],
        [
          ['say "hi"', "-5.0"],
          ["=1+1", undefined],
          ["x,y", "1.50e2"],
          ["mmol;=1+1", "＝1"],
        ],
      ),
    ).toBe('\u{feff}a,b\r\n"say ""hi""",-5.0\r\n\'=1+1,\r\n"x,y",1.50e2\r\n"mmol;\'=1+1",\'＝1\r\n');
  });
});
