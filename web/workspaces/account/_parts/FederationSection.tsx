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
    <Section
      title="Your own provider"
      words="People may sign in with your organisation’s OpenID provider. Wardbook still asks for its own second factor unless yours is known to prove one."
    >
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
          announce("Kept");
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
          label="Offer it at the door"
          checked={form.values.state === "active"}
          onChange={(event) => form.setFieldValue("state", event.currentTarget.checked ? "active" : "off")}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <TextInput
            label="What the button calls it"
            placeholder="Riverside account"
            {...form.getInputProps("label")}
          />
          <TextInput
            label="Issuer"
            placeholder="https://login.example.org"
            autoComplete="off"
            {...form.getInputProps("issuer")}
          />
          <TextInput label="Client id" autoComplete="off" {...form.getInputProps("clientId")} />
          <PasswordInput
            label="Client secret"
            description="Left empty, it stays as it is."
            autoComplete="off"
            {...form.getInputProps("clientSecret")}
          />
        </SimpleGrid>
        <TagsInput
          label="Domains of accounts"
          description="Only accounts with a verified address of one of these; none: any account there."
          {...form.getInputProps("allowedDomains")}
        />
        <TagsInput
          label="What proves a second factor there"
          description="Values of amr or acr, such as mfa. None: Wardbook always asks for its own."
          {...form.getInputProps("secondFactorProofs")}
        />
        <Text size="sm">
          Register this address at the provider:{" "}
          <Code translate="no" style={{ overflowWrap: "anywhere" }}>
            {redirectUri}
          </Code>{" "}
          <CopyButton text={redirectUri} what="the address" />
        </Text>
        {save.error !== null && !isOfField(save.error, form.values) && <ErrorNotice error={save.error} />}
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!changed}>
            Save the provider
          </Button>
          {changed && (
            <Button variant="subtle" onClick={() => form.reset()}>
              Undo
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
