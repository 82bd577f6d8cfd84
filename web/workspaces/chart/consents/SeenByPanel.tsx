import { Button, Select } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useState } from "react";
import type { ConsentWords, SeenBy } from "../../../../contract/index.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { typeWords } from "../../administration/_parts/scope-words.ts";
import { usePreviewPeople } from "../../administration/_parts/roles/role-calls.ts";
import { useSeenBy } from "./consent-calls.ts";
import classes from "./SeenByPanel.module.css";

/** What would somebody see of this record? With a consent that is being written down, or as things stand. */
export function SeenByPanel({ patientId, consent }: { readonly patientId: string; readonly consent?: ConsentWords }) {
  const people = usePreviewPeople();
  const look = useSeenBy(patientId);
  const [personId, setPersonId] = useState<string | null>(null);
  return (
    <div className={classes.panel}>
      <div className={classes.ask}>
        <Select
          label={consent === undefined ? "What would somebody see?" : "With this consent, what would somebody see?"}
          searchable
          placeholder="Type a name"
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
          Look
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
        <b>{person.name}</b>, {person.role.toLocaleLowerCase()}, would see{" "}
        <b>{theirs === 0 ? "none" : theirs === yours ? "all" : theirs}</b> of the {yours} records that you see here
        {relations.length > 0 && `, ${relations.join(", ")}`}.
      </p>
      {kept.length > 0 && (
        <table className={classes.types}>
          <thead>
            <tr>
              <th scope="col">Kept from them</th>
              <th scope="col">You see</th>
              <th scope="col">They see</th>
            </tr>
          </thead>
          <tbody>
            {kept.map((one) => (
              <tr key={one.type}>
                <th scope="row">{typeWords(one.type)}</th>
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
