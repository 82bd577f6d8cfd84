import { useEffect, useState } from "react";
import type { StationeryPreview } from "../../../../../contract/index.ts";
import { previewPaper } from "./stationery-calls.ts";

export type Preview = {
  /** Address of the PDF, for as long as it is shown. */
  readonly address: string | undefined;
  readonly state: "waiting" | "shown" | { readonly error: unknown };
};

/** The last answer, and to what. */
type Made = { readonly of: string | undefined; readonly address: string | undefined; readonly error: unknown };

/** After the last key. */
const pause = 700;

/** Has a paper set as it stands, a moment after each change. @param asked undefined: it can't be printed as it is */
export function usePreview(asked: StationeryPreview | undefined): Preview {
  const [made, setMade] = useState<Made>({ of: undefined, address: undefined, error: undefined });
  const key = asked === undefined ? undefined : JSON.stringify(asked);
  useEffect(() => {
    if (key === undefined) return;
    const leaving = new AbortController();
    const soon = setTimeout(() => {
      previewPaper(JSON.parse(key) as StationeryPreview, leaving.signal)
        .then((blob) => setMade({ of: key, address: URL.createObjectURL(blob), error: undefined }))
        .catch((error: unknown) => {
          if (!leaving.signal.aborted) setMade(({ address }) => ({ of: key, address, error }));
        });
    }, pause);
    return () => {
      clearTimeout(soon);
      leaving.abort();
    };
  }, [key]);
  const { address, error } = made;
  useEffect(
    () => () => {
      if (address !== undefined) URL.revokeObjectURL(address);
    },
    [address],
  );
  if (made.of !== key) return { address, state: "waiting" };
  return { address, state: error === undefined ? "shown" : { error } };
}
