import { Link, useRouter } from "@tanstack/react-router";
import { ErrorNotice } from "./ErrorNotice.tsx";
import { say } from "./words/index.ts";

/** In place of a page that couldn't be shown. */
export function PageFailure({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  const router = useRouter();
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <div style={{ padding: "var(--mantine-spacing-lg)", maxInlineSize: "46rem" }}>
      <ErrorNotice error={error} again={again}>
        <Link to="/">{say("toStart")}</Link>
      </ErrorNotice>
    </div>
  );
}
