import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { singleKeysOn } from "../../../../app/shell/single-keys.ts";
import { isTakenKey } from "./is-typing.ts";
import type { ChartSection } from "./sections.ts";

/** `1` to `9`, `0`, `o`, `t` and `f` open the sections, `n` starts a note. */
export function useChartKeys(patientId: string, sections: readonly ChartSection[], mayWrite: boolean): void {
  const navigate = useNavigate();
  useEffect(() => {
    // A digit, a letter of a section or an n right after g belongs to the shell.
    let goAt = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      const afterGo = event.timeStamp - goAt < 1_500;
      goAt = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (isTakenKey(event) || !singleKeysOn() || afterGo) return;
      const section = sections.find((one) => one.key === event.key);
      if (section !== undefined) {
        event.preventDefault();
        void navigate({ to: section.to, params: { patientId } });
      } else if (event.key === "n" && mayWrite) {
        event.preventDefault();
        void navigate({
          to: "/patients/$patientId/notes/write/$draftId",
          params: { patientId, draftId: crypto.randomUUID() },
        });
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [navigate, patientId, sections, mayWrite]);
}
