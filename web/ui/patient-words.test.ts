import { expect, test } from "vitest";
import type { Patient } from "./clinical/fhir-types.ts";
import { addressText, bornText, mainIdentifier, nameText, patientName, preferredName } from "./patient-words.ts";

const aPatient = (over: Partial<Patient> = {}): Patient => ({ resourceType: "Patient", ...over });

test("the family name leads in capitals", () => {
  expect(nameText({ family: "Okonkwo", given: ["Ada", "Grace"] })).toBe("OKONKWO, Ada Grace");
  expect(nameText({ family: "Weiß" })).toBe("WEISS");
  expect(nameText({ text: "Sukarno" })).toBe("Sukarno");
  expect(nameText(undefined)).toBe("Name not recorded");
});

test("the official name wins over old and maiden names", () => {
  const patient = aPatient({
    name: [
      { use: "maiden", family: "Hart", given: ["Ann"] },
      { use: "official", family: "Byrne", given: ["Ann"] },
    ],
  });
  expect(patientName(patient)).toBe("BYRNE, Ann");
});

test("a preferred name is told only where it differs", () => {
  expect(
    preferredName(
      aPatient({
        name: [
          { use: "official", family: "Byrne", given: ["Ann"] },
          { use: "nickname", text: "Nan" },
        ],
      }),
    ),
  ).toBe("Nan");
  expect(
    preferredName(
      aPatient({
        name: [
          { use: "official", family: "Byrne", given: ["Ann"] },
          { use: "usual", given: ["Ann"] },
        ],
      }),
    ),
  ).toBeUndefined();
});

test("the dead keep their age at death", () => {
  expect(bornText(aPatient({ birthDate: "1948-03-12" }), "2026-03-13")).toBe("12-Mar-1948 (78 y)");
  expect(bornText(aPatient({ birthDate: "1948-03-12", deceasedDateTime: "2020-01-01T10:00:00Z" }), "2026-03-13")).toBe(
    "12-Mar-1948 (71 y)",
  );
  expect(bornText(aPatient({ birthDate: "1948-03-12", deceasedBoolean: true }), "2026-03-13")).toBe("12-Mar-1948");
});

test("the medical record number is the number, whatever comes first", () => {
  const patient = aPatient({
    identifier: [{ value: "999-1" }, { type: { coding: [{ code: "MR" }] }, value: "WB-100234" }],
  });
  expect(mainIdentifier(patient)?.value).toBe("WB-100234");
  expect(mainIdentifier(aPatient())).toBeUndefined();
});

test("an address is one line", () => {
  expect(addressText({ line: ["12 Mill Lane"], city: "Leeds", postalCode: "LS1 4AB" })).toBe(
    "12 Mill Lane, Leeds, LS1 4AB",
  );
  expect(addressText({ text: "The boat by the lock" })).toBe("The boat by the lock");
});
