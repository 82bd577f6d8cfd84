import { type ConsentProvision, type ConsentRule, purposeWords } from "../../../custody/access/index.ts";
import { generalPurposes, isSensitivityCode } from "../../../custody/policy/index.ts";
import { labelInSentence } from "./words.ts";

/** How those are called whom a consent names. */
export interface Names {
  /** Of a reference. */
  readonly of: (reference: string) => string;
  /** Of a role's id. */
  readonly role: (id: string) => string;
}

/** A consent in plain words: one sentence for each thing that it says. */
export function wordsOf(rules: readonly ConsentRule[], names: Names): readonly string[] {
  const sentences = rules.flatMap(({ provision }) => {
    if (!isBare(provision)) return sentencesOf(provision, names);
    const rest = provision.exceptions.flatMap((exception) => sentencesOf(exception, names));
    if (provision.type === "permit")
      return rest.length === 0 ? ["Records may be shared as the roles of this organisation allow."] : rest;
    return ["Nobody may see this record, unless a sentence below says so.", ...rest];
  });
  // What stands inside another rule, and for itself as well, is said once.
  return [...new Set(sentences)];
}

/** Says something of everything and everybody, always. */
function isBare(provision: ConsentProvision): boolean {
  const { purposes, period, actors, roles, actions, classes, codes, labels, data, dataPeriod } = provision;
  const limits = [period, actors, roles, actions, classes, codes, labels, data, dataPeriod];
  return limits.every((limit) => limit === undefined) && (purposes === undefined || purposes === generalPurposes);
}

function sentencesOf(provision: ConsentProvision, names: Names): readonly string[] {
  const { type, exceptions } = provision;
  const simple = exceptions.filter((one) => one.type !== type && isOnlyAboutWho(one));
  const others = exceptions.filter((one) => !simple.includes(one));
  const who = whoOf(provision, names);
  const subject =
    who === undefined
      ? type === "deny"
        ? "Nobody may"
        : "Everybody whose role allows it may"
      : `${who} may${type === "deny" ? " not" : ""}`;
  const except = simple.flatMap((one) => whoOf(one, names) ?? []);
  const sentence = [
    `${subject} ${verbOf(provision)} ${whatOf(provision)}`,
    ...(provision.purposes === undefined || provision.purposes === generalPurposes
      ? []
      : [`for ${purposesOf(provision)}`]),
    ...whenOf(provision),
  ].join(" ");
  return [
    `${sentence}${except.length === 0 ? "" : `, except ${except.join(", ")}`}.`,
    ...others.flatMap((one) => sentencesOf(one, names).map((text) => `With the exception: ${text}`)),
  ];
}

function isOnlyAboutWho({ actors, roles, exceptions, ...rest }: ConsentProvision): boolean {
  return (actors !== undefined || roles !== undefined) && exceptions.length === 0 && isBare({ ...rest, exceptions });
}

function whoOf({ actors, roles }: ConsentProvision, names: Names): string | undefined {
  const people = actors?.map(names.of).join(", ");
  const inRoles = roles?.map((role) => `everybody with the role ${names.role(role)}`).join(", ");
  if (people === undefined || inRoles === undefined) return people ?? inRoles;
  return `${inRoles} at ${people}`;
}

function verbOf({ actions }: ConsentProvision): string {
  if (actions === undefined) return "see or change";
  const words = { access: "see", correct: "change", disclose: "take out" } as const;
  return actions.map((action) => words[action]).join(" or ");
}

function whatOf({ labels, classes, codes, data, dataPeriod }: ConsentProvision): string {
  const parts = [
    ...(classes === undefined ? [] : [`records of the kind ${classes.join(", ")}`]),
    ...(labels === undefined ? [] : [`what is marked ${labels.map(labelOf).join(", ")}`]),
    ...(codes === undefined ? [] : [`what is coded ${codes.map((code) => code.split("|").at(-1)).join(", ")}`]),
    ...(data === undefined ? [] : [`${data.length === 1 ? "one single record" : `${data.length} single records`}`]),
  ];
  const what = parts.length === 0 ? "this record" : parts.join(" that is also ");
  const { from, until } = dataPeriod ?? {};
  if (dataPeriod === undefined) return what;
  return `${what} written${from === undefined ? "" : ` since ${dayOf(from)}`}${until === undefined ? "" : ` before ${dayOf(until)}`}`;
}

function labelOf(code: string): string {
  return isSensitivityCode(code) ? labelInSentence(code) : code;
}

function purposesOf({ purposes = [] }: ConsentProvision): string {
  return purposes.length === 0
    ? "a purpose that nobody acts for here"
    : purposes.map((one) => purposeWords[one]).join(" or ");
}

function whenOf({ period }: ConsentProvision): readonly string[] {
  if (period === undefined) return [];
  const { from, until } = period;
  return [
    ...(from === undefined ? [] : [`from ${dayOf(from)}`]),
    // The last day itself is meant: a period lasts to the end of its end.
    ...(until === undefined ? [] : [`until ${dayOf(until - 1)}`]),
  ];
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** 07-Mar-2026: unambiguous wherever it is read. */
function dayOf(at: number): string {
  const date = new Date(at);
  return `${String(date.getUTCDate()).padStart(2, "0")}-${months[date.getUTCMonth()] ?? ""}-${date.getUTCFullYear()}`;
}
