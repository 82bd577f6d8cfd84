import { Divider } from "@mantine/core";
import { say } from "../words/index.ts";

/** Between two ways that lead to the same place. */
export function Or() {
  return <Divider label={say("or")} labelPosition="center" />;
}
