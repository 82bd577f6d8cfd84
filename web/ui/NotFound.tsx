import { Link } from "@tanstack/react-router";
import { EmptyState } from "./EmptyState.tsx";
import { PageHeader } from "./PageHeader.tsx";

/** For an address that leads nowhere. */
export function NotFound() {
  return (
    <main id="main" tabIndex={-1} style={{ padding: "var(--mantine-spacing-lg)" }}>
      <PageHeader title="Nothing at this address" />
      <EmptyState title="The page was moved or mistyped." action={<Link to="/">Go to the start page</Link>} />
    </main>
  );
}
