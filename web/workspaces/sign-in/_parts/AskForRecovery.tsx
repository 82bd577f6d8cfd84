import { Anchor, Button, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { IconMailForward, IconUsers } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useInstallation } from "../../../app/session/use-passkeys.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../ui/PageWait.tsx";
import classes from "./AskForRecovery.module.css";
import { Choice, Choices } from "./Choices.tsx";
import { RecoveryCodeField } from "./RecoveryCodeField.tsx";
import { askForRecovery } from "./recovery-calls.ts";

type Way = "choose" | "people" | "code";

/** The two ways back after a loss. Neither is easier than the enrolment was. */
export function AskForRecovery() {
  const state = useInstallation();
  const [way, setWay] = useState<Way>("choose");
  if (state.error !== null) return <ErrorNotice error={state.error} again={() => void state.refetch()} />;
  if (state.data === undefined) return <PageWait />;
  switch (way) {
    case "choose":
      return (
        <Stack gap="md">
          <Text>
            Only your phone or passkey is missing, and you know your password? Then sign in with it, and use a{" "}
            <strong>recovery code</strong> in place of the code from your phone.
          </Text>
          <Text>If that isn’t enough:</Text>
          <Choices label="Ways back">
            <Choice icon={IconUsers} name="Two colleagues let me back in" onChoose={() => setWay("people")}>
              You meet them in person; each hands you half of a key. Takes minutes.
            </Choice>
            {state.data.selfRecovery === true && (
              <Choice icon={IconMailForward} name="Recovery code, e-mail and a wait" onChoose={() => setWay("code")}>
                With a code that you kept and a link to your address, after a waiting time in which you can stop it.
              </Choice>
            )}
          </Choices>
          <BackToSignIn />
        </Stack>
      );
    case "people":
      return (
        <Stack gap="md">
          <Title order={2}>Two colleagues let you back in</Title>
          <ol className={classes.steps}>
            <li>
              Go to an administrator or privacy officer of your organisation. They know you; a telephone voice or an
              e-mail isn’t enough.
            </li>
            <li>They begin your recovery under House, People, and a second one of them approves it too.</li>
            <li>
              Each of them hands you half of a key: a link, and a word to type. Open one link on your own device and
              type the other’s half.
            </li>
            <li>You make a new passkey, or a new password with a code, and everything old stops working.</li>
          </ol>
          <Text c="dimmed">
            Both names, the time and the reason go into the ledger, and your e-mail address is told where there is one.
          </Text>
          <Button variant="default" w="fit-content" onClick={() => setWay("choose")}>
            Back
          </Button>
        </Stack>
      );
    case "code":
      return <ByCode several={state.data.severalOrganisations} back={() => setWay("choose")} />;
  }
}

function BackToSignIn() {
  return (
    <Anchor href="/sign-in" w="fit-content" size="md">
      Back to signing in
    </Anchor>
  );
}

function ByCode({ several, back }: { readonly several: boolean; readonly back: () => void }) {
  const [organisation, setOrganisation] = useState("");
  const [username, setUsername] = useState("");
  const [code, setCode] = useState("");
  const ask = useMutation({ mutationFn: askForRecovery });
  if (ask.isSuccess) {
    return (
      <Stack gap="md" role="status">
        <Text fw={600}>A message is on its way to the address that your organisation has of you.</Text>
        <Text>
          Open the link in it: the waiting time begins with that. Whoever can still sign in as you sees a notice
          meanwhile, and can stop it.
        </Text>
        <BackToSignIn />
      </Stack>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate({
      username: username.trim().toLowerCase(),
      recoveryCode: code.trim(),
      ...(organisation.trim() === "" ? {} : { organisation: organisation.trim() }),
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md" maw="25rem">
        <Text>
          You need one unused recovery code and the e-mail address that your organisation has of you. The code is used
          up by this.
        </Text>
        {ask.error !== null && <ErrorNotice error={ask.error} />}
        {several && (
          <TextInput
            label="Organisation"
            description="Its short name"
            autoComplete="organization"
            size="md"
            value={organisation}
            onChange={(event) => setOrganisation(event.currentTarget.value)}
          />
        )}
        <TextInput
          label="Name to sign in with"
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          required
          withAsterisk={false}
          size="md"
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <RecoveryCodeField value={code} onChange={setCode} />
        <Button
          type="submit"
          size="md"
          loading={ask.isPending}
          disabled={username.trim() === "" || code.replaceAll(/[^a-z0-9]/gi, "").length < 24}
        >
          Send me the link
        </Button>
        <Button variant="subtle" size="compact-sm" px={0} w="fit-content" onClick={back}>
          Back
        </Button>
      </Stack>
    </form>
  );
}
