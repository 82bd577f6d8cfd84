import { Button, Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./ChangedMeanwhile.module.css";

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
          Somebody changed this meanwhile. What you typed is still here, and isn’t saved.
        </Text>
        <Text size="sm" component="div">
          It says now: {now}
        </Text>
        <Group>
          <Button size="compact-sm" variant="default" onClick={takeTheirs}>
            Take what it says now
          </Button>
        </Group>
        <Text size="sm">“Keep” puts yours in its place.</Text>
      </Stack>
    </div>
  );
}
