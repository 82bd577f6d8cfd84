import type { OddIds, OddRoute } from "./odd-route.ts";

/** Letters about patients. */
export function letters({ patient, id }: OddIds): readonly OddRoute[] {
  const letter = (text: string) => ({
    id,
    patientId: patient,
    kind: "referral",
    recipient: { name: text, address: `${text}\n${text}` },
    subject: text,
    text,
    password: text,
  });
  return [
    [
      "POST",
      "/api/letters",
      (text) => [
        letter(text),
        { ...letter(text), labels: [text] },
        { ...letter(text), labels: ["PSY"], replaces: id, encounter: id },
        { ...letter(text), recipient: { name: text, address: text.repeat(100) } },
      ],
    ],
  ];
}
