import { queryClient } from "../../../../app/query-client.ts";
import { allows } from "../../../../app/session/allows.ts";
import { sessionStore } from "../../../../app/session/session-store.ts";
import { belongingQuery } from "./belonging.ts";
import {
  allergiesQuery,
  conditionsQuery,
  flagsQuery,
  laboratoryQuery,
  medicationRequestsQuery,
  medicationStatementsQuery,
  notesQuery,
  patientQuery,
  vitalsQuery,
} from "./use-record.ts";

type Begin = (patientId: string) => Promise<void>;

/** The banner goes with its reader from page to page, and isn't read anew for it. */
const once = { staleTime: Number.POSITIVE_INFINITY };
/** What stands in every chart, and on a page of it, each with the records that it takes the right to search. */
const ofEvery: readonly (readonly [string, Begin])[] = [
  ["AllergyIntolerance", (id) => queryClient.prefetchQuery({ ...allergiesQuery(id), ...once })],
  ["Flag", (id) => queryClient.prefetchQuery({ ...flagsQuery(id), ...once })],
];
const ofPage: Readonly<Record<"summary" | "notes", typeof ofEvery>> = {
  summary: [
    ["Condition", (id) => queryClient.prefetchQuery(conditionsQuery(id))],
    ["MedicationRequest", (id) => queryClient.prefetchQuery(medicationRequestsQuery(id))],
    ["MedicationRequest", (id) => queryClient.prefetchQuery(medicationStatementsQuery(id))],
    ["DocumentReference", (id) => queryClient.prefetchQuery(notesQuery(id))],
    ["Observation", (id) => queryClient.prefetchQuery(laboratoryQuery(id))],
    ["Observation", (id) => queryClient.prefetchQuery(vitalsQuery(id))],
  ],
  notes: [["DocumentReference", (id) => queryClient.prefetchQuery(notesQuery(id))]],
};

/** Asks for what a page of a chart shows, beside the page's own program. First for the patient alone: of somebody whom they may not see nothing
 *  else is asked, for each of it would be a look that the patient is told of. */
export async function beginChart(patientId: string, page: keyof typeof ofPage | undefined): Promise<void> {
  const { session } = sessionStore.current();
  if (session === undefined || !allows(session.scopes, "Patient", "r")) return;
  void queryClient.prefetchQuery({ ...belongingQuery(patientId), ...once });
  await queryClient.prefetchQuery({ ...patientQuery(patientId), ...once });
  if (queryClient.getQueryData(patientQuery(patientId).queryKey) === undefined) return;
  for (const [type, begin] of [...ofEvery, ...(page === undefined ? [] : ofPage[page])])
    if (allows(session.scopes, type, "s")) void begin(patientId);
}
