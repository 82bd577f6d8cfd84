import { queryOptions, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { accessList, attachmentCode, documentSystem } from "../../../../../contract/index.ts";
import { api, fhir, type Resource, type SearchParameters } from "../../../../app/api.ts";
import type {
  AllergyIntolerance,
  Appointment,
  Condition,
  DiagnosticReport,
  DocumentReference,
  Encounter,
  Flag,
  Immunization,
  MedicationRequest,
  MedicationStatement,
  Observation,
  Patient,
  Procedure,
} from "../../../../ui/clinical/fhir-types.ts";
import { listDrafts } from "../notes/draft-server.ts";
import { belongingQuery } from "./belonging.ts";
import { type Found, searchAll } from "./search-all.ts";

type Chart = { readonly patientId: string };

/** A look is witnessed in the ledger, so what was read a moment ago isn't read again for changing tabs. */
const staleTime = 60_000;

function all<T extends Resource>(type: T["resourceType"], patientId: string, parameters: SearchParameters = {}) {
  return queryOptions<Found<T>>({
    queryKey: ["chart", patientId, type, parameters],
    queryFn: async ({ signal, client }) => {
      const merged = await client.fetchQuery(belongingQuery(patientId));
      return searchAll<T>(type, { patient: [patientId, ...merged].join(","), ...parameters }, signal);
    },
    staleTime,
    // Made of parts of the former answer, a resource would lose the digits that its numbers came with.
    structuralSharing: false,
  });
}

export const patientQuery = (patientId: string) =>
  queryOptions({
    queryKey: ["Patient", patientId],
    queryFn: ({ signal }) => fhir.read<Patient>("Patient", patientId, { signal }),
    staleTime,
  });

export const usePatient = ({
  patientId,
  enabled = true,
}: Chart & { readonly enabled?: boolean }): UseQueryResult<Patient> =>
  useQuery({ ...patientQuery(patientId), enabled });
export const allergiesQuery = (patientId: string) => all<AllergyIntolerance>("AllergyIntolerance", patientId);
export const useAllergies = ({ patientId }: Chart) => useQuery(allergiesQuery(patientId));
export const flagsQuery = (patientId: string) => all<Flag>("Flag", patientId);
export const useFlags = ({ patientId, enabled }: Chart & { readonly enabled: boolean }) =>
  useQuery({ ...flagsQuery(patientId), enabled });
export const conditionsQuery = (patientId: string) => all<Condition>("Condition", patientId);
export const useConditions = ({ patientId }: Chart) => useQuery(conditionsQuery(patientId));
export const medicationRequestsQuery = (patientId: string) =>
  all<MedicationRequest>("MedicationRequest", patientId, {
    _include: ["MedicationRequest:medication", "MedicationRequest:requester"],
  });
export const useMedicationRequests = ({ patientId }: Chart) => useQuery(medicationRequestsQuery(patientId));
export const medicationStatementsQuery = (patientId: string) =>
  all<MedicationStatement>("MedicationStatement", patientId, { _include: "MedicationStatement:medication" });
export const useMedicationStatements = ({ patientId }: Chart) => useQuery(medicationStatementsQuery(patientId));
export const vitalsQuery = (patientId: string) =>
  all<Observation>("Observation", patientId, { category: "vital-signs", _sort: "-date" });
export const useVitals = ({ patientId }: Chart) => useQuery(vitalsQuery(patientId));
export const laboratoryQuery = (patientId: string) =>
  all<Observation>("Observation", patientId, { category: "laboratory", _sort: "-date" });
export const useLaboratory = ({ patientId }: Chart) => useQuery(laboratoryQuery(patientId));
export const useReports = ({ patientId }: Chart) =>
  useQuery(all<DiagnosticReport>("DiagnosticReport", patientId, { _sort: "-date" }));
export const useEncounters = ({ patientId }: Chart) =>
  useQuery(all<Encounter>("Encounter", patientId, { _sort: "-date", _include: "Encounter:participant" }));
export const useProcedures = ({ patientId }: Chart) =>
  useQuery(all<Procedure>("Procedure", patientId, { _sort: "-date" }));
export const useImmunizations = ({ patientId }: Chart) =>
  useQuery(all<Immunization>("Immunization", patientId, { _sort: "-date" }));
export const notesQuery = (patientId: string) =>
  all<DocumentReference>("DocumentReference", patientId, {
    // That the privacy notice was given stands with the consents; files that were added stand by themselves.
    "type:not": "http://loinc.org|57016-8",
    "category:not": `${documentSystem}|${attachmentCode}`,
    _sort: "-date",
    _include: "DocumentReference:author",
  });
export const useNotes = ({ patientId }: Chart) => useQuery(notesQuery(patientId));
/** Notes, and files that were added to the chart. */
export const useDocuments = ({ patientId }: Chart) =>
  useQuery(
    all<DocumentReference>("DocumentReference", patientId, {
      "type:not": "http://loinc.org|57016-8",
      _sort: "-date",
      _include: "DocumentReference:author",
    }),
  );

/** Appointments from today on. */
export function useAppointments({ patientId, from }: Chart & { readonly from: string }) {
  return useQuery(all<Appointment>("Appointment", patientId, { date: `ge${from}`, _sort: "date" }));
}

export const draftsQuery = (patientId: string) =>
  queryOptions({
    queryKey: ["chart", patientId, "drafts"],
    queryFn: ({ signal }) => listDrafts(patientId, signal),
    staleTime: 5_000,
  });

/** One page of looks, newest first. */
export function readAccesses(patientId: string, before: string | undefined, signal: AbortSignal) {
  const query = new URLSearchParams({ limit: "100", ...(before === undefined ? {} : { before }) });
  return api.get(`/api/patients/${patientId}/accesses?${query.toString()}`, accessList, { signal });
}
