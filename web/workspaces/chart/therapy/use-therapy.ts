import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { therapySystem } from "../../../../contract/therapy/index.ts";
import { fhir } from "../../../app/api.ts";
import { useSession } from "../../../app/session/use-session.ts";
import type { Observation, Reference } from "../../../ui/clinical/fhir-types.ts";
import { searchAll } from "../_parts/record/search-all.ts";

/** An observation with what only the therapy pages write. */
export type TherapyObservation = Observation & {
  readonly subject?: Reference;
  readonly bodySite?: Observation["code"];
};

const staleTime = 60_000;

/** The chart's observations of one of the therapy pages, newest first. */
export function useTherapyObservations(patientId: string, category: string) {
  return useQuery({
    queryKey: ["chart", patientId, "Observation", "therapy", category],
    queryFn: ({ signal }) =>
      searchAll<TherapyObservation>(
        "Observation",
        { patient: patientId, category: `${therapySystem.category}|${category}`, _sort: "-date" },
        signal,
      ),
    staleTime,
    // Made of parts of the former answer, a resource would lose the digits that its numbers came with.
    structuralSharing: false,
  });
}

/** What every observation written here says: about whom, by whom, of which page. */
export function useObservationFrame(patientId: string, category: string) {
  const { person, practitioner } = useSession();
  return (kind: "survey" | "exam", when: string) =>
    ({
      resourceType: "Observation",
      status: "final",
      category: [
        { coding: [{ system: "http://terminology.hl7.org/CodeSystem/observation-category", code: kind }] },
        { coding: [{ system: therapySystem.category, code: category }] },
      ],
      subject: { reference: `Patient/${patientId}` },
      effectiveDateTime: when,
      performer: [
        practitioner === undefined
          ? { display: person.displayName }
          : { reference: practitioner, display: person.displayName },
      ],
    }) as const satisfies TherapyObservation;
}

/** Writes observations, all of them or none. @throws RequestFailure */
export function useWriteObservations(patientId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (observations: readonly TherapyObservation[]) => {
      const [only] = observations;
      if (only === undefined) return;
      if (observations.length > 1) await fhir.transact(observations);
      else await (only.id === undefined ? fhir.create(only) : fhir.update(only));
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["chart", patientId, "Observation"] }),
  });
}
