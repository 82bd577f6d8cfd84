import type { Block } from "../../../../print/index.ts";
import { type Day, dayOf } from "../due-day.ts";
import type { Law, RequestKind } from "../kind.ts";
import type { DecidedItem, RequestWords } from "../opened.ts";
import { type Ground, type Source, groundsFor, periodWords, statutes } from "../statute.ts";
import type { LetterKind } from "./letter-kind.ts";
import { askedFor, filled, isolated, lawWords, letterTitles } from "./letter-words.ts";
import type { Letterhead } from "./letterhead.ts";

/** What a letter is written from. */
export interface LetterFacts {
  readonly letter: LetterKind;
  readonly request: {
    readonly id: string;
    readonly kind: RequestKind;
    readonly law: Law;
    readonly receivedOn: Day;
    readonly dueOn: Day | undefined;
    readonly words: RequestWords;
  };
  readonly organisation: string;
  readonly letterhead: Letterhead;
  /** Where it goes, line by line, below the name. */
  readonly address: readonly string[];
  /** What the officer adds. */
  readonly note: string | undefined;
  readonly writer: string;
  /** When it is written; milliseconds since 1970. */
  readonly now: number;
}

export interface LetterText {
  readonly title: string;
  /** What the organisation and the person quote: the first part of the request's id. */
  readonly reference: string;
  readonly blocks: readonly Block[];
}

/** Writes a letter, from the words that are kept for each law and the facts of a request. */
export function composeLetter(facts: LetterFacts): LetterText {
  const { request, organisation, letterhead, address, writer, now } = facts;
  const reference = request.id.slice(0, 8);
  const title = titleOf(facts);
  const { asker } = request.words;
  const body = bodyOf(facts);
  const isSource = (block: Block) => block.kind === "paragraph" && block.tone === "small";
  return {
    title,
    reference,
    blocks: [
      { kind: "paragraph", tone: "strong", text: organisation },
      ...lines([...letterhead.address, ...(letterhead.contact === undefined ? [] : [letterhead.contact])]),
      ...lines([asker.name, ...address]),
      paragraph(`${dayWords(dayOf(now))} · Our reference: ${reference}`),
      { kind: "heading", level: 1, text: title },
      paragraph(`Dear ${isolated(asker.name)},`),
      ...body.filter((block) => !isSource(block)),
      paragraph("Yours sincerely,"),
      ...lines([writer, `for ${organisation}`]),
      ...body.filter(isSource),
    ],
  };
}

function titleOf({ letter, request }: LetterFacts): string {
  if (letter !== "decision") return letterTitles[letter];
  const { items } = request.words;
  if (items.every(({ outcome }) => outcome === "granted")) return "We grant your request";
  return items.every(({ outcome }) => outcome === "refused")
    ? "We can’t do what you asked"
    : "We grant a part of your request";
}

function bodyOf(facts: LetterFacts): readonly Block[] {
  switch (facts.letter) {
    case "acknowledgement":
      return acknowledgement(facts);
    case "identity":
      return identity(facts);
    case "extension":
      return extension(facts);
    case "decision":
      return decision(facts);
    case "delivery":
      return delivery(facts);
    case "certificate":
      return certificate(facts);
    case "lifting":
      return lifting(facts);
  }
}

function acknowledgement(facts: LetterFacts): readonly Block[] {
  const { request, note } = facts;
  const { kind, law, dueOn, words } = request;
  const statute = statutes[law][kind];
  const { answer, clock, extension: more } = statute ?? {};
  const until =
    answer?.unit === "at-once"
      ? `This takes effect at once (${clock?.section}).`
      : dueOn === undefined
        ? "The law names no last day for our answer. We answer as soon as we can."
        : isOver(facts)
          ? tooLate(dueOn)
          : `We will answer you by ${dayWords(dueOn)}${words.extension === undefined ? periodOf(facts) : ""}.`;
  const later =
    more === undefined || dueOn === undefined || words.extension !== undefined || isOver(facts)
      ? ""
      : ` If that is not enough, because there is much to look through, the law lets us take ${periodWords(more)} more; we would tell you why before that day.`;
  return [
    paragraph(`${opening(facts)}${statute === undefined ? "" : ` Your right to this is in ${statute.right.section}.`}`),
    paragraph(until + later),
    ...maybe(lawWords[law].costs[kind]),
    ...maybe(note),
    { kind: "heading", level: 2, text: "What you asked" },
    paragraph(words.asked),
    ...sources([statute?.right, clock]),
  ];
}

