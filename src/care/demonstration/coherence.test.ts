import { describe, expect, test } from "vitest";
import type { TransactionBundle } from "./bundle.ts";
import { at, demonstration, noteText, resourcesOf, saturday, stringsIn, textAt } from "./testing/charts.ts";

const bundles = demonstration().slice(1);
const patientOf = (bundle: TransactionBundle) => resourcesOf(bundle, "Patient")[0];
const dateLike = /^\d{4}-\d{2}-\d{2}(T|$)/;
/** "2026-11-21" counts as the whole day. */
const instant = (text: string): number => Date.parse(text);

describe("every patient's history", () => {
  test("has no date in the future but those of bookings", () => {
    for (const bundle of bundles) {
      for (const { resource } of bundle.entry) {
        // Who is missed isn't missed at the end alone.
        const planned = resource.resourceType === "Appointment" && textAt(resource, "status") !== "fulfilled";
        for (const [name, text] of stringsIn(resource)) {
          if (dateLike.test(text) && !(planned && (name === "start" || name === "end"))) {
            expect(instant(text), `${resource.resourceType}.${name} ${text}`).toBeLessThanOrEqual(instant(saturday));
          }
        }
      }
    }
  });

  test("begins with the birth and ends with the death", () => {
    let deaths = 0;
    for (const bundle of bundles) {
      const birth = instant(textAt(patientOf(bundle), "birthDate"));
      const died = textAt(patientOf(bundle), "deceasedDateTime");
      const death = died === "" ? Infinity : instant(died);
      if (died !== "") deaths += 1;
      for (const { resource } of bundle.entry) {
        for (const [name, text] of stringsIn(resource)) {
          if (!dateLike.test(text)) continue;
          expect(instant(text), `${resource.resourceType}.${name}`).toBeGreaterThanOrEqual(birth);
          expect(instant(text), `${resource.resourceType}.${name}`).toBeLessThanOrEqual(death);
        }
      }
    }
    expect(deaths).toBe(1);
  });

  test("gives each medicine a reason among the patient's own conditions, and none that an allergy forbids", () => {
    let prescriptions = 0;
    for (const bundle of bundles) {
      const conditions = new Set(
        bundle.entry.filter(({ resource }) => resource.resourceType === "Condition").map(({ fullUrl }) => fullUrl),
      );
      const allergies = resourcesOf(bundle, "AllergyIntolerance").map((allergy) => textAt(allergy, "code.text"));
      for (const request of resourcesOf(bundle, "MedicationRequest")) {
        prescriptions += 1;
        expect(conditions.has(textAt(request, "reasonReference.0.reference"))).toBe(true);
        const name = textAt(request, "medicationCodeableConcept.text");
        if (allergies.includes("Penicillin")) expect(name).not.toMatch(/^Amoxicillin/);
        if (allergies.includes("Codeine")) expect(name).not.toMatch(/^Codeine/);
        if (allergies.includes("Ibuprofen and other anti-inflammatories"))
          expect(name).not.toMatch(/^(Ibuprofen|Naproxen|Aspirin)/);
      }
    }
    expect(prescriptions).toBeGreaterThan(150);
  });

  test("writes doses without trailing zeros and micrograms in words", () => {
    for (const request of bundles.flatMap((bundle) => resourcesOf(bundle, "MedicationRequest"))) {
      const words = `${textAt(request, "medicationCodeableConcept.text")} ${textAt(request, "dosageInstruction.0.text")}`;
      expect(words).not.toMatch(/\d\.\d*0(?!\d)/);
      expect(words).not.toMatch(/(^|\s)\.\d|µg|mcg/);
    }
  });

  test("never has two active courses of the same medicine", () => {
    for (const bundle of bundles) {
      const active = resourcesOf(bundle, "MedicationRequest").filter(
        (request) => textAt(request, "status") === "active",
      );
      const names = active.map((request) => textAt(request, "medicationCodeableConcept.coding.0.code"));
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test("keeps diastolic pressure below systolic and every result inside what a body can have", () => {
    for (const observation of bundles.flatMap((bundle) => resourcesOf(bundle, "Observation"))) {
      const [systolic, diastolic] = [
        at(observation, "component.0.valueQuantity.value"),
        at(observation, "component.1.valueQuantity.value"),
      ];
      const value = at(observation, "valueQuantity.value");
      if (typeof systolic === "number" && typeof diastolic === "number") {
        expect(diastolic).toBeLessThan(systolic);
        expect(systolic).toBeLessThan(220);
      } else {
        expect(value).toBeTypeOf("number");
        expect(value).toBeGreaterThanOrEqual(0);
      }
    }
  });

  test("flags a result exactly where it lies outside its reference range", () => {
    let outside = 0;
    for (const observation of bundles.flatMap((bundle) => resourcesOf(bundle, "Observation"))) {
      const flag = textAt(observation, "interpretation.0.coding.0.code");
      const value = at(observation, "valueQuantity.value");
      if (flag === "" || typeof value !== "number") continue;
      const [low, high] = [
        at(observation, "referenceRange.0.low.value"),
        at(observation, "referenceRange.0.high.value"),
      ];
      const expected =
        typeof low === "number" && value < low ? "L" : typeof high === "number" && value > high ? "H" : "N";
      expect(flag).toBe(expected);
      if (flag !== "N") outside += 1;
    }
    expect(outside).toBeGreaterThan(50);
  });

  test("tells 'no known allergies' from 'nobody has asked'", () => {
    const counts = { none: 0, unasked: 0, several: 0 };
    for (const bundle of bundles) {
      const allergies = resourcesOf(bundle, "AllergyIntolerance").map((allergy) => textAt(allergy, "code.text"));
      if (allergies.length === 0) counts.unasked += 1;
      else if (allergies.includes("No known allergies")) {
        expect(allergies).toHaveLength(1);
        counts.none += 1;
      } else if (allergies.length > 1) counts.several += 1;
    }
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(4);
  });

  test("has a child with a parent who is a patient too", () => {
    const numbers = new Set(bundles.map((bundle) => textAt(patientOf(bundle), "identifier.0.value")));
    const parents = bundles
      .flatMap((bundle) => resourcesOf(bundle, "RelatedPerson"))
      .filter((related) => ["MTH", "FTH"].includes(textAt(related, "relationship.0.coding.0.code")));
    expect(parents).toHaveLength(1);
    expect(numbers.has(textAt(parents[0], "identifier.0.value"))).toBe(true);
  });
});

describe("the notes", () => {
  const notes = bundles.flatMap((bundle) => resourcesOf(bundle, "DocumentReference")).map(noteText);

  test("never read the same twice", () => {
    expect(new Set(notes).size).toBe(notes.length);
  });

  test("have the length of something that a person typed", () => {
    const lengths = notes.map((note) => note.split(/\s+/).length).sort((one, other) => one - other);
    expect(lengths[0]).toBeGreaterThanOrEqual(28);
    expect(lengths[Math.floor(lengths.length / 10)]).toBeGreaterThanOrEqual(40);
    expect(lengths[lengths.length - 1]).toBeLessThanOrEqual(200);
  });

  test("leave no slot or choice unspoken", () => {
    expect(notes.filter((note) => /[<>{}|]|undefined|NaN|\(\)/.test(note))).toEqual([]);
  });

  test("never say a sentence twice in one note", () => {
    const repeated = notes.filter((note) => {
      const sentences = note.split(/(?<=[.!?”])\s+/).filter((sentence) => sentence.length > 25);
      return new Set(sentences).size < sentences.length;
    });
    expect(repeated).toEqual([]);
  });
});
