import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fhir, matches } from "../../../app/api.ts";
import type { Patient } from "../../../ui/clinical/fhir-types.ts";
import { recentPatients } from "../../../app/session/recent-patients.ts";
import { useSession } from "../../../app/session/use-session.ts";

/** The patients whose charts were opened in this window, latest first. */
export function useRecentPatients(): readonly Patient[] {
  const { person } = useSession();
  const [ids] = useState(() => recentPatients(person.id));
  const read = useQuery({
    queryKey: ["Patient", "recent", ids],
    queryFn: ({ signal }) => fhir.search<Patient>("Patient", { _id: ids.join(","), _count: ids.length }, { signal }),
    enabled: ids.length > 0,
    staleTime: 5 * 60_000,
  });
  if (read.data === undefined) return [];
  const byId = new Map(matches(read.data).map((patient) => [patient.id, patient]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
