import { z } from "zod";
import type { Annotation, Extension, HumanName, Reference, Resource } from "../../../ui/clinical/fhir-types.ts";
import { typedDate } from "../../../ui/typed-date.ts";
import { say } from "../words/index.ts";

export const enquirySources = ["telephone", "walk-in", "web", "referral"] as const;
export type EnquirySource = (typeof enquirySources)[number];

export type EnquiryStatus = "requested" | "in-progress" | "on-hold" | "completed" | "rejected" | "entered-in-error";

type Person = {
  readonly resourceType: "Patient";
  readonly id?: string;
  readonly name?: readonly HumanName[];
  readonly birthDate?: string;
  readonly telecom?: readonly { readonly system?: string; readonly value?: string }[];
};

/** Who asked for something, as FHIR has it. */
export type EnquiryTask = Resource & {
  readonly resourceType: "Task";
  readonly status: EnquiryStatus;
  readonly intent: string;
  readonly code: { readonly coding: readonly { readonly system: string; readonly code: string }[] };
  readonly contained?: readonly Person[];
  readonly extension?: readonly Extension[];
  readonly description?: string;
  readonly authoredOn?: string;
  readonly requester?: Reference;
  /** At which branch. */
  readonly location?: Reference;
  readonly restriction?: { readonly period?: { readonly end?: string } };
  readonly note?: readonly Annotation[];
  readonly statusReason?: { readonly text?: string };
  readonly for?: Reference;
};

/** An enquiry as the desk reads it. */
export type Enquiry = {
  readonly task: EnquiryTask;
  readonly id: string;
  readonly status: EnquiryStatus;
  readonly name: string;
  readonly family: string | undefined;
  readonly given: string | undefined;
  readonly birthDate: string | undefined;
  readonly phone: string | undefined;
  readonly email: string | undefined;
  readonly source: EnquirySource | undefined;
  readonly referredBy: string | undefined;
  readonly asks: string | undefined;
  readonly askedAt: string | undefined;
  /** "2026-03-10": when somebody gets back to them. */
  readonly nextDay: string | undefined;
  /** Newest first. */
  readonly notes: readonly {
    readonly at: string | undefined;
    readonly by: string | undefined;
    readonly text: string;
  }[];
  readonly reason: string | undefined;
  readonly patientId: string | undefined;
  readonly branchId: string | undefined;
};

const code = { system: "urn:wardbook:task", code: "enquiry" } as const;
const sourceUrl = "urn:wardbook:enquiry-source";
const referredByUrl = "urn:wardbook:referred-by";

/** What finds enquiries and no other task. */
export const enquirySearch = `${code.system}|${code.code}`;

export function readEnquiry(task: EnquiryTask): Enquiry {
  const person = task.contained?.find(({ resourceType }) => resourceType === "Patient");
  const [name] = person?.name ?? [];
  const source = task.extension?.find(({ url }) => url === sourceUrl)?.valueCode;
  const contact = (system: string) => person?.telecom?.find((one) => one.system === system)?.value;
  return {
    task,
    id: task.id ?? "",
    status: task.status,
    name: name?.text ?? [...(name?.given ?? []), name?.family].filter(Boolean).join(" "),
    family: name?.family,
    given: name?.given?.join(" "),
    birthDate: person?.birthDate,
    phone: contact("phone"),
    email: contact("email"),
    source: enquirySources.find((one) => one === source),
    referredBy: task.extension?.find(({ url }) => url === referredByUrl)?.valueString,
    asks: task.description,
    askedAt: task.authoredOn ?? task.meta?.lastUpdated,
    nextDay: task.restriction?.period?.end?.slice(0, 10),
    notes: (task.note ?? [])
      .map(({ time, authorString, text }) => ({ at: time, by: authorString, text: text ?? "" }))
      .toReversed(),
    reason: task.statusReason?.text,
    branchId: /^Location\/([0-9a-f-]{36})$/.exec(task.location?.reference ?? "")?.[1],
    patientId: /^Patient\/([0-9a-f-]{36})$/.exec(task.for?.reference ?? "")?.[1],
  };
}

const text = z.string();

/** What the form of a new enquiry holds, as typed. */
export const typedEnquiry = z.object({
  /** The same for every try. */
  requestId: text,
  source: z.enum(enquirySources),
  name: text,
  phone: text,
  email: text,
  birthDate: text,
  asks: text,
  referredBy: text,
  /** Id of the branch; none: the one at which the desk is. */
  branch: text.nullable().default(null),
});
export type TypedEnquiry = z.infer<typeof typedEnquiry>;

