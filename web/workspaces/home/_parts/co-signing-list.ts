import { useQuery } from "@tanstack/react-query";
import { coSigningSystem } from "../../../../contract/index.ts";
import { fhir, included, matches } from "../../../app/api.ts";
import type { DocumentReference, Patient } from "../../../ui/clinical/fhir-types.ts";
import { patientName } from "../../../ui/patient-words.ts";
import { coSigningKey } from "../../chart/_parts/notes/co-signing-calls.ts";
import { coSigningOf, isWrittenBy } from "../../chart/_parts/notes/co-signing.ts";
import { say } from "../words/index.ts";

/** A note that somebody has to do something about. */
export type CoSigningNote = {
  readonly id: string;
  readonly patientId: string;
  readonly patient: string;
  readonly title: string;
  readonly author: string;
  readonly when: string | undefined;
  /** Why it was given back. */
  readonly words: string | undefined;
  readonly isMine: boolean;
};

/** More than these are told as a number: the oldest come first. */
const most = 200;

/** Notes that wait for a co-signature, or that came back, as far as this person sees them: oldest first. Their words stay where they are. */
export function useCoSigning(state: "awaited" | "returned", personId: string, enabled: boolean) {
  return useQuery({
    queryKey: [...coSigningKey, state],
    queryFn: ({ signal }) => read(state, personId, signal),
    enabled,
    // A look is told to each patient whose note is listed: not each minute.
    staleTime: 60_000,
  });
}

async function read(state: string, personId: string, signal: AbortSignal): Promise<readonly CoSigningNote[]> {
  const bundle = await fhir.search<DocumentReference>(
    "DocumentReference",
    {
      category: `${coSigningSystem}|${state}`,
      _sort: "date",
      _include: "DocumentReference:patient",
      // Of the patients that come along, the name.
      _elements: "subject,author,date,description,category,extension,name",
      _count: most,
    },
    { signal },
  );
  const patients = included<Patient>(bundle, "Patient");
  return matches(bundle).flatMap((note) => {
    const reference = note.subject?.reference ?? "";
    const patient = patients.get(reference);
    if (note.id === undefined || !reference.startsWith("Patient/")) return [];
    return {
      id: note.id,
      patientId: reference.slice("Patient/".length),
      patient: patient === undefined ? say("aPatient") : patientName(patient),
      title: note.description ?? say("withoutTitle"),
      author: note.author?.[0]?.display ?? say("authorNotRecorded"),
      when: note.date,
      words: coSigningOf(note)?.returned?.words,
      isMine: isWrittenBy(note, personId),
    };
  });
}
