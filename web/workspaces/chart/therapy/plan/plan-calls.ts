import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { therapyCategory, therapySystem } from "../../../../../contract/therapy/index.ts";
import { fhir, type Resource } from "../../../../app/api.ts";
import type { CodeableConcept, Quantity, Reference } from "../../../../ui/clinical/fhir-types.ts";
import { searchAll } from "../../_parts/record/search-all.ts";

export type Goal = Resource & {
  readonly resourceType: "Goal";
  readonly lifecycleStatus?: string;
  readonly achievementStatus?: CodeableConcept;
  readonly description?: CodeableConcept;
  readonly subject?: Reference;
  readonly startDate?: string;
  readonly statusDate?: string;
  readonly expressedBy?: Reference;
  readonly target?: readonly {
    readonly measure?: CodeableConcept;
    readonly detailQuantity?: Quantity;
    readonly dueDate?: string;
  }[];
};

export type Exercise = {
  readonly code?: CodeableConcept;
  readonly status?: string;
  readonly description?: string;
  readonly scheduledString?: string;
};

export type CarePlan = Resource & {
  readonly resourceType: "CarePlan";
  readonly status?: string;
  readonly intent?: string;
  readonly category?: readonly CodeableConcept[];
  readonly title?: string;
  readonly subject?: Reference;
  readonly created?: string;
  readonly activity?: readonly { readonly detail?: Exercise }[];
};

const staleTime = 60_000;

export function useGoals(patientId: string, enabled: boolean) {
  return useQuery({
    queryKey: ["chart", patientId, "Goal"],
    queryFn: ({ signal }) => searchAll<Goal>("Goal", { patient: patientId }, signal),
    enabled,
    staleTime,
    // Made of parts of the former answer, a resource would lose the digits that its numbers came with.
    structuralSharing: false,
  });
}

const exercises = `${therapySystem.category}|${therapyCategory.exercises}`;

export function useExercisePlans(patientId: string, enabled: boolean) {
  return useQuery({
    queryKey: ["chart", patientId, "CarePlan", exercises],
    queryFn: ({ signal }) =>
      searchAll<CarePlan>("CarePlan", { patient: patientId, category: exercises, status: "active" }, signal),
    enabled,
    staleTime,
    structuralSharing: false,
  });
}

/** Makes a goal or a plan, or changes one that nobody else has changed meanwhile. @throws RequestFailure */
export function useKeep<T extends Goal | CarePlan>(patientId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (resource: T) => (resource.id === undefined ? fhir.create<T>(resource) : fhir.update<T>(resource)),
    onSettled: (_answer, _error, { resourceType }) =>
      queryClient.invalidateQueries({ queryKey: ["chart", patientId, resourceType] }),
  });
}
