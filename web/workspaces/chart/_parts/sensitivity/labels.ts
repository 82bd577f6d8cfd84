import type { SensitivityList } from "../../../../../contract/index.ts";
import type { Coding, Meta, Resource } from "../../../../ui/clinical/fhir-types.ts";
import { codesCalling } from "./codes-calling.ts";

type Systems = Pick<SensitivityList, "system" | "removedBy">;
type Category = SensitivityList["categories"][number];

/** How a label stands on a record. `code`: put on by itself; `hand`: by somebody; `taken`: somebody took it off, and it stays off. */
export type LabelState =
  | { readonly kind: "code"; readonly calling: readonly Coding[] }
  | { readonly kind: "hand" }
  | { readonly kind: "taken" }
  | { readonly kind: "none" };

export function labelState(record: Resource, category: Category, { system, removedBy }: Systems): LabelState {
  const label = codingOf(record.meta?.security, system, category.code);
  if (label !== undefined)
    return label.userSelected === false ? { kind: "code", calling: codesCalling(record, category) } : { kind: "hand" };
  return codingOf(record.meta?.tag, removedBy, category.code) === undefined ? { kind: "none" } : { kind: "taken" };
}

export function isOn({ kind }: LabelState): boolean {
  return kind === "code" || kind === "hand";
}

/** What somebody chose against what the record says, by code: it outlives another version of the record. */
export type Choices = ReadonlyMap<string, boolean>;

/** The labels that are to be on: those chosen, and those that nobody spoke of. */
export function wantedOf(
  states: readonly { readonly category: Pick<Category, "code">; readonly state: LabelState }[],
  choices: Choices,
): ReadonlySet<string> {
  return new Set(states.flatMap(({ category: { code }, state }) => ((choices.get(code) ?? isOn(state)) ? [code] : [])));
}

/** The labels that a record carries, known here or not. */
export function labelsOn(meta: Meta | undefined, { system }: Pick<Systems, "system">): readonly Coding[] {
  return (meta?.security ?? []).filter((one) => one.system === system && one.code !== undefined);
}

/**
 * The record with just these labels out of those that may be chosen. What isn't among the choices stays as it is. Taking one off is said
 * by a tag: a label that is only left out stays.
 */
export function withLabels<Record extends Resource>(
  record: Record,
  wanted: ReadonlySet<string>,
  { system, removedBy, categories }: Systems & { readonly categories: readonly Pick<Category, "code" | "display">[] },
): Record {
  const { security = [], tag = [], ...rest } = record.meta ?? {};
  const had = new Set(security.filter((one) => one.system === system).map(({ code }) => code));
  const isOff = ({ system: of, code }: Coding) =>
    of === system && categories.some((one) => one.code === code) && !wanted.has(code ?? "");
  const isBack = ({ system: of, code }: Coding) => of === removedBy && wanted.has(code ?? "");
  const putOn = categories
    .filter(({ code }) => wanted.has(code) && !had.has(code))
    .map(({ code, display }) => ({ system, code, display }));
  const takenOff = security.filter(isOff).map(({ code }) => ({ system: removedBy, code }));
  const labels = [...security.filter((one) => !isOff(one)), ...putOn];
  const tags = [...tag.filter((one) => !isBack(one)), ...takenOff];
  const meta: Meta = {
    ...rest,
    ...(labels.length === 0 ? {} : { security: labels }),
    ...(tags.length === 0 ? {} : { tag: tags }),
  };
  return { ...record, meta };
}

function codingOf(codings: readonly Coding[] | undefined, system: string, code: string): Coding | undefined {
  return codings?.find((one) => one.system === system && one.code === code);
}
