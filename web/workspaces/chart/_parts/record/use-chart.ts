import { useParams } from "@tanstack/react-router";
import { useSyncExternalStore } from "react";

/** The patient whose chart is open. */
export function useChart(): { readonly patientId: string } {
  const { patientId } = useParams({ from: "/signed-in/patients/$patientId" });
  return { patientId };
}

const minute = 60_000;
let current = 0;
const subscribe = (listener: () => void) => {
  const timer = setInterval(listener, minute);
  return () => clearInterval(timer);
};
const toTheMinute = () => {
  const now = Date.now();
  if (now - current >= minute) current = now - (now % minute);
  return current;
};

/** Now, to the minute: the same number until the minute is over, so that what depends on it rests in between. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, toTheMinute);
}
