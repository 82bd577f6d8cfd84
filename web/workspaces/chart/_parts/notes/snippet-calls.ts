import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { fhir, matches, type Resource } from "../../../../app/api.ts";
import { allows } from "../../../../app/session/allows.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import type { CodeableConcept, Extension, Identifier } from "../../../../ui/clinical/fhir-types.ts";
import type { Snippet } from "./snippets.ts";

/** Whose a snippet is: `Basic.identifier`, with the person's id or "organisation". */
const ofSystem = "urn:wardbook:snippets-of";
const kindSystem = "urn:wardbook:basic";
const textUrl = "urn:wardbook:snippet-text";
const everybody = "organisation";

type SnippetBasic = Resource & {
  readonly resourceType: "Basic";
  readonly identifier?: readonly Identifier[];
  readonly code?: CodeableConcept;
  readonly extension?: readonly Extension[];
};

function snippetOf({ id, meta, identifier, code, extension }: SnippetBasic): Snippet | undefined {
  const text = extension?.find(({ url }) => url === textUrl)?.valueString;
  const abbreviation = code?.text;
  const whose = identifier?.find(({ system }) => system === ofSystem)?.value;
  if (id === undefined || text === undefined || abbreviation === undefined || text === "") return undefined;
  return { id, version: meta?.versionId, abbreviation, text, of: whose === everybody ? "organisation" : "own" };
}

const key = (personId: string) => ["snippets", personId];

/** One's own snippets and the organisation's, by abbreviation. They lie in the record, so that every device has them. */
export function useSnippets() {
  const { person, scopes } = useSession();
  return useQuery({
    queryKey: key(person.id),
    queryFn: async ({ signal }) =>
      matches(
        await fhir.search<SnippetBasic>(
          "Basic",
          { identifier: `${ofSystem}|${person.id},${ofSystem}|${everybody}`, _count: 500 },
          { signal },
        ),
      )
        .flatMap((one) => snippetOf(one) ?? [])
        .sort((a, b) => a.abbreviation.localeCompare(b.abbreviation)),
    enabled: allows(scopes, "Basic", "s"),
    staleTime: 300_000,
  });
}

/** Keeps a snippet, or takes one out by leaving it without text: the record keeps what it was. */
export function useKeepSnippet() {
  const { person } = useSession();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version, abbreviation, text, of }: Omit<Snippet, "id"> & { readonly id?: string }) => {
      const basic: SnippetBasic = {
        resourceType: "Basic",
        ...(id === undefined ? {} : { id }),
        ...(version === undefined ? {} : { meta: { versionId: version } }),
        identifier: [{ system: ofSystem, value: of === "own" ? person.id : everybody }],
        code: { coding: [{ system: kindSystem, code: "snippet" }], text: abbreviation },
        ...(text === "" ? {} : { extension: [{ url: textUrl, valueString: text }] }),
      };
      return id === undefined ? fhir.create(basic) : fhir.update(basic);
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: key(person.id) }),
  });
}
