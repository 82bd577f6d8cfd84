import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { OfficerTask } from "../../../../contract/index.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { placeOf } from "./task-place.ts";
import { say } from "./words/index.ts";

/** To where a task is done; nothing for those that are done where they stand. */
export function TaskLink({ task }: { readonly task: OfficerTask }) {
  const permissions = useSession().permissions ?? [];
  switch (placeOf(task, permissions)) {
    case "emergency":
      return (
        <Button
          renderRoot={(props) => (
            <Link to="/emergencies/$emergencyId" params={{ emergencyId: task.about }} {...props} />
          )}
          size="compact-sm"
          aria-label={say("actOn", { act: say("reviewMore"), title: task.title })}
        >
          {say("reviewMore")}
        </Button>
      );
    case "people":
      return (
        <Button
          component={Link}
          to="/administration/people"
          size="compact-sm"
          aria-label={say("actOn", { act: say("findSomebody"), title: task.title })}
        >
          {say("findSomebody")}
        </Button>
      );
    case "vendor-access":
      return (
        <Button
          component={Link}
          to="/vendor-access"
          size="compact-sm"
          aria-label={say("actOn", { act: say("decideMore"), title: task.title })}
        >
          {say("decideMore")}
        </Button>
      );
    case "access-review":
      return <ReviewLink task={task}>{say("decideMore")}</ReviewLink>;
    case "unassigned-review":
      return <ReviewLink task={task}>{say("assignMore")}</ReviewLink>;
    case "retention":
      return (
        <Button
          component={Link}
          to="/retention"
          size="compact-sm"
          aria-label={say("actOn", { act: say("decideMore"), title: task.title })}
        >
          {say("decideMore")}
        </Button>
      );
    case "faulty-consents":
      return (
        <Button
          component={Link}
          to="/faulty-consents"
          size="compact-sm"
          aria-label={say("actOn", { act: say("lookMore"), title: task.title })}
        >
          {say("lookMore")}
        </Button>
      );
    case "proxies":
      return (
        <Button
          component={Link}
          to="/proxies"
          size="compact-sm"
          aria-label={say("actOn", { act: say("lookMore"), title: task.title })}
        >
          {say("lookMore")}
        </Button>
      );
    case "role-requests":
      return (
        <Button
          component={Link}
          to="/administration/people"
          size="compact-sm"
          aria-label={say("actOn", { act: say("decideMore"), title: task.title })}
        >
          {say("decideMore")}
        </Button>
      );
    case "programs":
      return (
        <Button
          component={Link}
          to="/administration/clients"
          size="compact-sm"
          aria-label={say("actOn", { act: say("decideMore"), title: task.title })}
        >
          {say("decideMore")}
        </Button>
      );
    case undefined:
      return null;
  }
}

function ReviewLink({ task, children }: { readonly task: OfficerTask; readonly children: string }) {
  return (
    <Button
      renderRoot={(props) => <Link to="/access-reviews/$reviewId" params={{ reviewId: task.about }} {...props} />}
      size="compact-sm"
      aria-label={say("actOn", { act: children, title: task.title })}
    >
      {children}
    </Button>
  );
}
