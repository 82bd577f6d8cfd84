import type { Law, RequestKind } from "../kind.ts";
import type { LetterKind } from "./letter-kind.ts";

/** What was asked, after "you asked us to". `{about}` is "you" or a name, `{whose}` "your" or "Nora Halloran’s". */
export const askedFor: Readonly<Record<RequestKind, string>> = {
  access: "let you see what we keep about {about}",
  explanation: "explain who looked at {whose} record, and what for",
  portability: "hand over {whose} data in a form that another system can read",
  rectification: "correct something in {whose} record",
  erasure: "delete what we keep about {about}",
  restriction: "keep {whose} data, but not use them for now",
  objection: "stop a use of {whose} data that you object to",
  "consent-withdrawal": "end what was done because you had consented to it",
};

/** A letter's head. A decision's depends on what was decided. */
export const letterTitles: Readonly<Record<Exclude<LetterKind, "decision">, string>> = {
  acknowledgement: "We have received your request",
  identity: "Please show us who you are",
  extension: "We need more time for your request",
  delivery: "What we granted goes with this letter",
  certificate: "What you asked us to delete is destroyed",
  lifting: "We are going to lift the restriction",
};

/** Words of one law; placeholders stand in braces. What a law doesn't say is absent. */
export interface LawWords {
  /** What an answer costs. */
  readonly costs: Readonly<Partial<Record<RequestKind, string>>>;
  /** Where it says that we have to know who asks. */
  readonly identity: string;
  /** What becomes of what is granted. */
  readonly granted: Readonly<Partial<Record<RequestKind, string>>>;
  /** What who is refused may do about it. */
  readonly refused: Readonly<Partial<Record<RequestKind, readonly string[]>>>;
  /** What may be done about a refusal on this ground. */
  readonly onGround: Readonly<Record<string, string>>;
  /** The right to complain; `{authority}` is whom the organisation named, or else the words behind the bar. */
  readonly complaint: string;
  /** Where it says that they are told before a restriction is lifted. */
  readonly lifting?: string;
  /** That the answer has to be shown later. */
  readonly stays?: string;
}

const europes = (name: string, authority: string): LawWords => {
  const free = `Our answer costs you nothing (Article 12(5) ${name}).`;
  const told = `We tell those to whom we gave it, unless that is impossible or takes an effort out of all proportion; if you ask us, we tell you who they are (Article 19 ${name}).`;
  return {
    costs: {
      access: free,
      explanation: free,
      portability: free,
      rectification: free,
      erasure: free,
      restriction: free,
      objection: free,
    },
    identity: `Article 12(6) ${name}`,
    granted: {
      access: "You get a copy of it. The letter that comes with the copy says how.",
      portability: "You get it as FHIR data, which other systems read. The letter that comes with it says how.",
      rectification: `We correct it. ${told}`,
      erasure: `We destroy it. ${told}`,
      restriction: `We keep it, and use it only as Article 18(2) ${name} allows. We tell you before we lift this (Article 18(3) ${name}). ${told}`,
      objection: "We stop this use.",
      "consent-withdrawal": `We stop what rested on this consent. What was done before stays lawful (Article 7(3) ${name}).`,
    },
    refused: {},
    onGround: {},
    lifting: `We have to tell you this before we do it (Article 18(3) ${name}).`,
    complaint: `You may complain to {authority|${authority}} (Article 77 ${name}), and you may go to court (Article 79 ${name}).`,
    stays: `We keep your request and our answer to it, because we have to be able to show what we did (Article 5(2) ${name}).`,
  };
};

export const lawWords: Readonly<Record<Law, LawWords>> = {
  gdpr: europes(
    "GDPR",
    "the supervisory authority of the country where you live or work, or where you think the law was broken",
  ),
  "uk-gdpr": europes("UK GDPR", "the supervisory authority"),
  hipaa: {
    costs: {
      access: "For a copy we may ask what making and sending it costs us, and no more (45 CFR 164.524(c)(4)).",
      portability: "For a copy we may ask what making and sending it costs us, and no more (45 CFR 164.524(c)(4)).",
      explanation: "The first of these in twelve months costs you nothing (45 CFR 164.528(c)(2)).",
    },
    identity: "45 CFR 164.514(h)(1)",
    granted: {
      access: "You get a copy of it. The letter that comes with the copy says how.",
      portability: "You get it as FHIR data, which other systems read. The letter that comes with it says how.",
      rectification:
        "We correct it. Tell us who else should know of the correction: if you agree, we tell them, and those who may rely on what was written before (45 CFR 164.526(c)).",
      restriction:
        "We keep to this, except where you need treatment in an emergency (45 CFR 164.522(a)(1)(iii)). We tell you if we mean to end it (45 CFR 164.522(a)(2)).",
      "consent-withdrawal":
        "We stop what rested on your authorization, except where we have already acted on it (45 CFR 164.508(b)(5)(i)).",
    },
    refused: {
      rectification: [
        "You may write to us why you disagree; we keep that with your record, and send it along when we disclose what it is about (45 CFR 164.526(d)(2) and (5)).",
        "If you don’t, you may ask us to send your request and this refusal along instead (45 CFR 164.526(d)(1)(iii)).",
      ],
    },
    onGround: {
      "hipaa/endangers":
        "You may have this refusal reviewed by another licensed professional who had no part in it; write to us if you want that (45 CFR 164.524(a)(4)).",
    },
    complaint: "You may complain to us, or to {authority|the Secretary of Health and Human Services} (45 CFR 160.306).",
  },
};

/** @param text with `{name}` or `{name|words for when there is none}` in it; what is put in can't turn what stands around it
 *  @throws TypeError when a placeholder has no value */
export function filled(text: string, values: Readonly<Record<string, string | undefined>>): string {
  return text.replaceAll(/\{(\w+)(?:\|([^}]*))?\}/g, (_, name: string, otherwise?: string) => {
    const value = values[name];
    if (value !== undefined) return isolated(value);
    if (otherwise !== undefined) return otherwise;
    throw new TypeError(`a letter has no value for ${name}`);
  });
}

/** Between marks that keep its direction from the rest of the line. Marks of its own could end them. */
export function isolated(value: string): string {
  const bare = value.replaceAll(/[\u202A-\u202E\u2066-\u2069]/g, "");
  return /^[\p{ASCII}\p{Script=Latin}’“”–]*$/u.test(bare) ? bare : `\u2068${bare}\u2069`;
}