export const noEnquiry: TypedEnquiry = {
  requestId: "",
  source: "telephone",
  name: "",
  phone: "",
  email: "",
  birthDate: "",
  asks: "",
  referredBy: "",
  branch: null,
};

/** What has to be put right, by field. */
export function enquiryFaults(typed: TypedEnquiry): Partial<Record<keyof TypedEnquiry, string>> {
  return {
    ...(typed.name.trim() === "" ? { name: say("sayWho") } : {}),
    ...(typed.birthDate.trim() !== "" && typedDate(typed.birthDate) === undefined ? { birthDate: say("noDate") } : {}),
    ...(typed.email.trim() !== "" && !/^\S+@\S+\.\S+$/.test(typed.email.trim()) ? { email: say("noEmail") } : {}),
  };
}

function said(value: string): string | undefined {
  return value.trim() === "" ? undefined : value.trim();
}

/** The Task of a new enquiry; what wasn't typed is left out. */
export function newTask(typed: TypedEnquiry, at: Date): EnquiryTask {
  const [phone, email, asks] = [said(typed.phone), said(typed.email), said(typed.asks)];
  const referredBy = typed.source === "referral" ? said(typed.referredBy) : undefined;
  const birthDate = typedDate(typed.birthDate);
  const telecom = [
    ...(phone === undefined ? [] : [{ system: "phone", value: phone }]),
    ...(email === undefined ? [] : [{ system: "email", value: email }]),
  ];
  return {
    resourceType: "Task",
    contained: [
      {
        resourceType: "Patient",
        id: "person",
        name: [{ text: typed.name.trim() }],
        ...(telecom.length === 0 ? {} : { telecom }),
        ...(birthDate === undefined ? {} : { birthDate }),
      },
    ],
    extension: [
      { url: sourceUrl, valueCode: typed.source },
      ...(referredBy === undefined ? [] : [{ url: referredByUrl, valueString: referredBy }]),
    ],
    status: "requested",
    intent: "proposal",
    code: { coding: [code] },
    ...(asks === undefined ? {} : { description: asks }),
    authoredOn: at.toISOString(),
    requester: { reference: "#person" },
    ...(typed.branch === null ? {} : { location: { reference: `Location/${typed.branch}` } }),
  };
}

/** Something done about an enquiry. */
export type EnquiryStep =
  | {
      readonly kind: "follow-up" | "hold";
      readonly note: string;
      /** "2026-03-10"; none: nobody has to get back to them. */
      readonly nextDay: string | undefined;
    }
  | { readonly kind: "reject"; readonly why: string }
  | { readonly kind: "reopen" }
  | { readonly kind: "mistake" }
  | { readonly kind: "register"; readonly patient: string };

/** The Task after a step. */
export function afterStep(task: EnquiryTask, step: EnquiryStep, by: string, at: Date): EnquiryTask {
  const { restriction: _day, statusReason: _reason, ...rest } = task;
  const noted = (words: string) =>
    words.trim() === ""
      ? {}
      : { note: [...(task.note ?? []), { time: at.toISOString(), authorString: by, text: words.trim() }] };
  switch (step.kind) {
    case "follow-up":
    case "hold": {
      const day = step.nextDay === undefined ? {} : { restriction: { period: { end: step.nextDay } } };
      return { ...rest, ...noted(step.note), ...day, status: step.kind === "hold" ? "on-hold" : "in-progress" };
    }
    case "reject":
      return { ...rest, status: "rejected", statusReason: { text: step.why.trim() } };
    case "reopen":
      return { ...rest, status: "in-progress" };
    case "mistake":
      return { ...rest, status: "entered-in-error" };
    case "register":
      return { ...rest, status: "completed", for: { reference: step.patient } };
  }
}

/** The parts of a name that was said in one piece: the last word is taken for the family's, for whoever registers to put right. */
export function nameParts({ name, family, given }: Enquiry): { readonly family: string; readonly given: string } {
  if (family !== undefined) return { family, given: given ?? "" };
  const words = name.trim().split(/\s+/);
  return words.length < 2
    ? { family: words[0] ?? "", given: "" }
    : { family: words.at(-1) ?? "", given: words.slice(0, -1).join(" ") };
}
