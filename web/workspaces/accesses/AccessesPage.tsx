import { Button, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { accessList } from "../../../contract/index.ts";
import { api } from "../../app/api.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { PrunedLine } from "../../ui/PrunedLine.tsx";
import { ProofWords } from "../chart/_parts/access/ProofWords.tsx";
import { VisitStory } from "../chart/_parts/access/VisitStory.tsx";
import { visitDays, visitsOf } from "../chart/_parts/access/visits.ts";
import { WholeProof } from "../chart/_parts/access/WholeProof.tsx";
import classes from "./AccessesPage.module.css";
import { RecordField } from "./RecordField.tsx";
import { say } from "./words/index.ts";

/** Who looked at one record, for somebody who may not see the record itself. */
export function AccessesPage() {
  const { record } = useSearch({ from: "/signed-in/accesses" });
  return (
    <>
      <PageHeader title={say("whoLooked")} summary={say("summary")} />
      <RecordField key={record} initial={record} />
      {record !== undefined && <Accesses record={record} />}
    </>
  );
}

function Accesses({ record }: { readonly record: string }) {
  const query = useInfiniteQuery({
    queryKey: ["accesses", record],
    queryFn: ({ pageParam, signal }) =>
      api.get(
        `/api/patients/${encodeURIComponent(record)}/accesses?${new URLSearchParams({ limit: "100", ...(pageParam === undefined ? {} : { before: pageParam }) })}`,
        accessList,
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
  if (query.data === undefined)
    return query.error === null ? <PageWait /> : <ErrorNotice error={query.error} again={() => void query.refetch()} />;
  const isWhole = query.data.pages[0]?.isWhole === true;
  const days = visitDays(visitsOf(query.data.pages.flatMap((page) => page.accesses)));
  return (
    <>
      {days.length === 0 && <EmptyState title={say("nobodyLooked")}>{say("eitherNobody")}</EmptyState>}
      {isWhole && days.length > 0 && (
        <div className={classes.proof}>
          <WholeProof patientId={record} />
          <p>{say("textFile")}</p>
          <ProofWords />
        </div>
      )}
      {days.map(({ day, visits }) => (
        <section key={day} aria-label={day} className={classes.day}>
          <Title order={2}>{day}</Title>
          <ul className={classes.visits}>
            {visits.map((visit) => (
              <VisitStory key={visit.key} visit={visit} />
            ))}
          </ul>
        </section>
      ))}
      {query.error !== null && <ErrorNotice error={query.error} again={() => void query.fetchNextPage()} />}
      {query.hasNextPage && (
        <Button variant="default" mt="md" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {say("earlier")}
        </Button>
      )}
      <PrunedLine until={query.data.pages.at(-1)?.prunedUntil} />
    </>
  );
}
