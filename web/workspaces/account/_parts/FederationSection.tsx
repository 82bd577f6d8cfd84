import {
  Button,
  Code,
  Group,
  PasswordInput,
  SimpleGrid,
  Stack,
  Switch,
  TagsInput,
  Text,
  TextInput,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Federation } from "../../../../contract/index.ts";
import { isOfField } from "../../../app/api.ts";
import { announce } from "../../../ui/announce.ts";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { Section } from "../../../ui/Section.tsx";
import { useFederation, useSaveFederation } from "./federation-calls.ts";
import { say } from "../words/index.ts";

const off: Federation = {
  state: "off",
  issuer: "",
  clientId: "",
  label: "",
  allowedDomains: [],
  provision: false,
  secondFactorProofs: [],
};

/** Signing in with the organisation's own OpenID provider. */
export function FederationSection() {
  const federation = useFederation();
  return (
    <Section title={say("ownProvider")} words={say("providerWhy")}>
      {federation.error !== null && <ErrorNotice error={federation.error} again={() => void federation.refetch()} />}
      {federation.data !== undefined && (
        <ProviderForm settings={federation.data.federation ?? off} redirectUri={federation.data.redirectUri} />
      )}
    </Section>
  );
}

function ProviderForm({ settings, redirectUri }: { readonly settings: Federation; readonly redirectUri: string }) {
  const save = useSaveFederation();
  const form = useForm({ initialValues: { ...settings, clientSecret: "" } });
  const changed = form.isDirty();
  const submit = form.onSubmit(({ clientSecret, ...values }) =>
    save.mutate(
      { ...values, ...(clientSecret === "" ? {} : { clientSecret }) },
      {
        onSuccess: ({ federation }) => {
          const kept = { ...(federation ?? off), clientSecret: "" };
          form.setInitialValues(kept);
          form.setValues(kept);
          announce(say("kept"));
        },
        onError: (error) => {
          if (isOfField(error, form.values)) form.setFieldError(error.path, error.message);
        },
      },
    ),
  );
  return (
    <form onSubmit={submit}>
      <Stack gap="md" maw="46rem">
        <Switch
          label={say("offerAtDoor")}
          checked={form.values.state === "active"}
          onChange={(event) => form.setFieldValue("state", event.currentTarget.checked ? "active" : "off")}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <TextInput label={say("buttonName")} placeholder={say("buttonExample")} {...form.getInputProps("label")} />
          <TextInput
            label={say("issuer")}
            placeholder="https://login.example.org"
            autoComplete="off"
            {...form.getInputProps("issuer")}
          />
          <TextInput label={say("clientId")} autoComplete="off" {...form.getInputProps("clientId")} />
          <PasswordInput
            label={say("clientSecret")}
            description={say("leftEmpty")}
            autoComplete="off"
            {...form.getInputProps("clientSecret")}
          />
        </SimpleGrid>
        <TagsInput label={say("domains")} description={say("domainsWhy")} {...form.getInputProps("allowedDomains")} />
        <TagsInput
          label={say("secondFactorThere")}
          description={say("secondFactorWhy")}
          {...form.getInputProps("secondFactorProofs")}
        />
        <Text size="sm">
          {say.rich("registerAddress", {
            code: (
              <Code key="code" translate="no" style={{ overflowWrap: "anywhere" }}>
                {redirectUri}
              </Code>
            ),
          })}
          <CopyButton text={redirectUri} what={say("theAddress")} />
        </Text>
        {save.error !== null && !isOfField(save.error, form.values) && <ErrorNotice error={save.error} />}
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!changed}>
            {say("saveProvider")}
          </Button>
          {changed && (
            <Button variant="subtle" onClick={() => form.reset()}>
              {say("undo")}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
