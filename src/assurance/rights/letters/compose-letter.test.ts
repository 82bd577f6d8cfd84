import { expect, test } from "vitest";
import type { Block } from "../../../../print/index.ts";
import { laws, requestKinds } from "../kind.ts";
import type { DecidedItem, RequestWords } from "../opened.ts";
import { groundsFor, statutes } from "../statute.ts";
import { type LetterFacts, composeLetter } from "./compose-letter.ts";
import { letterKinds, lettersFor } from "./letter-kind.ts";

const by = { id: "1", name: "Ines Duarte" };
const at = Date.UTC(2026, 2, 7);
const words: RequestWords = {
  patientLabel: "Nora Halloran, born 1948-02-29",
  asker: { name: "Nora Halloran", relation: "self" },
  channel: "letter",
  asked: "Please delete my messages.",
  items: [],
  steps: [{ event: "receive", at, by }],
};
const items: readonly DecidedItem[] = [
  { what: "Messages", outcome: "granted" },
  { what: "Prescriptions", outcome: "refused", ground: "gdpr/legal-obligation", note: "Kept for seven years." },
];

type More = Partial<Omit<LetterFacts, "request">> & { readonly request?: Partial<LetterFacts["request"]> };
const factsOf = ({ request, ...more }: More = {}): LetterFacts => ({
  letter: "acknowledgement",
  organisation: "Hill Clinic",
  letterhead: { address: ["1 Hill Road", "Aldermere"] },
  address: ["2 Low Street"],
  note: undefined,
  writer: "Ines Duarte",
  now: at,
  ...more,
  request: {
    id: "4f2a91c0-0000-4000-8000-000000000000",
    kind: "erasure",
    law: "gdpr",
    receivedOn: "2026-03-07",
    dueOn: "2026-04-07",
    words,
    ...request,
  },
});
const textOf = (blocks: readonly Block[]) =>
  blocks
    .flatMap((block) =>
      "text" in block ? [block.text] : "items" in block ? block.items : "lines" in block ? block.lines : [],
    )
    .join("\n");
const letter = (more: More) => textOf(composeLetter(factsOf(more)).blocks);

test("every letter about every right of every law says what was asked, and leaves no placeholder open", () => {
  let written = 0;
  for (const law of laws)
    for (const kind of requestKinds) {
      const statute = statutes[law][kind];
      if (statute === undefined) continue;
      const ground = groundsFor(law, kind)[0]?.id;
      const decided =
        ground === undefined
          ? items.slice(0, 1)
          : [items[0] ?? never(), { what: "B", outcome: "refused", ground } as const];
      for (const of of letterKinds)
        for (const relation of ["self", "parent-or-guardian"] as const)
          for (const dueOn of ["2026-04-07", undefined]) {
            const asker = { name: "Cian Halloran", relation };
            const own = { ...words, asker, items: decided, extension: "Records of three sites." };
            const text = letter({ letter: of, note: "Certificate 7.", request: { kind, law, dueOn, words: own } });
            expect(text).toContain("On 07-Mar-2026 you asked us to ");
            expect(text).not.toMatch(/[{}|]|undefined|\(\)|NaN/);
            expect(text).toContain(
              relation === "self" || kind === "objection" || kind === "consent-withdrawal" ? "you" : "Nora Halloran",
            );
            written += 1;
          }
    }
  expect(written).toBeGreaterThan(400);
});

const never = (): never => {
  throw new Error("an item is missing");
};

