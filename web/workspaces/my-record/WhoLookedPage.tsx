import { Button, Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useSession } from "../../app/session/use-session.ts";
import { PrunedLine } from "../../ui/PrunedLine.tsx";
import { visitsOf } from "../chart/_parts/access/visits.ts";
import { Nothing, Waiting } from "../chart/_parts/layout/Loaded.tsx";
import { accessWords as words } from "./_parts/access-page-words.ts";
import { Page } from "./_parts/Frame.tsx";
import { LookItem } from "./_parts/LookItem.tsx";
import classes from "./_parts/my-record.module.css";
import { withoutOwn } from "./_parts/own-looks.ts";
import { useMyRecord } from "./_parts/own-records.ts";
import { useLooks } from "./_parts/use-looks.ts";

/** Who looked, when and why; of each look one may ask what it was for. */
export function WhoLookedPage() {
  const { patientId } = useMyRecord();
  const { person } = useSession();
  const [mine, setMine] = useState(false);
  const query = useLooks(patientId, true);
  const all = query.data?.pages.flatMap((page) => page.accesses) ?? [];
  const visits = visitsOf(mine ? all : withoutOwn(all, person.displayName, person.role));
  return (
    <Page title={words.title} about={words.about}>
      <Checkbox
        size="md"
        mb="md"
        label={words.mine}
        checked={mine}
        onChange={(event) => setMine(event.currentTarget.checked)}
      />
      {query.data === undefined && <Waiting queries={[query]} what={words.title} lines={6} />}
      {query.data !== undefined && visits.length === 0 && <Nothing>{words.none}</Nothing>}
      <ul className={classes.items}>
        {visits.map((visit) => (
          <li key={visit.key} className={classes.item}>
            <LookItem visit={visit} mayAsk={person.role === "patient"} />
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          variant="default"
          size="md"
          mt="md"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {words.earlier}
        </Button>
      )}
      <PrunedLine until={query.data?.pages.at(-1)?.prunedUntil} />
      <p>
        <Link to="/patients/$patientId/access" params={{ patientId }}>
          {words.proofs}
        </Link>
      </p>
    </Page>
  );
}
