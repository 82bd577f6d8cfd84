import { z } from "zod";
import { recipientOf } from "./is-letter.ts";
import { noteBody } from "../_parts/notes/note.ts";
import type { DocumentReference, Meta } from "../../../ui/clinical/fhir-types.ts";

/** A letter that is being written, as it is kept on the device. */
export const letterDraft = z.object({
  /** Its own number: sent again, it is signed once. */
  id: z.string(),
  kind: z.enum(["referral", "letter"]),
  name: z.string(),
  address: z.string(),
  subject: z.string(),
  words: z.string(),
  /** What of the chart goes along, by the record's type and id. */
  ticked: z.array(z.string()),
  /** Also an order, so that it is waited for. */
  isOrder: z.boolean(),
});
export type LetterDraft = z.infer<typeof letterDraft>;

export const emptyLetter = (): LetterDraft => ({
  id: crypto.randomUUID(),
  kind: "referral",
  name: "",
  address: "",
  subject: "",
  words: "",
  ticked: [],
  isOrder: true,
});

/** A letter that begins with the words of one that was signed before. What was ticked for that one is part of its words now. */
export function begunFrom(former: DocumentReference): LetterDraft {
  const [name = "", ...address] = recipientOf(former)?.split("\n") ?? [];
  const body = noteBody(former);
  return {
    ...emptyLetter(),
    kind: former.type?.text === "Letter" ? "letter" : "referral",
    name,
    address: address.join("\n"),
    subject: former.content?.[0]?.attachment?.title ?? "",
    words: body.kind === "text" ? body.text : "",
    // It is under Orders already.
    isOrder: false,
  };
}

/** Something of the chart that can go along: what it is called, and the words that stand in the letter. */
export type Offer = {
  readonly id: string;
  readonly label: string;
  readonly words: string;
  readonly meta: Meta | undefined;
};
export type OfferGroup = {
  /** As it stands in the letter. */
  readonly heading: string;
  /** As it stands over what can be ticked. */
  readonly legend: string;
  readonly asList: boolean;
  readonly offers: readonly Offer[];
};

/** The letter as it goes out: what was written, and under headings what was ticked. Nothing else of the chart is in it. */
export function letterText(
  { words, ticked }: Pick<LetterDraft, "words" | "ticked">,
  groups: readonly Omit<OfferGroup, "legend">[],
): string {
  const chosen = new Set(ticked);
  const parts = groups.flatMap(({ heading, asList, offers }) => {
    const taken = offers.filter(({ id }) => chosen.has(id));
    if (taken.length === 0) return [];
    return asList
      ? [`${heading}:`, taken.map((one) => `- ${one.words}`).join("\n")]
      : taken.flatMap((one) => [`${heading}, ${one.label}:`, one.words.trim()]);
  });
  return [words.trim(), ...parts].filter((part) => part !== "").join("\n\n");
}

export const actCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

/** Labels of what was ticked: who may not see that mayn't read it in the letter either. */
export function labelsOf(
  { ticked }: Pick<LetterDraft, "ticked">,
  groups: readonly Pick<OfferGroup, "offers">[],
): readonly string[] {
  const chosen = groups.flatMap(({ offers }) => offers).filter(({ id }) => ticked.includes(id));
  const codes = chosen.flatMap(({ meta }) =>
    (meta?.security ?? []).flatMap(({ system, code }) => (system === actCode && code !== undefined ? [code] : [])),
  );
  return [...new Set(codes)];
}