function identity(facts: LetterFacts): readonly Block[] {
  const { request, note } = facts;
  const { asker, steps } = request.words;
  const asked = note ?? steps.findLast(({ event }) => event === "ask-identity")?.note;
  const self = asker.relation === "self";
  const knowing = self ? "that it is you who asks" : "that you may speak for {about}";
  return [
    paragraph(
      `${opening(facts)} Before we answer, we have to know ${filled(knowing, personOf(request.words))}: what is kept about somebody’s health must reach nobody else (${lawWords[request.law].identity}).`,
    ),
    paragraph(
      asked ??
        "Please come to us with a document that shows who you are, or call us, so that we can agree on another way.",
    ),
    ...(self ? [] : [paragraph("Please show us also what lets you speak for them.")]),
    paragraph(
      `Send us no more than we ask for here. We use it to know who you are, and for nothing else.${request.dueOn === undefined ? "" : ` The day by which we have to answer stays ${dayWords(request.dueOn)}.`}`,
    ),
  ];
}

function extension(facts: LetterFacts): readonly Block[] {
  const { request, note } = facts;
  const statute = statutes[request.law][request.kind];
  const more = statute?.extension === undefined ? undefined : periodWords(statute.extension);
  return [
    paragraph(
      `${opening(facts)} We can’t answer in the time that we had${more === undefined ? "" : `, and take ${more} more`} (${statute?.clock.section ?? ""}).`,
    ),
    { kind: "heading", level: 2, text: "Why" },
    paragraph(request.words.extension ?? ""),
    ...(request.dueOn === undefined
      ? []
      : [paragraph(isOver(facts) ? tooLate(request.dueOn) : `We will answer you by ${dayWords(request.dueOn)}.`)]),
    ...maybe(note),
    paragraph(complaintOf(facts)),
    ...sources([statute?.clock]),
  ];
}

function decision(facts: LetterFacts): readonly Block[] {
  const { request, note } = facts;
  const { kind, law, words } = request;
  const own = lawWords[law];
  const right = statutes[law][kind]?.right;
  const granted = words.items.filter(({ outcome }) => outcome === "granted");
  const refused = words.items.filter(({ outcome }) => outcome === "refused");
  const on = words.steps.findLast(({ event }) => event === "decide");
  const grounds = groundsFor(law, kind);
  const groundOf = ({ ground }: DecidedItem) => grounds.find(({ id }) => id === ground);
  const used = grounds.filter(({ id }) => refused.some(({ ground }) => ground === id));
  return [
    paragraph(
      `${opening(facts)}${right === undefined ? "" : ` Your right to this is in ${right.section}.`} ${on === undefined ? "We decided" : `On ${dayWords(dayOf(on.at))} we decided`} on each part of it.`,
    ),
    ...(granted.length === 0
      ? []
      : [
          { kind: "heading", level: 2, text: "What we grant" } as const,
          { kind: "list", items: granted.map((item) => itemWords(item, undefined)) } as const,
          ...maybe(own.granted[kind]),
        ]),
    ...(refused.length === 0
      ? []
      : [
          { kind: "heading", level: 2, text: "What we refuse, and why" } as const,
          { kind: "list", items: refused.map((item) => itemWords(item, groundOf(item))) } as const,
          ...used.flatMap(({ id }) => maybe(own.onGround[id])),
          ...(own.refused[kind] ?? []).map(paragraph),
        ]),
    ...maybe(on?.note),
    ...maybe(note),
    { kind: "heading", level: 2, text: "If you don’t agree" },
    paragraph(complaintOf(facts)),
    ...sources([right, ...used.map(({ source }) => source)]),
  ];
}

function delivery(facts: LetterFacts): readonly Block[] {
  const { request, note } = facts;
  const granted = request.words.items.filter(({ outcome }) => outcome === "granted");
  return [
    paragraph(`${opening(facts)} With this letter goes what we granted:`),
    { kind: "list", items: granted.map((item) => itemWords(item, undefined)) },
    ...maybe(note),
    paragraph("If something is missing, or you can’t read it, tell us and quote our reference."),
  ];
}

