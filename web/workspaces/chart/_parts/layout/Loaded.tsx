import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import classes from "./Loaded.module.css";
import { say } from "../../words/index.ts";

type Props<T> = {
  readonly query: UseQueryResult<T>;
  readonly what: string;
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
};

/** Content that is on its way, that failed, or that is here. */
export function Loaded<T>({ query, what, lines, children }: Props<T>) {
  return query.data === undefined ? <Waiting queries={[query]} what={what} lines={lines} /> : children(query.data);
}

type Query = { readonly error: unknown; readonly refetch: () => unknown };

/** In place of content that isn't here yet, or won't come. A failure never looks like "nothing recorded". */
export function Waiting({
  queries,
  what,
  lines = 3,
}: {
  readonly queries: readonly Query[];
  readonly what: string;
  readonly lines?: number;
}) {
  const failed = queries.filter((query) => query.error !== null);
  if (failed[0] !== undefined) {
    const again = () => {
      for (const query of failed) query.refetch();
    };
    return <ErrorNotice error={failed[0].error} again={again} />;
  }
  return (
    <div role="status" className={classes.wait}>
      <span className="wb-visually-hidden">{say("loading", { what })}</span>
      {Array.from({ length: lines }, (_, at) => (
        <span key={at} className={classes.bar} aria-hidden />
      ))}
    </div>
  );
}

/** A few words where there is nothing: what would stand here. */
export function Nothing({ children }: { readonly children: ReactNode }) {
  return <p className={classes.nothing}>{children}</p>;
}
