import { canHappen } from "../chart/chart.ts";
import { addCarePlan, addCareTeam, fallsRisk, type NeedKey, notForResuscitation } from "../chart/care-plans.ts";
import { raiseFlag, recordConsent, recordProcedure, vaccinate } from "../chart/safeguards.ts";
import { allergyAlert } from "../chart/alerts.ts";
import { dayOf, yearOf } from "../calendar.ts";
import { providerNamed } from "../staff.ts";
import type { Arc } from "./arc.ts";
import type { ResidentChart } from "./resident.ts";

/** Care team, plans, flags, consent and vaccinations. */
export function writePlans(resident: ResidentChart, arcs: readonly Arc[]): void {
  const { chart, profile, admitted, doctor, keyWorker } = resident;
  const { random, calendar } = chart;
  const nurse = providerNamed("grace.nyambura");
  const team = addCareTeam(chart, admitted, keyWorker);
  const needs = new Map<NeedKey, number>(
    profile.needs.map((need, index) => [need, Math.min(calendar.today, admitted + 2 + index)]),
  );
  for (const arc of arcs) {
    if (arc.need !== undefined && !needs.has(arc.need) && arc.from <= resident.end) needs.set(arc.need, arc.from);
  }
  for (const [need, from] of needs) addCarePlan(chart, need, from, nurse, team);

  if (needs.has("falls"))
    raiseFlag(chart, {
      category: "safety",
      term: fallsRisk,
      from: Math.max(admitted, arcs.find((arc) => arc.fall)?.from ?? admitted),
      author: nurse,
    });
  if (profile.notForResuscitation === true)
    raiseFlag(chart, {
      category: "advance-directive",
      term: notForResuscitation,
      from: Math.min(calendar.today, admitted + 14),
      author: doctor,
    });
  allergyAlert(chart, admitted, nurse);

  const refusal = random.chance(0.25) ? { research: true } : undefined;
  recordConsent(chart, admitted, refusal);
  if (profile.conditions.includes("stroke") && random.chance(0.8)) {
    recordProcedure(chart, {
      term: { text: "Echocardiogram", snomed: "433236007", display: "Transthoracic echocardiography" },
      day: admitted - 400,
    });
  }
  for (let year = yearOf(resident.start); year <= yearOf(calendar.today); year += 1) {
    const autumn = { day: dayOf(year, 10, 1) + random.integer(3, 24), minute: 10 * 60 + random.integer(0, 90) };
    const spring = { day: dayOf(year, 4, 10) + random.integer(0, 30), minute: 14 * 60 + random.integer(0, 60) };
    if (autumn.day >= admitted && canHappen(chart, autumn) && random.chance(0.94))
      vaccinate(chart, "influenza", autumn, nurse);
    if (spring.day >= admitted && canHappen(chart, spring) && random.chance(0.85))
      vaccinate(chart, "covid", spring, nurse);
  }
  if (random.chance(0.7))
    vaccinate(chart, "pneumococcal", { day: admitted - random.integer(200, 1500), minute: 11 * 60 }, doctor);
}
