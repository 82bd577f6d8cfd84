import { Divider } from "@mantine/core";

/** Between two ways that lead to the same place. */
export function Or() {
  return <Divider label="or" labelPosition="center" />;
}
