import { Button, Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./ChangedMeanwhile.module.css";
import { say } from "../words/index.ts";

type Props = {
  /** What stands there now. */
  readonly now: ReactNode;
  readonly takeTheirs: () => void;
};

/** Somebody else was quicker: both texts are there, and it is the person's to say which stays. */
export function ChangedMeanwhile({ now, takeTheirs }: Props) {
  return (
    <div role="alert" className={classes.notice}>
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {say("changedMeanwhile")}
        </Text>
        <Text size="sm" component="div">
          {say.rich("saysNow", { now })}
        </Text>
        <Group>
          <Button size="compact-sm" variant="default" onClick={takeTheirs}>
            {say("takeNow")}
          </Button>
        </Group>
        <Text size="sm">{say("keepPuts")}</Text>
      </Stack>
    </div>
  );
}
