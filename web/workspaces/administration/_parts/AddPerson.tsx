import { Button, Group, Modal, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { addPersonRequest, type PersonRow } from "../../../../contract/index.ts";
import { isOfField } from "../../../app/api.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { FacilityField } from "./FacilityField.tsx";
import { useAddPerson } from "./people-calls.ts";
import { RoleField } from "./RoleField.tsx";
import { suggestUsername } from "./suggest-username.ts";
import { say } from "./words/index.ts";

type Props = { readonly close: () => void; readonly onAdded: (person: PersonRow, temporaryPassword: string) => void };

/** A new colleague. */
export function AddPerson({ close, onAdded }: Props) {
  useFocusBack();
  const add = useAddPerson();
  const form = useForm({
    initialValues: {
      given: "",
      family: "",
      username: "",
      jobTitle: "",
      email: "",
      role: "clinician",
      facilities: [] as string[],
    },
    validateInputOnBlur: true,
    validate: {
      given: (value) => (value.trim() === "" ? say("giveGivenName") : null),
      family: (value) => (value.trim() === "" ? say("giveFamilyName") : null),
      username: (value) =>
        /^[a-z0-9][a-z0-9._@-]{1,63}$/.test(value.trim().toLowerCase()) ? null : say("usernameRule"),
      email: (value) =>
        value.trim() === "" || addPersonRequest.shape.email.safeParse(value.trim()).success ? null : say("emailRule"),
    },
  });
  const suggest = () => {
    if (form.values.username === "")
      form.setFieldValue("username", suggestUsername(form.values.given, form.values.family));
  };
  const submit = form.onSubmit(({ jobTitle, username, email, facilities, ...person }) =>
    add.mutate(
      {
        ...person,
        username: username.trim().toLowerCase(),
        ...(jobTitle.trim() === "" ? {} : { jobTitle: jobTitle.trim() }),
        ...(email.trim() === "" ? {} : { email: email.trim() }),
        ...(facilities.length === 0 ? {} : { facilities }),
      },
      {
        onSuccess: (answer) => onAdded(answer.person, answer.temporaryPassword),
        onError: (error) => {
          if (isOfField(error, form.values)) form.setFieldError(error.path, error.message);
        },
      },
    ),
  );
  return (
    <Modal opened onClose={close} title={say("addPerson")} closeButtonProps={{ "aria-label": say("close") }} size="lg">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {add.error !== null && !isOfField(add.error, form.values) && <ErrorNotice error={add.error} />}
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
            <TextInput label={say("givenName")} data-autofocus autoComplete="off" {...form.getInputProps("given")} />
            <TextInput label={say("familyName")} autoComplete="off" {...form.getInputProps("family")} />
            <TextInput
              label={say("signInName")}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              onFocus={suggest}
              {...omitFocus(form.getInputProps("username"))}
            />
            <TextInput label={say("jobTitle")} autoComplete="off" {...form.getInputProps("jobTitle")} />
          </SimpleGrid>
          <RoleField
            label={say("role")}
            value={form.values.role}
            error={form.errors["role"]}
            onChange={(role) => form.setFieldValue("role", role)}
          />
          <FacilityField
            value={form.values.facilities}
            onChange={(facilities) => form.setFieldValue("facilities", facilities)}
          />
          <TextInput
            label={say("email")}
            description={say("emailWhy")}
            type="email"
            autoComplete="off"
            {...form.getInputProps("email")}
          />
          <Group>
            <Button type="submit" loading={add.isPending}>
              {say("add")}
            </Button>
            <Button variant="subtle" onClick={close}>
              {say("cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function omitFocus<T extends { onFocus?: unknown }>({ onFocus: _onFocus, ...rest }: T): Omit<T, "onFocus"> {
  return rest;
}
