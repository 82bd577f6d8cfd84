import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { lazy, Suspense } from "react";
import { PageWait } from "../../ui/PageWait.tsx";
import { say } from "../words/index.ts";
import { keepAlive } from "./keep-alive.ts";
import type { KeeperView } from "./keeper-clock.ts";
import { sessionStore } from "./session-store.ts";
import { signOut } from "./sign-out.ts";
import { StepUp } from "./StepUp.tsx";
import { TopDialog } from "./TopDialog.tsx";
import { useEscape } from "./use-escape.ts";
import { useKeeper } from "./use-keeper.ts";

const SignInAgain = lazy(() => import("./SignInAgain.tsx").then((module) => ({ default: module.SignInAgain })));

/** Warns before the session ends, veils the page when it has, and lets the same person back in without losing it. */
export function SessionKeeper() {
  const view = useKeeper();
  useEscape();
  return (
    <>
      {view.kind !== "over" && <StepUp />}
      <Limits view={view} />
    </>
  );
}

function Limits({ view }: { readonly view: KeeperView }) {
  switch (view.kind) {
    case "quiet":
      return null;
    case "warn":
      return (
        <TopDialog labelledBy="session-warning">
          <Stack gap="sm">
            <Title order={2} id="session-warning">
              {say(view.cause === "idle" ? "stillThere" : "dayEnds")}
            </Title>
            <Text>
              {say.rich(view.cause === "idle" ? "locksWhenIdle" : "locksAtEndOfDay", {
                left: timeLeft(view.secondsLeft),
                time: (inside) => (
                  <strong key="time" role="timer">
                    {inside}
                  </strong>
                ),
              })}
            </Text>
            <Group>
              {view.cause === "idle" && (
                <Button autoFocus onClick={() => void keepAlive()}>
                  {say("staySignedIn")}
                </Button>
              )}
              <Button variant="default" autoFocus={view.cause === "absolute"} onClick={() => void signOut()}>
                {say("signOut")}
              </Button>
            </Group>
          </Stack>
        </TopDialog>
      );
    case "over":
      return (
        <TopDialog labelledBy="session-over" locks>
          <Suspense fallback={<PageWait />}>
            <SignInAgain username={sessionStore.current().session?.person.username ?? ""} />
          </Suspense>
        </TopDialog>
      );
  }
}

function timeLeft(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
