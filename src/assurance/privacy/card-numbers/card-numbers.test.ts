import { expect, test } from "vitest";
import type { FhirResource } from "../../../foundation/fhir/index.ts";
import { seededRandom } from "../../../../test/support/random.ts";
import { textOfNarrative } from "../deidentification/narrative.ts";
import { findCardNumbers } from "./find-card-numbers.ts";
import { noticeInResource, screenForCards } from "./screen-resource.ts";

// Numbers that the networks give out for tests.
const cards = [
  "4111 1111 1111 1111",
  "5555-5555-5555-4444",
  "378282246310005",
  "3782 822463 10005",
  "6011111111111117",
  "3530111333300000",
  "2223003122003222",
];

test("numbers of cards are found as they are printed, and what only looks like one isn't", () => {
  for (const card of cards) {
    const text = `Paid with ${card}, exp 04/29.`;
    expect(findCardNumbers(text).map(({ from, to }) => text.slice(from, to))).toEqual([card]);
    const wrong = card.slice(0, -1) + String((Number(card.at(-1)) + 1) % 10);
    expect(findCardNumbers(`Paid with ${wrong}`)).toEqual([]);
  }
  for (const text of [
    "IMEI 4111111111111111",
    "MRN: 4111111111111111",
    "Accession 4111111111111111, two tubes",
    "1.2.840.4111111111111111",
    "urn:x:4111111111111111.7",
    "id=4111111111111111",
    "4111 11 1111 1111 11",
    "Person seed: 6586011615475608927",
    "4917610000000000003 was printed",
    "0000 0000 0000 0000",
    "98765 4111111111111111 4111111111111111 1".replaceAll("411", "911"),
    "7.25 140/90 120/80 98.6 2026-03-01 10:15:00",
  ])
    expect(findCardNumbers(text), text).toEqual([]);
  expect(findCardNumbers("MRN 77, card 4111111111111111")).toHaveLength(1);
  expect(findCardNumbers("Visa 4917610000000000003")).toHaveLength(1);
});

