import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { addPersonRequest, type PersonRow } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { FacilityField } from "./FacilityField.tsx";
import { isRefusal } from "../../../app/api.ts";
import { useAskRole } from "./role-request-calls.ts";
import { useChangePerson } from "./people-calls.ts";
import type { PersonAct } from "./PersonActions.tsx";
import { PractitionerField } from "./PractitionerField.tsx";
import { RoleField } from "./RoleField.tsx";
import { say } from "./words/index.ts";

/** What asks first and then does it here; the others have dialogs of their own. */
export type AskedAct = Exclude<PersonAct, "sessions" | "recover">;

type Props = {
  readonly person: PersonRow;
  readonly what: AskedAct;
  readonly close: () => void;
  readonly onTemporaryPassword: (person: PersonRow, password: string) => void;
};

/** Asks before somebody's access changes, naming whose and what it means. */
export function PersonDialog({ person, what, close, onTemporaryPassword }: Props) {
  useFocusBack();
  const change = useChangePerson();
  const ask = useAskRole();
  const [role, setRole] = useState<string>(person.role);
  const [facilities, setFacilities] = useState<readonly string[]>(person.facilities ?? []);
  const [email, setEmail] = useState(person.email ?? "");
  const [practitioner, setPractitioner] = useState(person.practitioner);
  const badEmail = email.trim() !== "" && !addPersonRequest.shape.email.safeParse(email.trim()).success;
  const name = `${person.given} ${person.family}`;
  const words = wordsOf(what, name);
  const failed = ask.error ?? change.error;
  const needsSecond = what === "role" && ask.error === null && isRefusal(change.error, "people/second-needed");
  const chooseRole = (next: string) => {
    setRole(next);
    change.reset();
    ask.reset();
  };
  const go = () =>
    change.mutate(
      { id: person.id, change: changeOf(what, { role, facilities, email: email.trim(), practitioner }) },
      {
        onSuccess: (answer) => {
          announce(say("isDone", { title: words.title }));
          close();
          if (answer.temporaryPassword !== undefined) onTemporaryPassword(answer.person, answer.temporaryPassword);
        },
      },
    );
  return (
    <Modal opened onClose={close} title={words.title} closeButtonProps={{ "aria-label": say("close") }}>
      <Stack gap="md">
        <Text>{words.means}</Text>
        {what === "role" && <RoleField label={say("roleOf", { name })} value={role} onChange={chooseRole} />}
        {what === "details" && (
          <>
            <PractitionerField person={person} value={practitioner} onChange={setPractitioner} />
            <FacilityField value={facilities} onChange={setFacilities} />
            <TextInput
              label={say("email")}
              type="email"
              autoComplete="off"
              value={email}
              error={badEmail ? say("emailRule") : undefined}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
          </>
        )}
        {needsSecond && <Text>{say("runsNeedsSecond", { name })}</Text>}
        {failed !== null && !needsSecond && <ErrorNotice error={failed} />}
        <Group>
          {needsSecond ? (
            <Button
              loading={ask.isPending}
              onClick={() =>
                ask.mutate(
                  { personId: person.id, role },
                  {
                    onSuccess: () => {
                      announce(say("secondAsked"));
                      close();
                    },
                  },
                )
              }
            >
              {say("askSecond")}
            </Button>
          ) : (
            <Button
              color={what === "end" ? "red" : undefined}
              loading={change.isPending}
              disabled={(what === "role" && role === person.role) || (what === "details" && badEmail)}
              onClick={go}
            >
              {words.button}
            </Button>
          )}
          <Button variant="subtle" onClick={close}>
            {say("cancel")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function wordsOf(
  what: AskedAct,
  name: string,
): { readonly title: string; readonly means: string; readonly button: string } {
  switch (what) {
    case "role":
      return {
        title: say("changeRoleOf", { name }),
        means: say("newRoleApplies"),
        button: say("changeRole"),
      };
    case "details":
      return {
        title: say("whoNameIs", { name }),
        means: say("countsFromNext"),
        button: say("save"),
      };
    case "reset":
      return {
        title: say("newPasswordFor", { name }),
        means: say("oldPasswordStops", { name }),
        button: say("issuePassword"),
      };
    case "unlock":
      return {
        title: say("unlockName", { name }),
        means: say("canTryAgain", { name }),
        button: say("unlockName", { name }),
      };
    case "end":
      return {
        title: say("endAccessOf", { name }),
        means: say("endAccessMeans", { name }),
        button: say("endAccessButton", { name }),
      };
    case "restore":
      return {
        title: say("restoreAccessOf", { name }),
        means: say("canSignInAgain", { name }),
        button: say("restoreAccess"),
      };
  }
}

type Typed = {
  readonly role: string;
  readonly facilities: readonly string[];
  readonly email: string;
  readonly practitioner: string | undefined;
};

function changeOf(what: AskedAct, { role, facilities, email, practitioner }: Typed) {
  switch (what) {
    case "role":
      return { role };
    case "details":
      return { facilities: [...facilities], email: email === "" ? null : email, practitioner: practitioner ?? null };
    case "reset":
      return { resetCredentials: true as const };
    case "unlock":
      return { unlock: true as const };
    case "end":
      return { state: "ended" as const };
    case "restore":
      return { state: "active" as const };
  }
}