function certificate(facts: LetterFacts): readonly Block[] {
  const { request, note } = facts;
  const { law, kind, words } = request;
  const grounds = groundsFor(law, kind);
  const granted = words.items.filter(({ outcome }) => outcome === "granted");
  const refused = words.items.filter(({ outcome }) => outcome === "refused");
  return [
    paragraph(`${opening(facts)} What we granted of that is destroyed:`),
    { kind: "list", items: granted.map((item) => itemWords(item, undefined)) },
    { kind: "heading", level: 2, text: "The certificate" },
    paragraph(note ?? ""),
    ...(refused.length === 0
      ? []
      : [
          { kind: "heading", level: 2, text: "What we still keep, and why" } as const,
          {
            kind: "list",
            items: refused.map((item) =>
              itemWords(
                item,
                grounds.find(({ id }) => id === item.ground),
              ),
            ),
          } as const,
        ]),
    ...maybe(lawWords[law].stays),
  ];
}

function lifting(facts: LetterFacts): readonly Block[] {
  const { request, note } = facts;
  const { law, kind, words } = request;
  const granted = words.items.filter(({ outcome }) => outcome === "granted");
  return [
    paragraph(`${opening(facts)} Until now we have kept this, and not used it:`),
    { kind: "list", items: granted.map((item) => itemWords(item, undefined)) },
    paragraph("We are going to use it again."),
    ...maybe(lawWords[law].lifting),
    ...maybe(note),
    { kind: "heading", level: 2, text: "If you don’t agree" },
    paragraph(`Tell us before then, and quote our reference. ${complaintOf(facts)}`),
    ...sources([statutes[law][kind]?.right]),
  ];
}

function isOver({ request: { dueOn }, now }: LetterFacts): boolean {
  return dueOn !== undefined && dayOf(now) > dueOn;
}

function tooLate(dueOn: Day): string {
  return `We had to answer you by ${dayWords(dueOn)}, and have not. We answer as soon as we can.`;
}

/** "On 07-Mar-2026 you asked us to …" */
function opening({ request }: LetterFacts): string {
  return `On ${dayWords(request.receivedOn)} you asked us to ${filled(askedFor[request.kind], personOf(request.words))}.`;
}

/** ", one month after it came in (Article 12(3) GDPR)" */
function periodOf({ request: { law, kind } }: LetterFacts): string {
  const statute = statutes[law][kind];
  const period = statute === undefined ? undefined : periodWords(statute.answer);
  return period === undefined ? "" : `, ${period} after it came in (${statute?.clock.section})`;
}

/** Of whom the letter speaks: to themselves, or to who asks for them. */
function personOf({ asker, patientLabel }: RequestWords): { readonly about: string; readonly whose: string } {
  if (asker.relation === "self") return { about: "you", whose: "your" };
  const name = patientLabel.replace(/, born .*$/, "");
  return { about: name, whose: `${name}’s` };
}

function complaintOf({ request: { law }, letterhead }: LetterFacts): string {
  const authority = law === "hipaa" ? undefined : letterhead.authority;
  return filled(lawWords[law].complaint, { authority });
}

function itemWords({ what, note }: DecidedItem, ground: Ground | undefined): string {
  const why = ground === undefined ? "" : `: ${ground.words} (${ground.source.section})`;
  return `${isolated(what)}${why}${note === undefined ? "" : `${why === "" ? ": " : " "}${isolated(note)}`}`;
}

function sources(all: readonly (Source | undefined)[]): readonly Block[] {
  const at = new Map<string, Set<string>>();
  for (const { section, url } of all.filter((source) => source !== undefined))
    at.set(url, (at.get(url) ?? new Set()).add(section));
  if (at.size === 0) return [];
  const places = [...at].map(([url, sections]) => `${[...sections].join(", ")}: ${url}`);
  return [{ kind: "paragraph", tone: "small", text: `Where this stands: ${places.join("; ")}` }];
}

function paragraph(text: string): Block {
  return { kind: "paragraph", text };
}

function maybe(text: string | undefined): readonly Block[] {
  return text === undefined ? [] : [paragraph(text)];
}

function lines(all: readonly string[]): readonly Block[] {
  return all.length === 0 ? [] : [{ kind: "lines", lines: all }];
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "07-Mar-2026" */
function dayWords(day: Day): string {
  const [year = "", month = "", date = ""] = day.split("-");
  return `${date}-${months[Number(month) - 1] ?? ""}-${year}`;
}
