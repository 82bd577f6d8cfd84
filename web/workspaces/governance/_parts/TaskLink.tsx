import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { OfficerTask } from "../../../../contract/index.ts";

/** To where a task is done; nothing for those that are done where they stand. */
export function TaskLink({ task }: { readonly task: OfficerTask }) {
  switch (task.kind) {
    case "break-glass-review":
      return (
        <Button
          renderRoot={(props) => (
            <Link to="/emergencies/$emergencyId" params={{ emergencyId: task.about }} {...props} />
          )}
          size="compact-sm"
          aria-label={`Review: ${task.title}`}
        >
          Review…
        </Button>
      );
    case "vendor-approval":
      return (
        <Button component={Link} to="/vendor-access" size="compact-sm" aria-label={`Decide: ${task.title}`}>
          Decide…
        </Button>
      );
    case "access-review":
      return <ReviewLink task={task}>Decide…</ReviewLink>;
    case "review-without-reviewer":
      return <ReviewLink task={task}>Assign…</ReviewLink>;
    case "faulty-consents":
      return (
        <Button component={Link} to="/faulty-consents" size="compact-sm" aria-label={`Look: ${task.title}`}>
          Look…
        </Button>
      );
    case "role-approval":
      return (
        <Button component={Link} to="/administration/people" size="compact-sm" aria-label={`Decide: ${task.title}`}>
          Decide…
        </Button>
      );
    case "break-glass-misses":
    case "locked-accounts":
    case "role-witnessed":
      return null;
  }
}

function ReviewLink({ task, children }: { readonly task: OfficerTask; readonly children: string }) {
  return (
    <Button
      renderRoot={(props) => <Link to="/access-reviews/$reviewId" params={{ reviewId: task.about }} {...props} />}
      size="compact-sm"
      aria-label={`${children.replace("…", "")}: ${task.title}`}
    >
      {children}
    </Button>
  );
}
