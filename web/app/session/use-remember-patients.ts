import { useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { patientOfAddress, rememberPatient } from "./recent-patients.ts";
import { useSession } from "./use-session.ts";

/** Notes every chart that is opened. */
export function useRememberPatients(): void {
  const { person } = useSession();
  const { pathname } = useLocation();
  const patientId = patientOfAddress(pathname);
  useEffect(() => {
    if (patientId !== undefined) rememberPatient(person.id, patientId);
  }, [person.id, patientId]);
}