const random = seededRandom(5);
const fours = ["4111", "1111", "1111", "1111"];
const narrative = (inside: string): FhirResource => ({
  resourceType: "Patient",
  text: { status: "generated", div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${inside}</p></div>` },
});

test("a card isn't hidden by characters that only look different, nor by a narrative's markup", () => {
  const wide = fours.join("").replaceAll(/\d/g, (one) => String.fromCharCode(0xff_10 + Number(one)));
  for (const text of [
    ...["\u00a0", "\u200b", "\u2013", "\u202f", "\u200b-", "\t"].map((joint) => fours.join(joint)),
    wide,
  ])
    expect(findCardNumbers(`Paid with ${text}, ok`), JSON.stringify(text)).toHaveLength(1);
  for (const inside of [
    fours.join("&#160;"),
    fours.map((four) => `<b>${four}</b>`).join(""),
    fours.map((four) => `<b>${four}</b>`).join(" "),
    "&#52;111111111111111",
  ])
    expect(screenForCards(narrative(inside)), inside).toMatchObject([{ expression: "Patient.text.div" }]);
  expect(screenForCards(narrative("12&#160;months, 2026-03-01 <b>140</b>/<b>90</b>"))).toEqual([]);
});

test("a card with dots, strokes or ends of lines in it is found; dates, addresses, telephones and tables aren't", () => {
  const found = (text: string) => findCardNumbers(text).map(({ from, to }) => text.slice(from, to));
  for (const joint of [".", "/"]) expect(found(`Paid ${fours.join(joint)}.`)).toEqual([fours.join(joint)]);
  expect(found("Amex 3782.822463.10005 ok")).toEqual(["3782.822463.10005"]);
  for (const broken of ["4111 1111\n1111 1111", "4111-1111-\n1111-1111", "4111 1111 1111\r\n  1111"])
    expect(found(`Paid with ${broken}, ok`), broken).toEqual([broken]);
  expect(found(`Card:\n${fours.join("\n")}\n`)).toHaveLength(1);
  for (const text of [
    `Volumes\n${fours.join("\n")}\nin all`,
    "4111.1111/1111.1111",
    "1.2.840.4111.1111.1111.1111",
    "https://x.example/4111/1111/1111/1111",
    "MRN 4111.1111.1111.1111",
    "2026-03-01/2026-03-31, 01.02.2026 14.30",
    "+49.30.4111.1111 or 030/4111/1111",
    "120/80 118/76 122/84 119/77 121/79",
    "4111.1111.1111.1112",
  ])
    expect(found(text), text).toEqual([]);
  // Of groups that nobody meant as a card one in a hundred at most: their first digits and the last one have to fit.
  const group = (digits: number) => String(Math.floor(random() * 10 ** digits)).padStart(digits, "0");
  let hits = 0;
  for (let turn = 0; turn < 2000; turn += 1)
    hits += findCardNumbers([group(4), group(4), group(4), group(4)].join(turn % 2 === 0 ? "." : "/")).length;
  expect(hits).toBeLessThan(2000 * 0.06);
});

test("a narrative of nothing but beginnings is read in one pass", () => {
  // Where each looked through the rest for its end, this would take hours.
  for (const beginning of ["<", "<br ", "<!--"])
    expect(textOfNarrative(beginning.repeat(400_000)).startsWith("<"), beginning).toBe(true);
  expect(textOfNarrative("a<!-- b --><i>c</i><!-- d")).toBe("ac<!-- d");
});

test("words that only begin like a card's don't make one of a number that is announced as something else", () => {
  for (const before of ["Cardiology MRN", "Discovered order", "Expiratory device id", "Accreditation ref"])
    expect(findCardNumbers(`${before} 4111111111111111`), before).toEqual([]);
  expect(findCardNumbers("order paid by creditcard 4111111111111111")).toHaveLength(1);
});

const long = () => Array.from({ length: 16 }, () => Math.floor(random() * 10)).join("");

test("a resource is refused for its texts, by their places, and never for its identifiers", () => {
  const resource: FhirResource = {
    resourceType: "Observation",
    status: "final",
    identifier: [{ system: "https://lab.example/accession", value: "4111111111111111" }],
    code: { text: "weight" },
    subject: { identifier: { value: "5555555555554444" } },
    note: [{ text: "fine" }, { text: `card ${cards[0]}` }],
    component: [{ code: { text: "x" }, valueString: `${cards[1]}` }],
  };
  expect(screenForCards(resource)).toMatchObject([
    { details: "privacy/card-number", severity: "error", expression: "Observation.note[1].text" },
    { details: "privacy/card-number", severity: "error", expression: "Observation.component[0].valueString" },
  ]);
  expect(JSON.stringify(screenForCards(resource))).not.toContain("4111");
  const attached = (text: string): FhirResource => ({
    resourceType: "DocumentReference",
    status: "current",
    content: [{ attachment: { contentType: "text/plain", data: Buffer.from(text).toString("base64") } }],
  });
  expect(screenForCards(attached(`Paid: ${cards[2]}`))).toMatchObject([
    { expression: "DocumentReference.content[0].attachment.data" },
  ]);
  expect(screenForCards(attached("Slept well."))).toEqual([]);
  for (let turn = 0; turn < 500; turn += 1)
    expect(
      screenForCards({ resourceType: "Patient", identifier: [{ value: long() }], telecom: [{ value: long() }] }),
    ).toEqual([]);
});

test("other identifiers in a text are told of as warnings, once each, and names and dates aren't", () => {
  const found = noticeInResource({
    resourceType: "Condition",
    subject: { reference: "Patient/1" },
    note: [
      { text: "Mr Okafor came on March 3, 2026." },
      { text: "Reach her on 415-555-0132 or 415-555-0133, SSN 123-45-6789." },
    ],
  });
  expect(found).toMatchObject([
    { severity: "warning", expression: "Condition.note[1].text", details: "privacy/identifier-in-text" },
  ]);
  expect(found[0]?.diagnostics).toContain("a telephone number and a national number");
  expect(JSON.stringify(found)).not.toMatch(/0132|6789/);
});
