import { useEffect, useState } from "react";
import type { StationeryPreview } from "../../../../../contract/index.ts";
import { previewPaper } from "./stationery-calls.ts";

export type Preview = {
  /** Address of the PDF, for as long as it is shown. */
  readonly address: string | undefined;
  readonly state: "waiting" | "shown" | { readonly error: unknown };
};

/** After the last key. */
const pause = 700;

/** Has a paper set as it stands, a moment after each change. @param asked undefined: it can't be printed as it is */
export function usePreview(asked: StationeryPreview | undefined): Preview {
  const [preview, setPreview] = useState<Preview>({ address: undefined, state: "waiting" });
  const key = asked === undefined ? undefined : JSON.stringify(asked);
  useEffect(() => {
    if (key === undefined) return;
    const leaving = new AbortController();
    setPreview(({ address }) => ({ address, state: "waiting" }));
    const soon = setTimeout(() => {
      previewPaper(JSON.parse(key) as StationeryPreview, leaving.signal)
        .then((blob) => setPreview({ address: URL.createObjectURL(blob), state: "shown" }))
        .catch((error: unknown) => {
          if (!leaving.signal.aborted) setPreview(({ address }) => ({ address, state: { error } }));
        });
    }, pause);
    return () => {
      clearTimeout(soon);
      leaving.abort();
    };
  }, [key]);
  const { address } = preview;
  useEffect(
    () => () => {
      if (address !== undefined) URL.revokeObjectURL(address);
    },
    [address],
  );
  return preview;
}
