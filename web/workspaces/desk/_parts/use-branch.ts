import { useLocalStorage } from "@mantine/hooks";
import type { ClinicPlaces } from "../../../../contract/index.ts";

/** Which branch a page is about: the one in its address, or the one that was chosen last on this device, or the first. */
export function useBranch(places: ClinicPlaces | undefined, asked: string | undefined) {
  const [last, remember] = useLocalStorage({
    key: "wardbook.branch",
    defaultValue: "",
    getInitialValueInEffect: false,
  });
  const known = (id: string | undefined) => places?.branches.find((one) => one.id === id);
  return { branch: known(asked) ?? known(last) ?? places?.branches[0], remember };
}
