import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type ConsentSignatures,
  consentList,
  consentRow,
  consentSignatures,
  type RecordConsentRequest,
  type seenByRequest,
  seenBy,
} from "../../../../contract/index.ts";
import type { z } from "zod";
import { api, fhir, matches, type Resource } from "../../../app/api.ts";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { downloadSignedRecord } from "../_parts/record/download-signed-record.ts";
import type { HumanName, Reference } from "../../../ui/clinical/fhir-types.ts";

const keyOf = (patientId: string) => ["chart", patientId, "consents"];

export function useConsents(patientId: string) {
  return useQuery({
    queryKey: keyOf(patientId),
    queryFn: ({ signal }) => api.get(`/api/patients/${patientId}/consents`, consentList, { signal }),
  });
}

/** Checked when the consent is shown. Its version is a part of the key: a change is checked anew. */
export const consentSignaturesQuery = (patientId: string, { id, version }: { id: string; version: number }) => ({
  queryKey: ["consent-signatures", patientId, id, version],
  queryFn: ({ signal }: { readonly signal: AbortSignal }): Promise<ConsentSignatures> =>
    api.get(`/api/patients/${patientId}/consents/${id}/signatures`, consentSignatures, { signal }),
  staleTime: 60_000,
});

/** @throws RequestFailure */
export const downloadSignedConsent = (patientId: string, id: string) =>
  downloadSignedRecord(`/api/patients/${patientId}/consents/${id}/signed-record`, `signed-consent-${id}.json`);

export function useRecordConsent(patientId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (consent: RecordConsentRequest) => api.post(`/api/patients/${patientId}/consents`, consent, consentRow),
    // A consent changes what anybody sees of the chart, the one who wrote it down among them.
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["chart", patientId] }),
  });
}

export function useWithdrawConsent(patientId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({
      id,
      ...withdrawal
    }: {
      readonly id: string;
      readonly version: number;
      readonly password?: string;
    }) => api.post(`/api/patients/${patientId}/consents/${id}/withdraw`, withdrawal, consentRow),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ["chart", patientId] }),
        queryClient.invalidateQueries({ queryKey: ["Patient", patientId] }),
      ]),
  });
}

/** Of what the caller sees in this record, what somebody else would see; with a consent that isn't recorded yet, too. */
export function useSeenBy(patientId: string) {
  return useMutation({
    mutationFn: (request: z.input<typeof seenByRequest>) =>
      api.post(`/api/patients/${patientId}/seen-by`, request, seenBy),
  });
}

export type Party = { readonly reference: string; readonly name: string };

type Named = Resource & {
  readonly name?: readonly HumanName[] | string;
  readonly relationship?: readonly { text?: string }[];
};

/** Family and friends in the record. */
export function useRelatives(patientId: string) {
  const { scopes } = useSession();
  return useQuery({
    queryKey: ["chart", patientId, "RelatedPerson", "parties"],
    queryFn: async ({ signal }) =>
      partiesIn(await fhir.search<Named>("RelatedPerson", { patient: patientId, _count: 50 }, { signal })),
    enabled: allows(scopes, "RelatedPerson", "s"),
    staleTime: 60_000,
  });
}

/** Organisations and care teams that a consent may name. */
export function useOrganisations(patientId: string) {
  const { scopes } = useSession();
  return useQuery({
    queryKey: ["chart", patientId, "Organization", "parties"],
    queryFn: async ({ signal }) => {
      const [organisations, teams] = await Promise.all([
        fhir.search<Named>("Organization", { _count: 100 }, { signal }).then(partiesIn),
        allows(scopes, "CareTeam", "s")
          ? fhir.search<Named>("CareTeam", { patient: patientId, _count: 50 }, { signal }).then(partiesIn)
          : [],
      ]);
      return [...organisations, ...teams];
    },
    enabled: allows(scopes, "Organization", "s"),
    staleTime: 60_000,
  });
}

function partiesIn(bundle: Parameters<typeof matches<Named>>[0]): Party[] {
  return matches(bundle).flatMap(({ resourceType, id, name, relationship }) => {
    const words = typeof name === "string" ? name : nameOf(name?.[0]);
    if (id === undefined || words === undefined) return [];
    const relation = relationship?.[0]?.text;
    return [{ reference: `${resourceType}/${id}`, name: relation === undefined ? words : `${words} (${relation})` }];
  });
}

function nameOf(name: HumanName | undefined): string | undefined {
  if (name === undefined) return undefined;
  const words = [...(name.prefix ?? []), ...(name.given ?? []), name.family]
    .filter((part) => part !== undefined)
    .join(" ");
  return words === "" ? name.text : words;
}

/** Types of the record whose labels are counted. */
const labelled = [
  "AllergyIntolerance",
  "Condition",
  "Observation",
  "MedicationRequest",
  "MedicationStatement",
  "Procedure",
  "DocumentReference",
  "QuestionnaireResponse",
  "DiagnosticReport",
  "Encounter",
  "Immunization",
] as const;

export type LabelledRecord = {
  readonly type: string;
  readonly id: string;
  readonly resource: Resource & { readonly subject?: Reference };
  readonly codes: readonly string[];
};

/** Records of this chart, as the viewer sees it, that carry one of these labels. */
export function useLabelledRecords(patientId: string, codes: readonly string[]) {
  const { scopes } = useSession();
  return useQuery({
    queryKey: ["chart", patientId, "labelled", codes],
    queryFn: async ({ signal }): Promise<readonly LabelledRecord[]> => {
      const types = labelled.filter((type) => allows(scopes, type, "s"));
      const found = await Promise.all(
        types.map((type) =>
          fhir.search<Resource>(type, { patient: patientId, _security: codes.join(","), _count: 100 }, { signal }),
        ),
      );
      return found.flatMap((bundle, index) =>
        matches(bundle).map((resource) => ({
          type: types[index] ?? "",
          id: resource.id ?? "",
          resource,
          codes: (resource.meta?.security ?? []).flatMap(({ code }) =>
            code !== undefined && codes.includes(code) ? [code] : [],
          ),
        })),
      );
    },
    enabled: codes.length > 0,
    staleTime: 60_000,
  });
}
