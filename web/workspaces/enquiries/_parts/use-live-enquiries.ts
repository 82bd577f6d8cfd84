import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { enquiriesKey } from "./enquiry-calls.ts";

/** Has the list asked again when the server says that enquiries changed. */
export function useLiveEnquiries(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const source = new EventSource("/api/live");
    const ask = () => void queries.invalidateQueries({ queryKey: enquiriesKey });
    source.addEventListener("hello", ask);
    source.addEventListener("enquiries", ask);
    return () => source.close();
  }, [queries]);
}
