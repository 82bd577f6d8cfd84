import { Button, Select } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useState } from "react";
import type { ConsentWords, SeenBy } from "../../../../contract/index.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { typeWords } from "../../../ui/record-types/type-words.ts";
import { usePreviewPeople } from "../../administration/_parts/roles/role-calls.ts";
import { useSeenBy } from "./consent-calls.ts";
import classes from "./SeenByPanel.module.css";
import { say } from "./words/index.ts";

/** What would somebody see of this record? With a consent that is being written down, or as things stand. */
export function SeenByPanel({ patientId, consent }: { readonly patientId: string; readonly consent?: ConsentWords }) {
  const people = usePreviewPeople();
  const look = useSeenBy(patientId);
  const [personId, setPersonId] = useState<string | null>(null);
  return (
    <div className={classes.panel}>
      <div className={classes.ask}>
        <Select
          label={consent === undefined ? say("whatWouldSee") : say("whatWouldSeeWith")}
          searchable
          placeholder={say("typeName")}
          className={classes.person}
          data={(people.data?.people ?? []).map(({ id, name, role }) => ({
            value: id,
            label: `${name}, ${role.label.toLocaleLowerCase()}`,
          }))}
          value={personId}
          onChange={setPersonId}
        />
        <Button
          variant="default"
          leftSection={<IconEye size={16} aria-hidden />}
          loading={look.isPending}
          disabled={personId === null}
          onClick={() => personId !== null && look.mutate({ personId, ...(consent === undefined ? {} : { consent }) })}
        >
          {say("look")}
        </Button>
      </div>
      {look.error !== null && <ErrorNotice error={look.error} />}
      {look.data !== undefined && <Seen seen={look.data} />}
    </div>
  );
}

function Seen({ seen: { person, relations, types } }: { readonly seen: SeenBy }) {
  const yours = types.reduce((sum, one) => sum + one.yours, 0);
  const theirs = types.reduce((sum, one) => sum + one.theirs, 0);
  const kept = types.filter((one) => one.theirs < one.yours);
  return (
    <div role="status" className={classes.seen}>
      <p>
        {say.rich(theirs === 0 ? "wouldSeeNone" : theirs === yours ? "wouldSeeAll" : "wouldSeeSome", {
          b: (inside) => <b key={String(inside[0])}>{inside}</b>,
          person: person.name,
          role: person.role.toLocaleLowerCase(),
          count: theirs,
          all: yours,
          relations: relations.length === 0 ? "" : say("withRelations", { relations: relations.join(", ") }),
        })}
      </p>
      {kept.length > 0 && (
        <table className={classes.types}>
          <thead>
            <tr>
              <th scope="col">{say("keptFromThem")}</th>
              <th scope="col">{say("youSee")}</th>
              <th scope="col">{say("theySee")}</th>
            </tr>
          </thead>
          <tbody>
            {kept.map((one) => (
              <tr key={one.type}>
                <th scope="row">
                  <bdi>{typeWords(one.type)}</bdi>
                </th>
                <td>
                  {one.yours}
                  {one.more && "+"}
                </td>
                <td>{one.theirs}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
