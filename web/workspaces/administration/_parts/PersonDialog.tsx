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
          announce(`${words.title}: done`);
          close();
          if (answer.temporaryPassword !== undefined) onTemporaryPassword(answer.person, answer.temporaryPassword);
        },
      },
    );
  return (
    <Modal opened onClose={close} title={words.title} closeButtonProps={{ "aria-label": "Close" }}>
      <Stack gap="md">
        <Text>{words.means}</Text>
        {what === "role" && <RoleField label={`Role of ${name}`} value={role} onChange={chooseRole} />}
        {what === "details" && (
          <>
            <PractitionerField person={person} value={practitioner} onChange={setPractitioner} />
            <FacilityField value={facilities} onChange={setFacilities} />
            <TextInput
              label="E-mail"
              type="email"
              autoComplete="off"
              value={email}
              error={badEmail ? "An address such as ada.okafor@example.org, or nothing." : undefined}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
          </>
        )}
        {needsSecond && (
          <Text>
            This role runs the organisation, so a second person who has it approves it; until then {name} keeps the
            present one.
          </Text>
        )}
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
                      announce("A second person was asked");
                      close();
                    },
                  },
                )
              }
            >
              Ask a second person
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
            Cancel
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
        title: `Change the role of ${name}`,
        means:
          "The new role applies from the next click; open sessions are not ended. A role that runs the organisation needs a second person.",
        button: "Change the role",
      };
    case "details":
      return {
        title: `Who ${name} is, and where they work`,
        means: "What changes here counts from the next click.",
        button: "Save",
      };
    case "reset":
      return {
        title: `New temporary password for ${name}`,
        means: `The temporary password that ${name} has stops working at once. At the first sign-in with the new one they choose how they sign in from then on.`,
        button: "Issue a temporary password",
      };
    case "unlock":
      return {
        title: `Unlock ${name}`,
        means: `${name} can try to sign in again straight away. Do this only when you know that the failed tries were theirs.`,
        button: `Unlock ${name}`,
      };
    case "end":
      return {
        title: `End the access of ${name}`,
        means: `${name} is signed out everywhere within a second and can’t sign in any more. What they wrote and signed stays, with their name. Access can be restored for 30 days; then the account is removed: how they signed in, their mail address, and its name.`,
        button: `End access of ${name}`,
      };
    case "restore":
      return {
        title: `Restore the access of ${name}`,
        means: `${name} can sign in again, in the role they had.`,
        button: "Restore access",
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
