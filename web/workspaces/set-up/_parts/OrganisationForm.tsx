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
import { say } from "../words/index.ts";

type Props = { readonly token: string; readonly onStep: (step: SignInStep) => void; readonly back: () => void };

/** The organisation and the person who runs it. */
export function OrganisationForm({ token, onStep, back }: Props) {
  const form = useForm({
    initialValues: { organisationName: "", given: "", family: "", username: "", password: "", again: "" },
    validateInputOnBlur: true,
    validate: {
      organisationName: (value) => (value.trim().length < 2 ? say("giveOrganisation") : null),
      given: (value) => (value.trim() === "" ? say("giveGiven") : null),
      family: (value) => (value.trim() === "" ? say("giveFamily") : null),
      username: (value) => (/^[a-z0-9][a-z0-9._@-]{1,63}$/i.test(value.trim()) ? null : say("usernameRule")),
      again: (value, values) => (value !== values.password ? say("passwordsDiffer") : null),
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
          label={say("organisationName")}
          description={say("asOnLetters")}
          autoComplete="organization"
          autoFocus
          size="md"
          {...form.getInputProps("organisationName")}
        />
        <Fieldset
          legend={say("youTheFirst")}
          variant="unstyled"
          classNames={{ root: classes.person, legend: classes.legend }}
        >
          <Stack gap="md" mt="xs">
            <Group grow preventGrowOverflow={false} align="start">
              <TextInput
                label={say("givenName")}
                autoComplete="given-name"
                size="md"
                {...form.getInputProps("given")}
              />
              <TextInput
                label={say("familyName")}
                autoComplete="family-name"
                size="md"
                {...form.getInputProps("family")}
              />
            </Group>
            <TextInput
              label={say("signInName")}
              description={say("signInNameExample")}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              size="md"
              {...form.getInputProps("username")}
            />
            <PasswordInput
              label={say("password")}
              autoComplete="new-password"
              size="md"
              visibilityToggleButtonProps={{ "aria-label": say("showPassword") }}
              {...form.getInputProps("password")}
            />
            <PasswordHints password={password} owner={{ username, given, family }} />
            <PasswordInput
              label={say("sameAgain")}
              autoComplete="new-password"
              size="md"
              visibilityToggleButtonProps={{ "aria-label": say("showRepeated") }}
              {...form.getInputProps("again")}
            />
          </Stack>
        </Fieldset>
        <Group>
          <Button type="submit" size="md" loading={create.isPending}>
            {say("create")}
          </Button>
          <Button variant="subtle" size="md" onClick={back}>
            {say("back")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
