import { Menu, type MenuProps } from "@mantine/core";
import { cloneElement, type ReactElement, type Ref, useEffect, useRef, useState } from "react";
import type { MenuButton } from "./LateMenu.tsx";

type Props = Omit<MenuProps, "opened" | "onChange"> & { readonly button: MenuButton };

/** A menu that was asked for before it was here: it opens as it comes, and from its button from then on. */
export function AskedMenu({ button, children, ...props }: Props) {
  const [isOpen, setOpen] = useState(false);
  const target = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Whence the focus goes into the menu, and whither it comes back: the button that was pressed is gone.
    target.current?.focus({ preventScroll: true });
    queueMicrotask(() => setOpen(true));
  }, []);
  return (
    <Menu position="bottom-end" {...props} opened={isOpen} onChange={setOpen}>
      <Menu.Target>
        {cloneElement(button as ReactElement<{ readonly ref?: Ref<HTMLButtonElement> }>, { ref: target })}
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
