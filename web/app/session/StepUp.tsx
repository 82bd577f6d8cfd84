import { Button, Stack, Text, Title } from "@mantine/core";
import { lazy, Suspense, useSyncExternalStore } from "react";
import { PageWait } from "../../ui/PageWait.tsx";
import { say } from "../words/index.ts";
import { stepUpDeclined, stepUpStore } from "./step-up-store.ts";
import { TopDialog } from "./TopDialog.tsx";

const StepUpWays = lazy(() => import("./StepUpWays.tsx").then((module) => ({ default: module.StepUpWays })));

/** Opens when the server wants to know again who is there before it does something far-reaching; closing it leaves that undone. */
export function StepUp() {
  const wanted = useSyncExternalStore(stepUpStore.subscribe, stepUpStore.wanted);
  if (!wanted) return null;
  return (
    <TopDialog labelledBy="step-up" close={stepUpDeclined}>
      <Stack gap="md">
        <Title order={2} id="step-up">
          {say("stillYou")}
        </Title>
        <Text>{say("stillYouWhy")}</Text>
        <Suspense fallback={<PageWait />}>
          <StepUpWays />
        </Suspense>
        <Button variant="subtle" size="compact-sm" w="fit-content" px={0} onClick={stepUpDeclined}>
          {say("cancel")}
        </Button>
      </Stack>
    </TopDialog>
  );
}