test("an acknowledgement says until when it is answered, on which law's word, and what it costs", () => {
  const text = letter({});
  expect(text).toContain("We will answer you by 07-Apr-2026, one month after it came in (Article 12(3) GDPR).");
  expect(text).toContain("Our answer costs you nothing (Article 12(5) GDPR).");
  expect(text).toContain("Our reference: 4f2a91c0");
  expect(text).toContain("Article 17 GDPR, Article 12(3) GDPR: https://eur-lex.europa.eu/eli/reg/2016/679/oj");
  const american = letter({ request: { law: "hipaa", kind: "access", dueOn: "2026-04-06" } });
  expect(american).toContain("by 06-Apr-2026, 30 days after it came in (45 CFR 164.524(b)(2))");
  expect(american).toContain("what making and sending it costs us");
  // Extended, it isn't a month any more.
  const longer = letter({ request: { dueOn: "2026-06-07", words: { ...words, extension: "Three sites." } } });
  expect(longer).toContain("We will answer you by 07-Jun-2026.");
});

test("no letter promises an answer by a day that is over", () => {
  const now = Date.UTC(2026, 5, 8);
  for (const kind of ["acknowledgement", "extension"] as const) {
    const late = letter({ letter: kind, now, request: { dueOn: "2026-06-07" } });
    expect(late).toContain("We had to answer you by 07-Jun-2026");
    expect(late).not.toContain("We will answer");
  }
});

test("a decision says what was granted and refused, on which ground, where it stands, and to whom one may complain", () => {
  const request = { words: { ...words, items, steps: [...words.steps, { event: "decide", at, by } as const] } };
  const text = letter({ letter: "decision", request });
  expect(composeLetter(factsOf({ letter: "decision", request })).title).toBe("We grant a part of your request");
  expect(text).toContain("Prescriptions: The law obliges to keep it. (Article 17(3)(b) GDPR) Kept for seven years.");
  expect(text).toContain("complain to the supervisory authority of the country where you live or work");
  const named = letter({ letter: "decision", request, letterhead: { address: [], authority: "the Data Authority" } });
  expect(named).toContain("complain to the Data Authority (Article 77 GDPR)");
  const american = { law: "hipaa", kind: "access" } as const;
  const refused = [{ what: "Notes", outcome: "refused", ground: "hipaa/endangers" } as const];
  const review = letter({
    letter: "decision",
    request: { ...request, ...american, words: { ...words, items: refused } },
  });
  expect(review).toContain("reviewed by another licensed professional");
  expect(review).toContain("the Secretary of Health and Human Services (45 CFR 160.306)");
});

test("a name that brings marks of direction turns nothing around it", () => {
  const name = "\u202eאב\u2069\u2069\u202dEvil";
  const request = { words: { ...words, asker: { name, relation: "self" } as const } };
  expect(letter({ request })).toContain("Dear \u2068אבEvil\u2069,");
});

test("a letter is offered only while it says what is so", () => {
  const at_ = (state: Parameters<typeof lettersFor>[0]["state"], more: Partial<RequestWords> = {}) =>
    lettersFor({ state, kind: "erasure", words: { ...words, ...more }, isDestroyed: true, isRestricted: true });
  expect(at_("received")).toEqual(["acknowledgement", "identity"]);
  expect(at_("identity-asked", { extension: "Three sites." })).toEqual(["acknowledgement", "identity", "extension"]);
  expect(at_("open")).toEqual(["acknowledgement"]);
  expect(at_("decided", { items: items.slice(1) })).toEqual(["decision"]);
  expect(at_("delivered", { items })).toEqual(["decision", "delivery", "certificate"]);
  const both = { isDestroyed: true, isRestricted: true } as const;
  const granted = { state: "decided", kind: "erasure", words: { ...words, items }, ...both } as const;
  const restricted = { ...granted, kind: "restriction" } as const;
  expect(lettersFor(restricted)).toEqual(["decision", "delivery", "lifting"]);
  expect(lettersFor({ ...restricted, isRestricted: false })).toEqual(["decision", "delivery"]);
  for (const other of [{ kind: "access" as const }, { isDestroyed: false }])
    expect(lettersFor({ ...granted, ...other })).toEqual(["decision", "delivery"]);
  expect(at_("withdrawn")).toEqual([]);
  expect(lettersFor({ ...granted, state: "open", words: undefined })).toEqual([]);
});
