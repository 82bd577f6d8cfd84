import type { JsonValue } from "../types.ts";
import { itemsAt, textAt } from "./json-access.ts";
import type { Alternative } from "./search-parameter.ts";
import { badValue, splitEscaped, unescapeValue } from "./search-value.ts";
import { term } from "./value-kind.ts";
import type { ValueKind, ValueQuery } from "./value-kind.ts";

type Coded = { readonly system: string | undefined; readonly code: string };
/** `system` is undefined when any will do and null when there must be none. */
type TokenQuery = { readonly system: string | null | undefined; readonly code: string };

/** Codes, identifiers, contact points, booleans. Codes compare without case, systems with. */
export const tokenValues: ValueKind = {
  datatypes: new Set([
    "CodeableConcept",
    "Coding",
    "Identifier",
    "ContactPoint",
    "code",
    "boolean",
    "string",
    "id",
    "uri",
  ]),
  modifiers: ["not", "missing"],
  comparators: [],
  emitTerms(value, alternative, emit) {
    for (const { system, code } of codedOf(value, alternative)) {
      emit(term("code", code));
      if (hasSystems(alternative)) emit(codingTerm(system, code));
    }
  },
  parseQuery: (text, parameter) => tokenQuery(parseToken(text, parameter.code)),
  sortKey: (value, alternative) => codedOf(value, alternative)[0]?.code,
};

/** @throws SearchError `fhir/bad-search-value` */
function parseToken(text: string, parameter: string): TokenQuery {
  const [first = "", second, ...more] = splitEscaped(text, "|").map(unescapeValue);
  if (more.length > 0) throw badValue(parameter, "a code or system|code");
  if (second === undefined) return { system: undefined, code: required(first, parameter) };
  if (second === "" && first !== "")
    throw badValue(parameter, "a code after the system: a system alone can't be searched");
  return { system: first === "" ? null : first, code: required(second, parameter) };
}

function required(code: string, parameter: string): string {
  if (code === "") throw badValue(parameter, "a code or system|code");
  return foldCode(code);
}

function tokenQuery({ system, code }: TokenQuery): ValueQuery {
  const wanted = system ?? undefined;
  const codeTerms = [term("code", code)];
  const phoneTerms = [term("code", foldPhone(code))];
  const systemTerms = system === undefined ? codeTerms : [codingTerm(wanted, code)];
  return {
    termsFor(alternative) {
      if (!alternative.indexed) return undefined;
      if (hasSystems(alternative)) return systemTerms;
      if (alternative.datatype === "ContactPoint") return phoneTerms;
      return system === undefined || wanted === alternative.system ? codeTerms : [];
    },
    matches(value, alternative) {
      const asked = alternative.datatype === "ContactPoint" ? foldPhone(code) : code;
      return codedOf(value, alternative).some(
        (coded) => coded.code === asked && (system === undefined || coded.system === wanted),
      );
    },
    exactFor: ({ wholeGroup, datatype }) => wholeGroup && (system === undefined || datatype !== "ContactPoint"),
  };
}

/** Whether this place's terms tell systems apart; the system of a contact point or `code` is no part of its terms. */
function hasSystems({ datatype }: Alternative): boolean {
  return datatype === "CodeableConcept" || datatype === "Coding" || datatype === "Identifier";
}

function codingTerm(system: string | undefined, code: string): string {
  return term("coding", `${system ?? ""}|${code}`);
}

function codedOf(value: JsonValue, { datatype, system }: Alternative): readonly Coded[] {
  switch (datatype) {
    case "CodeableConcept":
      return itemsAt(value, "coding").flatMap((coding) => codedAt(coding, "code"));
    case "Coding":
      return codedAt(value, "code");
    case "Identifier":
      return codedAt(value, "value");
    case "ContactPoint":
      return codedAt(value, "value").map((coded) => ({ ...coded, code: foldPhone(coded.code) }));
    default:
      if (typeof value === "boolean") return [{ system: undefined, code: String(value) }];
      return typeof value === "string" && value !== "" ? [{ system, code: foldCode(value) }] : [];
  }
}

function codedAt(value: JsonValue, name: string): readonly Coded[] {
  const code = textAt(value, name);
  return code === undefined ? [] : [{ system: textAt(value, "system"), code: foldCode(code) }];
}

function foldCode(code: string): string {
  return code.toLowerCase();
}

const phoneNumber = /^[+(]?[0-9][0-9 ().\-/]{4,}$/;

/** A telephone number is its digits, however they are grouped; the text alone decides, so both sides agree. */
function foldPhone(value: string): string {
  return phoneNumber.test(value) ? value.replace(/[ ().\-/]/g, "") : value;
}
