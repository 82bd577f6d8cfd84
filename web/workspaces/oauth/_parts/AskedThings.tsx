import { Checkbox, Stack } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { ConsentRequest, ScopeSentence } from "../../../../contract/index.ts";
import classes from "./ConsentForm.module.css";
import { inEnglish } from "../../../language/index.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly asks: ConsentRequest["asks"];
  readonly ticked: ReadonlySet<string>;
  readonly setTicked: (ticked: ReadonlySet<string>) => void;
};

const groups: readonly { readonly kinds: readonly ScopeSentence["kind"][]; readonly title: string }[] = [
  { kinds: ["who", "context"], title: say("itWill") },
  { kinds: ["see"], title: say("maySee") },
  { kinds: ["change"], title: say("mayChange") },
  { kinds: ["while"], title: say("forLonger") },
];

/** What an app may do, in plain words. What it can do without can be unticked. */
export function AskedThings({ asks, ticked, setTicked }: Props) {
  const tick = (scope: string, on: boolean) => {
    const next = new Set(ticked);
    if (on) next.add(scope);
    else next.delete(scope);
    setTicked(next);
  };
  return (
    <Stack gap="md">
      {groups.map(({ kinds, title }) => {
        const shown = asks.filter((one) => kinds.includes(one.kind));
        if (shown.length === 0) return null;
        return (
          <fieldset key={title} className={classes.group}>
            <legend>{title}</legend>
            <ul className={classes.asks}>
              {shown.map((one) => (
                <li key={one.scope}>
                  {one.optional ? (
                    <Checkbox
                      label={<span {...inEnglish}>{one.sentence}</span>}
                      checked={ticked.has(one.scope)}
                      onChange={(event) => tick(one.scope, event.currentTarget.checked)}
                    />
                  ) : (
                    <span className={classes.fixed}>
                      <IconCheck size={20} stroke={1.8} aria-hidden />
                      <span {...inEnglish}>{one.sentence}</span>
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </fieldset>
        );
      })}
    </Stack>
  );
}
