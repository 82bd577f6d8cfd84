import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { liveBoard } from "../../../../contract/index.ts";
import { enquiriesKey } from "./enquiry-calls.ts";

/** Has the list asked again when the server says that something of the desk changed that is on no branch's board alone. */
export function useLiveEnquiries(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const source = new EventSource("/api/live");
    const ask = () => void queries.invalidateQueries({ queryKey: enquiriesKey });
    source.addEventListener("hello", ask);
    source.addEventListener("board", (event: MessageEvent<string>) => {
      if (namesNoBranch(event.data)) ask();
    });
    return () => source.close();
  }, [queries]);
}

function namesNoBranch(text: string): boolean {
  try {
    return liveBoard.safeParse(JSON.parse(text)).data?.branchIds.length === 0;
  } catch {
    return false;
  }
}
