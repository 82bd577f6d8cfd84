import { Button, Select } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import type { Access } from "../../../contract/index.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { PrunedLine } from "../../ui/PrunedLine.tsx";
import { Waiting } from "./_parts/layout/Loaded.tsx";
import { Section } from "./_parts/layout/Section.tsx";
import { useRowKeys } from "./_parts/layout/use-row-keys.ts";
import { ProofWords } from "./_parts/access/ProofWords.tsx";
import { WholeProof } from "./_parts/access/WholeProof.tsx";
import { VisitStory } from "./_parts/access/VisitStory.tsx";
import { visitDays, visitsOf } from "./_parts/access/visits.ts";
import { useChart } from "./_parts/record/use-chart.ts";
import { readAccesses } from "./_parts/record/use-record.ts";
import { say } from "./_parts/access/words/index.ts";
import classes from "./AccessPage.module.css";

const doing = [
  { value: "all", label: say("everything") },
  { value: "look", label: say("looked") },
  { value: "change", label: say("wroteOrChanged") },
  { value: "out", label: say("tookOutOrRemoved") },
  { value: "emergency", label: say("inEmergency") },
] as const;
type Doing = (typeof doing)[number]["value"];

function isOf(access: Access, kind: Doing): boolean {
  switch (kind) {
    case "all":
      return true;
    case "look":
      return ["read", "search", "history", "accesses", "preview"].includes(access.action);
    case "change":
      return ["create", "update", "import", "draft", "sign"].includes(access.action);
    case "out":
      return ["export", "delete"].includes(access.action);
    case "emergency":
      return access.purpose === "ETREAT" || access.action.startsWith("break-glass");
  }
}

/** Who looked at this chart, and why: the ledger, told as a story, with the proof of each entry. */
export function AccessPage() {
  const { patientId } = useChart();
  const [person, setPerson] = useState("");
  const [kind, setKind] = useState<Doing>("all");
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  const query = useInfiniteQuery({
    queryKey: ["chart", patientId, "accesses"],
    queryFn: ({ pageParam, signal }) => readAccesses(patientId, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });
  const accesses = useMemo(() => query.data?.pages.flatMap((page) => page.accesses) ?? [], [query.data]);
  const names = useMemo(
    () => [...new Set(accesses.map((access) => access.actor.name))].sort((a, b) => a.localeCompare(b)),
    [accesses],
  );
  const days = useMemo(
    () =>
      visitDays(
        visitsOf(accesses.filter((access) => (person === "" || access.actor.name === person) && isOf(access, kind))),
      ),
    [accesses, person, kind],
  );
  return (
    <div>
      <Section
        title={say("whoLooked")}
        level={1}
        aside={say("everyLook")}
        actions={
          <>
            <Select
              aria-label={say("person")}
              size="xs"
              className={classes.filter}
              data={[{ value: "", label: say("everybody") }, ...names]}
              value={person}
              onChange={(value) => setPerson(value ?? "")}
            />
            <Select
              aria-label={say("action")}
              size="xs"
              className={classes.filter}
              data={[...doing]}
              value={kind}
              onChange={(value) => setKind(doing.find((one) => one.value === value)?.value ?? "all")}
            />
            {query.data?.pages[0]?.isWhole === true && <WholeProof patientId={patientId} />}
          </>
        }
      >
        <ProofWords />
        {query.data === undefined && <Waiting queries={[query]} what={say("theLedger")} lines={6} />}
        {query.data !== undefined && days.length === 0 && (
          <EmptyState title={accesses.length === 0 ? say("nobodyLooked") : say("nobodyChosen")}>
            {query.hasNextPage ? say("earlierEntries") : say("cantLag")}
          </EmptyState>
        )}
        <div ref={list}>
          {days.map(({ day, visits }) => (
            <section key={day} className={classes.day} aria-label={day}>
              <h2 className={classes.date}>{day}</h2>
              <ul className={classes.visits}>
                {visits.map((visit) => (
                  <VisitStory key={visit.key} visit={visit} />
                ))}
              </ul>
            </section>
          ))}
        </div>
        {query.hasNextPage && (
          <Button
            variant="default"
            mt="md"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {say("earlier")}
          </Button>
        )}
        <PrunedLine until={query.data?.pages.at(-1)?.prunedUntil} />
        {query.data !== undefined && query.error !== null && <Waiting queries={[query]} what={say("whatEarlier")} />}
      </Section>
    </div>
  );
}
