import { useLocalStorage } from "@mantine/hooks";
import { useEffect } from "react";
import type { ClinicPlaces } from "../../../../contract/index.ts";

const shownLast = "wardbook.branch-shown";

/** Which branch a page is about: the one in its address, or the one that was chosen last on this device, or the first. */
export function useBranch(places: ClinicPlaces | undefined, asked: string | undefined) {
  const [last, remember] = useLocalStorage({
    key: "wardbook.branch",
    defaultValue: "",
    getInitialValueInEffect: false,
  });
  const known = (id: string | undefined) => places?.branches.find((one) => one.id === id);
  const branch = known(asked) ?? known(last) ?? places?.branches[0];
  useEffect(() => {
    if (branch !== undefined) localStorage.setItem(shownLast, branch.id);
  }, [branch]);
  return {
    branch,
    /** Which it will most likely be while the places are still asked for: what is shown of it can be asked for beside them. */
    likely:
      places === undefined
        ? (asked ?? (last === "" ? (localStorage.getItem(shownLast) ?? undefined) : last))
        : branch?.id,
    remember,
  };
}
