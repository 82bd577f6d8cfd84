import { Button, Fieldset, Group, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import type { SignInStep } from "../../../../contract/index.ts";
import { isOfField } from "../../../app/api.ts";
import { asSentence } from "../../../ui/as-sentence.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PasswordHints } from "../../../ui/PasswordHints.tsx";
import classes from "./OrganisationForm.module.css";
import { setUp } from "./set-up-calls.ts";

type Props = { readonly token: string; readonly onStep: (step: SignInStep) => void; readonly back: () => void };

/** The organisation and the person who runs it. */
export function OrganisationForm({ token, onStep, back }: Props) {
  const form = useForm({
    initialValues: { organisationName: "", given: "", family: "", username: "", password: "", again: "" },
    validateInputOnBlur: true,
    validate: {
      organisationName: (value) => (value.trim().length < 2 ? "Give the organisation’s name." : null),
      given: (value) => (value.trim() === "" ? "Give your given name." : null),
      family: (value) => (value.trim() === "" ? "Give your family name." : null),
      username: (value) =>
        /^[a-z0-9][a-z0-9._@-]{1,63}$/i.test(value.trim())
          ? null
          : "2 to 64 letters, digits, full stops, hyphens, underscores or @.",
      again: (value, values) => (value !== values.password ? "The two passwords differ." : null),
    },
  });
  const create = useMutation({
    mutationFn: setUp,
    onSuccess: onStep,
    onError: (error) => {
      if (isOfField(error, form.values)) form.setFieldError(error.path, asSentence(error.message));
    },
  });
  const { username, given, family, password } = form.values;
  return (
    <form
      onSubmit={form.onSubmit(({ again: _again, ...values }) =>
        create.mutate({ token, ...values, username: values.username.trim().toLowerCase() }),
      )}
      noValidate
    >
      <Stack gap="lg">
        {create.error !== null && !isOfField(create.error, form.values) && <ErrorNotice error={create.error} />}
        <TextInput
          label="Name of your organisation"
          description="As it stands on letters and prescriptions"
          autoComplete="organization"
          autoFocus
          size="md"
          {...form.getInputProps("organisationName")}
        />
        <Fieldset
          legend="You, the first administrator"
          variant="unstyled"
          classNames={{ root: classes.person, legend: classes.legend }}
        >
          <Stack gap="md" mt="xs">
            <Group grow preventGrowOverflow={false} align="start">
              <TextInput label="Given name" autoComplete="given-name" size="md" {...form.getInputProps("given")} />
              <TextInput label="Family name" autoComplete="family-name" size="md" {...form.getInputProps("family")} />
            </Group>
            <TextInput
              label="Name to sign in with"
              description="Such as m.hale or an e-mail address"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              size="md"
              {...form.getInputProps("username")}
            />
            <PasswordInput
              label="Password"
              autoComplete="new-password"
              size="md"
              visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
              {...form.getInputProps("password")}
            />
            <PasswordHints password={password} owner={{ username, given, family }} />
            <PasswordInput
              label="The same password again"
              autoComplete="new-password"
              size="md"
              visibilityToggleButtonProps={{ "aria-label": "Show the repeated password" }}
              {...form.getInputProps("again")}
            />
          </Stack>
        </Fieldset>
        <Group>
          <Button type="submit" size="md" loading={create.isPending}>
            Create the organisation
          </Button>
          <Button variant="subtle" size="md" onClick={back}>
            Back
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
