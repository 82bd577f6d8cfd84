import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { fhir, matches, type Resource } from "../../../../app/api.ts";
import { allows } from "../../../../app/session/allows.ts";
import { sessionStore } from "../../../../app/session/session-store.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import type { CodeableConcept, Coding, Extension, Identifier } from "../../../../ui/clinical/fhir-types.ts";
import { type NoteTemplate, headings, noteTemplates } from "./templates.ts";

const code: Coding = { system: "urn:wardbook:questionnaire", code: "note-template" };
/** In whose place it stands, of those that the program brings. */
const placeSystem = "urn:wardbook:note-template";
const titleUrl = "urn:wardbook:note-title";

type Questionnaire = Resource & {
  readonly resourceType: "Questionnaire";
  readonly status?: string;
  readonly version?: string;
  readonly title?: string;
  readonly identifier?: readonly Identifier[];
  readonly useContext?: readonly { readonly code: Coding; readonly valueCodeableConcept?: CodeableConcept }[];
  readonly extension?: readonly Extension[];
  readonly item?: readonly { readonly linkId: string; readonly text?: string; readonly type: string }[];
};

/** A template of the organisation's own. */
export type OwnTemplate = {
  readonly id: string;
  /** Of the record, to change it. */
  readonly recordVersion: string;
  /** As people count: 1, 2, 3. */
  readonly version: string;
  readonly name: string;
  readonly title: string;
  readonly headings: readonly string[];
  readonly replaces: string | undefined;
  readonly isOffered: boolean;
};

/** What somebody writes of a template. */
export type TemplateWords = Pick<OwnTemplate, "name" | "title" | "headings" | "replaces" | "isOffered">;

function ownTemplate({ id, meta, status, version, title, identifier, extension, item }: Questionnaire): OwnTemplate[] {
  if (id === undefined || title === undefined) return [];
  return [
    {
      id,
      recordVersion: meta?.versionId ?? "1",
      version: version ?? "1",
      name: title,
      title: extension?.find(({ url }) => url === titleUrl)?.valueString ?? title,
      headings: (item ?? []).flatMap(({ text }) => text ?? []),
      replaces: identifier?.find(({ system }) => system === placeSystem)?.value,
      isOffered: status === "active",
    },
  ];
}

const key = ["note-templates"];

export const ownTemplatesQuery = queryOptions({
  queryKey: key,
  queryFn: async ({ signal }) =>
    matches(
      await fhir.search<Questionnaire>(
        "Questionnaire",
        { context: `${code.system}|${code.code}`, _count: 200 },
        { signal },
      ),
    )
      .flatMap(ownTemplate)
      .sort((a, b) => a.name.localeCompare(b.name)),
  staleTime: 300_000,
  // Without a network it fails at once, and a note begins all the same.
  networkMode: "always",
});

/** What is offered: the program's, each replaced or taken out by the organisation's own, and those beside them. */
export function offered(own: readonly OwnTemplate[]): readonly NoteTemplate[] {
  const asTemplate = ({ id, recordVersion, name, title, headings: names }: OwnTemplate): NoteTemplate => ({
    name,
    title,
    text: headings(...names),
    version: `Questionnaire/${id}/_history/${recordVersion}`,
  });
  const known = new Set(noteTemplates.map(({ name }) => name));
  const inPlaceOf = (name: string) => own.find(({ replaces }) => replaces === name);
  return [
    ...noteTemplates.flatMap((one) => {
      const other = inPlaceOf(one.name);
      if (other === undefined) return [one];
      // Under the name by which the day's list asks for it.
      return other.isOffered ? [{ ...asTemplate(other), name: one.name }] : [];
    }),
    ...own.filter(({ replaces, isOffered }) => isOffered && !known.has(replaces ?? "")).map(asTemplate),
  ];
}

export function useOwnTemplates() {
  const { scopes } = useSession();
  return useQuery({ ...ownTemplatesQuery, enabled: allows(scopes, "Questionnaire", "s") });
}

/** The program's alone for as long as nothing else is known: a lost connection takes no headings away. */
export function useTemplates(): readonly NoteTemplate[] {
  return offered(useOwnTemplates().data ?? []);
}

export async function fetchTemplates(client: QueryClient): Promise<readonly NoteTemplate[]> {
  if (!allows(sessionStore.current().session?.scopes ?? [], "Questionnaire", "s")) return noteTemplates;
  return offered(await client.fetchQuery(ownTemplatesQuery).catch(() => []));
}

/** Keeps a template: each change is its next version, and notes go on naming theirs. */
export function useKeepTemplate() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ before, words }: { before: OwnTemplate | undefined; words: TemplateWords }) => {
      const { name, title, headings: names, replaces, isOffered } = words;
      const questionnaire: Questionnaire = {
        resourceType: "Questionnaire",
        ...(before === undefined ? {} : { id: before.id, meta: { versionId: before.recordVersion } }),
        ...(replaces === undefined ? {} : { identifier: [{ system: placeSystem, value: replaces }] }),
        status: isOffered ? "active" : "retired",
        title: name,
        useContext: [
          {
            code: { system: "http://terminology.hl7.org/CodeSystem/usage-context-type", code: "task" },
            valueCodeableConcept: { coding: [code] },
          },
        ],
        extension: [{ url: titleUrl, valueString: title }],
        item: names.map((text, at) => ({ linkId: String(at + 1), text, type: "text" })),
      };
      return before === undefined ? fhir.create(questionnaire) : fhir.update(questionnaire);
    },
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}
