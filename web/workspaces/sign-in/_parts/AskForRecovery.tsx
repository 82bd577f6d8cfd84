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
import { say } from "../words/index.ts";

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
          <Text>{say.rich("onlyPhoneMissing", { strong: (inside) => <strong key="strong">{inside}</strong> })}</Text>
          <Text>{say("ifNotEnough")}</Text>
          <Choices label={say("waysBack")}>
            <Choice icon={IconUsers} name={say("colleaguesLetMe")} onChoose={() => setWay("people")}>
              {say("colleaguesLetMeHow")}
            </Choice>
            {state.data.selfRecovery === true && (
              <Choice icon={IconMailForward} name={say("codeMailWait")} onChoose={() => setWay("code")}>
                {say("codeMailWaitHow")}
              </Choice>
            )}
          </Choices>
          <BackToSignIn />
        </Stack>
      );
    case "people":
      return (
        <Stack gap="md">
          <Title order={2}>{say("colleaguesLetYou")}</Title>
          <ol className={classes.steps}>
            <li>{say("goToAdministrator")}</li>
            <li>{say("theyBegin")}</li>
            <li>{say("eachHands")}</li>
            <li>{say("youMakeNew")}</li>
          </ol>
          <Text c="dimmed">{say("goesIntoLedger")}</Text>
          <Button variant="default" w="fit-content" onClick={() => setWay("choose")}>
            {say("back")}
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
      {say("backToSignIn")}
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
        <Text fw={600}>{say("mailOnItsWay")}</Text>
        <Text>{say("openLinkInIt")}</Text>
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
        <Text>{say("needCodeAndMail")}</Text>
        {ask.error !== null && <ErrorNotice error={ask.error} />}
        {several && (
          <TextInput
            label={say("organisation")}
            description={say("itsShortName")}
            autoComplete="organization"
            size="md"
            value={organisation}
            onChange={(event) => setOrganisation(event.currentTarget.value)}
          />
        )}
        <TextInput
          label={say("name")}
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
          {say("sendLink")}
        </Button>
        <Button variant="subtle" size="compact-sm" px={0} w="fit-content" onClick={back}>
          {say("back")}
        </Button>
      </Stack>
    </form>
  );
}
