import { type Random, below, chance, oneOf } from "./random.ts";
import { type Made, type Making, made } from "./making.ts";
import { conditionCodes, dates, icd10, loinc, loincSystem, reasons } from "./vocabulary.ts";

// What is done for patients, and written about it: nobody sees it who doesn't treat them.

const concept = (system: string, code: string, text?: string) => ({
  coding: [{ system, code }],
  ...(text === undefined ? {} : { text }),
});

const subjectOf = ({ patient }: Making) => ({ reference: `Patient/${patient}` });

/** Notes, some of which came from elsewhere final and some of which wait for somebody's co-signature. */
function aNote(random: Random, making: Making): Made {
  const state = oneOf(random, ["none", "awaited", "awaited", "returned", "given"]);
  const attachment = { contentType: "text/plain", data: Buffer.from(oneOf(random, reasons)).toString("base64") };
  return made({
    resourceType: "DocumentReference",
    id: making.id,
    status: "current",
    docStatus: state === "none" || state === "given" ? "final" : "preliminary",
    ...(state === "none" ? {} : { category: [concept("urn:wardbook:co-signing", state)] }),
    subject: subjectOf(making),
    date: `${oneOf(random, dates)}T09:00:00Z`,
    author: [{ reference: `Practitioner/${making.practitioner}` }],
    description: oneOf(random, reasons),
    content: [{ attachment }],
  });
}

function anOrder(random: Random, making: Making): Made {
  return made({
    resourceType: "ServiceRequest",
    id: making.id,
    status: oneOf(random, ["active", "on-hold", "completed"]),
    intent: "order",
    category: [concept("urn:wardbook:order-kind", oneOf(random, ["laboratory", "eeg", "referral"]))],
    code: concept(loincSystem, oneOf(random, loinc)),
    subject: subjectOf(making),
    authoredOn: oneOf(random, dates),
    requester: { reference: `Practitioner/${making.practitioner}` },
  });
}

function aResult(random: Random, making: Making): Made {
  return made({
    resourceType: "DiagnosticReport",
    id: making.id,
    status: "final",
    code: concept(loincSystem, oneOf(random, loinc)),
    subject: subjectOf(making),
    effectiveDateTime: oneOf(random, dates),
    conclusion: oneOf(random, reasons),
    ...(making.others.length > 0 && chance(random, 0.4)
      ? { basedOn: [{ reference: `ServiceRequest/${oneOf(random, making.others)}` }] }
      : {}),
  });
}

/** A biller sees that it was done, not what was noted of it. */
function aProcedure(random: Random, making: Making): Made {
  return made({
    resourceType: "Procedure",
    id: making.id,
    status: "completed",
    code: concept(icd10, oneOf(random, conditionCodes)),
    subject: subjectOf(making),
    performedDateTime: oneOf(random, dates),
    ...noted(random),
  });
}

/** The words of a record that a biller doesn't see. */
export function noted(random: Random): Record<string, unknown> {
  return chance(random, 0.7) ? { note: [{ text: oneOf(random, reasons) }] } : {};
}

function aPicture(random: Random, making: Making): Made {
  const bytes = Buffer.alloc(8 + below(random, 24), below(random, 256));
  return made({
    resourceType: "Media",
    id: making.id,
    status: "completed",
    subject: subjectOf(making),
    createdDateTime: oneOf(random, dates),
    content: { contentType: "image/png", data: bytes.toString("base64") },
  });
}

function anAnswer(random: Random, making: Making): Made {
  return made({
    resourceType: "QuestionnaireResponse",
    id: making.id,
    status: "completed",
    subject: subjectOf(making),
    authored: oneOf(random, dates),
    item: [{ linkId: "1", answer: [{ valueString: oneOf(random, reasons) }] }],
  });
}

function aTask(random: Random, making: Making): Made {
  return made({
    resourceType: "Task",
    id: making.id,
    status: "requested",
    intent: "order",
    code: { text: oneOf(random, reasons) },
    for: subjectOf(making),
    description: oneOf(random, reasons),
  });
}

export const clinicalMakers = [aNote, anOrder, aResult, aProcedure, aPicture, anAnswer, aTask];
export const clinicalTypes: ReadonlySet<string> = new Set([
  "Condition",
  "DiagnosticReport",
  "DocumentReference",
  "Encounter",
  "Media",
  "Observation",
  "Procedure",
  "QuestionnaireResponse",
  "ServiceRequest",
  "Task",
]);
