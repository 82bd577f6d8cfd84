import { Button, FileButton, Group, Input, Text } from "@mantine/core";
import { useState } from "react";
import type { DraftLogo } from "./paper-draft.ts";
import { drawLogo } from "./draw-logo.ts";
import classes from "./Papers.module.css";
import { say } from "../../words/index.ts";

type Props = { readonly logo: DraftLogo | undefined; readonly change: (logo: DraftLogo | undefined) => void };

/** A logo from a file, drawn anew here; or none. */
export function LogoField({ logo, change }: Props) {
  const [failed, setFailed] = useState(false);
  const take = (file: File | null) => {
    if (file === null) return;
    setFailed(false);
    drawLogo(file)
      .then((png) => change({ png }))
      .catch(() => setFailed(true));
  };
  return (
    <Input.Wrapper
      label={say("logo")}
      labelElement="div"
      description={say("logoWhy")}
      error={failed ? say("notPicture") : undefined}
    >
      <Group mt="xs" gap="sm">
        {logo === undefined ? (
          <Text size="sm" c="dimmed">
            {say("none")}
          </Text>
        ) : (
          <img className={classes.logo} src={`data:image/png;base64,${logo.png}`} alt={say("logoAsPrinted")} />
        )}
        <FileButton accept="image/png,image/jpeg" onChange={take} resetRef={undefined}>
          {(props) => (
            <Button {...props} variant="default" size="compact-md">
              {logo === undefined ? say("chooseFile") : say("chooseAnother")}
            </Button>
          )}
        </FileButton>
        {logo !== undefined && (
          <Button variant="subtle" size="compact-md" onClick={() => change(undefined)}>
            {say("noLogo")}
          </Button>
        )}
      </Group>
    </Input.Wrapper>
  );
}
