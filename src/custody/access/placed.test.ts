import { expect, test } from "vitest";
import { aStanding } from "../../../test/people/standing.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { decide } from "./decide.ts";
import type { Facts, Reach } from "./facts.ts";
import { judge } from "./judge.ts";
import { rowOf } from "./row.ts";
import { parseScopes } from "./scope.ts";

const at = Date.UTC(2026, 2, 3);
const id = (last: string) => `00000000-0000-4000-8000-0000000000${last}`;
const [north, south, room] = [id("01"), id("02"), id("0a")];

/** Somebody who works at the northern site, with a room in it. */
function held(reach: Reach = "organisation", facilities: readonly string[] | undefined = [north]): Facts {
  const around = (place: string) => (place === room ? [room, north] : [place]);
  return {
    kind: "person",
    name: "Tom Birch",
    scopes: parseScopes("user/*.cruds"),
    reach,
    facilities,
    standing: aStanding({ around }),
  };
}

type Placed = "Task" | "Appointment" | "Contract" | "PaymentReconciliation" | "Flag";
function sees(facts: Facts, type: Placed, content: object, patient?: string): boolean {
  const decision = decide({ interaction: "search", type, at }, facts);
  if (decision.kind === "deny") return false;
  const resource = { resourceType: type, id: id("f0"), ...content } as FhirResource;
  const row = rowOf(resource, {
    type,
    id: id("f0") as ResourceId,
    patient: patient as ResourceId | undefined,
    writtenAt: at,
  });
  return judge(decision.rows, row).kind === "visible";
}

const enquiry = (place?: string, code = "enquiry") => ({
  code: { coding: [{ system: "urn:wardbook:task", code }] },
  contained: [{ resourceType: "Patient", id: "person", name: [{ text: "Ana Reyes" }] }],
  ...(place === undefined ? {} : { location: { reference: `Location/${place}` } }),
});
const kept = (place: string) => ({ participant: [{ actor: { reference: `Location/${place}` }, status: "accepted" }] });

test("whoever is held to sites sees enquiries and kept times of theirs, and no others", () => {
  for (const reach of ["organisation", "facility"] as const) {
    expect([north, room, south, undefined].map((place) => sees(held(reach), "Task", enquiry(place)))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([north, room, south].map((place) => sees(held(reach), "Appointment", kept(place)))).toEqual([
      true,
      true,
      false,
    ]);
  }
  expect(sees(held("organisation", []), "Task", enquiry(north))).toBe(false);
});

test("whoever is held to sites sees what these spend and what was counted there, and no other site's or nobody's", () => {
  const branch = (place: string, url = "urn:wardbook:billing:branch") => ({
    url,
    valueReference: { reference: `Location/${place}` },
  });
  const spent = (...places: readonly string[]) => ({
    domain: places.map((place) => ({ reference: `Location/${place}` })),
  });
  for (const reach of ["organisation", "facility"] as const) {
    const facts = held(reach);
    const contracts = [spent(north), spent(room), spent(south), spent(), spent(south, north)];
    expect(contracts.map((content) => sees(facts, "Contract", content))).toEqual([true, true, false, false, false]);
    const counts = [
      [branch(north)],
      [branch(south)],
      [branch(north, "urn:elsewhere")],
      [],
      [branch(north), branch(south)],
    ];
    expect(counts.map((extension) => sees(facts, "PaymentReconciliation", { extension }))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  }
  for (const reach of ["related", "patient"] as const)
    for (const facilities of [[north], undefined])
      expect(sees(held(reach, facilities), "Contract", spent(north))).toBe(false);
  expect(sees(held(), "Contract", spent(north), id("11"))).toBe(false);
});

test("a place opens no other task, nothing else about nobody, and nobody's record", () => {
  expect(sees(held(), "Task", enquiry(north, "other"))).toBe(false);
  expect(sees(held(), "Flag", { domain: [{ reference: `Location/${north}` }], ...kept(north) })).toBe(false);
  expect(sees(held(), "Appointment", kept(north), id("11"))).toBe(false);
});

test("who is held to patients sees neither, wherever they work", () => {
  for (const reach of ["related", "patient"] as const)
    for (const facilities of [[north], undefined])
      expect([
        sees(held(reach, facilities), "Task", enquiry(north)),
        sees(held(reach, facilities), "Appointment", kept(north)),
      ]).toEqual([false, false]);
});
