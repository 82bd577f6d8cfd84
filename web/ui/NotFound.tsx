import { Link } from "@tanstack/react-router";
import { EmptyState } from "./EmptyState.tsx";
import { PageHeader } from "./PageHeader.tsx";
import { say } from "./words/index.ts";

/** For an address that leads nowhere. */
export function NotFound() {
  return (
    <main id="main" tabIndex={-1} style={{ padding: "var(--mantine-spacing-lg)" }}>
      <PageHeader title={say("nothingHere")} />
      <EmptyState title={say("movedOrMistyped")} action={<Link to="/">{say("toStart")}</Link>} />
    </main>
  );
}
