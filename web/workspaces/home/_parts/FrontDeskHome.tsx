import { Button } from "@mantine/core";
import { IconCalendar } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { PageWait } from "../../../ui/PageWait.tsx";
import { TaskSummary } from "../../governance/_parts/TaskSummary.tsx";
import { RegisterPatientButton } from "../../people/_parts/RegisterPatientButton.tsx";
import { say } from "../../../app/words/index.ts";

// Whoever has another home doesn't load the desk's.
const FlowBoard = lazy(async () => ({ default: (await import("../../desk/FlowBoard.tsx")).FlowBoard }));

/** The day's board: who comes, who is here and how long, who is through. */
export function FrontDeskHome() {
  return (
    <Suspense fallback={<PageWait />}>
      <FlowBoard title={say("todaysBoard")} above={<TaskSummary />} actions={<Ways />} />
    </Suspense>
  );
}

function Ways() {
  return (
    <>
      <Button component={Link} to="/calendar" variant="default" leftSection={<IconCalendar size={16} aria-hidden />}>
        {say("calendar")}
      </Button>
      <RegisterPatientButton />
    </>
  );
}
