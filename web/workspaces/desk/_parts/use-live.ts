import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { liveBoard } from "../../../../contract/index.ts";
import { boards, free, placesKey, waiting } from "./scheduling-calls.ts";

const noMore: readonly string[] = [];

/** Has the board asked again when the server says that it changed. @param also the key of another query about appointments
 *  @returns whether news comes */
export function useLive(also: readonly string[] = noMore): boolean {
  const queryClient = useQueryClient();
  const [isLive, setLive] = useState(false);
  useEffect(() => {
    const askAlso = () => {
      if (also.length > 0) void queryClient.invalidateQueries({ queryKey: also });
    };
    const source = new EventSource("/api/live");
    source.addEventListener("hello", () => {
      setLive(true);
      void queryClient.invalidateQueries({ queryKey: boards });
      askAlso();
    });
    source.addEventListener("board", (event: MessageEvent<string>) => {
      const branches = liveBoard.safeParse(parsed(event.data)).data?.branchIds ?? [];
      // None is named where it may be any: what another process wrote, leave and closures.
      if (branches.length === 0) void queryClient.invalidateQueries({ queryKey: boards });
      askAlso();
      for (const branch of branches) void queryClient.invalidateQueries({ queryKey: [...boards, branch] });
      void queryClient.invalidateQueries({ queryKey: waiting });
    });
    source.addEventListener("places", () => {
      void queryClient.invalidateQueries({ queryKey: placesKey });
      void queryClient.invalidateQueries({ queryKey: free });
    });
    // The browser connects again by itself, unless it was refused: then the board asks each minute.
    source.addEventListener("error", () => setLive(false));
    return () => source.close();
  }, [queryClient, also]);
  return isLive;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
