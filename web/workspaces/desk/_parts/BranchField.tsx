import { Select } from "@mantine/core";
import type { ClinicPlaces } from "../../../../contract/index.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly places: ClinicPlaces;
  readonly branch: string | undefined;
  readonly choose: (id: string) => void;
};

/** Which branch a page is about; nothing where there is no choice. */
export function BranchField({ places, branch, choose }: Props) {
  if (places.branches.length < 2 || branch === undefined) return null;
  return (
    <Select
      aria-label={say("branch")}
      w="13rem"
      allowDeselect={false}
      data={places.branches.map(({ id, name }) => ({ value: id, label: name }))}
      value={branch}
      onChange={(value) => value !== null && choose(value)}
    />
  );
}
