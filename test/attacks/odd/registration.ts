import { type OddIds, type OddRoute, none } from "./odd-route.ts";

/** Newcomers, merges, the privacy notice, cards and numbers. */
export function registration({ patient, id }: OddIds): readonly OddRoute[] {
  const base = "/api/registration";
  return [
    [
      "POST",
      `${base}/alike`,
      (text, date) => [{ family: text, given: text, phone: text, email: text, birthDate: date }],
    ],
    ["POST", `${base}/merges`, (text) => [{ survivorId: patient, replacedId: id, why: text }]],
    ["POST", `${base}/merges/${patient}/undo`, (text) => [{ why: text }]],
    ["GET", `${base}/merges?patient=${id}`, none],
    ["GET", `${base}/belonging?patient=constructor`, none],
    ["PUT", `${base}/privacy-notice`, (text) => [{ text }]],
    ["GET", `${base}/acknowledgements?patient=${id}`, none],
    [
      "POST",
      `${base}/acknowledgements`,
      (text) => [
        { patientId: patient, version: 1, signature: text },
        { patientId: patient, version: 1, signature: Buffer.from(text).toString("base64") },
        { patientId: patient, version: 1_000_000 },
      ],
    ],
    ["GET", `${base}/patients/${id}/card`, none],
    ["GET", `${base}/patients/${patient}/label`, none],
    ["GET", `${base}/numbers`, none],
    ["PUT", `${base}/numbers/${id}`, (text) => [{ version: Number.MAX_SAFE_INTEGER, prefix: text }]],
  ];
}
