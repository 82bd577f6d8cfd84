import { ActionIcon } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { PersonRow } from "../../../../contract/index.ts";
import { fetchedLater } from "../../../ui/later.tsx";
import { LateMenu } from "../../../ui/LateMenu.tsx";
import { say } from "./words/index.ts";

const PersonActs = fetchedLater(async () => (await import("./PersonActs.tsx")).PersonActs);

export type PersonAct = "role" | "details" | "reset" | "unlock" | "end" | "restore" | "sessions" | "recover";

/** What an administrator can do to somebody's access. */
export function PersonActions({
  person,
  own,
  act,
}: {
  readonly person: PersonRow;
  readonly own: boolean;
  readonly act: (what: PersonAct) => void;
}) {
  if (person.removedAt !== undefined) return undefined;
  if (own) return <span className="wb-visually-hidden">{say("youAre")}</span>;
  return (
    <LateMenu
      button={
        <ActionIcon aria-label={say("changePerson", { given: person.given, family: person.family })}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      }
      menu={(button) => <PersonActs button={button} person={person} act={act} />}
    />
  );
}
