import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { lazy, type ReactNode, Suspense, useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { PageWait } from "../../ui/PageWait.tsx";
import { keepAlive } from "./keep-alive.ts";
import classes from "./SessionKeeper.module.css";
import { sessionStore } from "./session-store.ts";
import { signOut } from "./sign-out.ts";
import { useKeeper } from "./use-keeper.ts";

const SignInAgain = lazy(() => import("./SignInAgain.tsx").then((module) => ({ default: module.SignInAgain })));

/** Warns before the session ends, hides the page when it has, and lets the same person back in without losing it. */
export function SessionKeeper() {
  const view = useKeeper();
  switch (view.kind) {
    case "quiet":
      return null;
    case "warn":
      return (
        <TopDialog labelledBy="session-warning">
          <Stack gap="sm">
            <Title order={2} id="session-warning">
              {view.cause === "idle" ? "Are you still there?" : "Your working day in Wardbook ends soon"}
            </Title>
            <Text>
              {view.cause === "idle"
                ? "Nothing has happened here for a while. The screen locks in "
                : "For safety everybody signs in again after 12 hours. The screen locks in "}
              <strong role="timer">{timeLeft(view.secondsLeft)}</strong>. Nothing on the page is lost.
            </Text>
            <Group>
              {view.cause === "idle" && (
                <Button autoFocus onClick={() => void keepAlive()}>
                  Stay signed in
                </Button>
              )}
              <Button variant="default" autoFocus={view.cause === "absolute"} onClick={() => void signOut()}>
                Sign out
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

/** A dialog in the browser's top layer: everything else, other dialogs too, can be neither used nor read by assistive technology. */
function TopDialog({
  labelledBy,
  locks = false,
  children,
}: {
  readonly labelledBy: string;
  readonly locks?: boolean;
  readonly children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return undefined;
    const back = document.activeElement;
    const stay = (event: Event) => event.preventDefault();
    const reopen = () => {
      if (element.isConnected && !element.open) element.showModal();
    };
    element.showModal();
    element.addEventListener("cancel", stay);
    element.addEventListener("close", reopen);
    if (locks) document.body.dataset.locked = "";
    return () => {
      element.removeEventListener("cancel", stay);
      element.removeEventListener("close", reopen);
      if (locks) delete document.body.dataset.locked;
      if (element.open) element.close();
      if (back instanceof HTMLElement && back.isConnected) back.focus({ preventScroll: true });
    };
  }, [locks]);
  return createPortal(
    <dialog ref={dialog} aria-labelledby={labelledBy} className={classes.dialog}>
      {children}
    </dialog>,
    document.body,
  );
}
