import { useEffect } from "react";
import { forgetOtherPeople } from "./device-drafts.ts";
import { guardWords } from "./guard-words.ts";
import { resumeUnsent } from "./open-drafts.ts";

/** Sends what an earlier window left unsent, clears what others left behind, and watches over the words being written. */
export function useDraftsOfDevice(personId: string): void {
  useEffect(() => guardWords(), []);
  useEffect(() => {
    void resumeUnsent(personId);
    // A device that keeps nothing has nothing to clear.
    void forgetOtherPeople(personId, Date.now()).catch(() => undefined);
  }, [personId]);
}
