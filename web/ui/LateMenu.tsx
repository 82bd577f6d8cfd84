import { cloneElement, type ReactElement, type ReactNode, Suspense, useState } from "react";

/** What a menu opens from. */
export type MenuButton = ReactElement<{
  readonly onClick?: () => void;
  readonly "aria-haspopup"?: "menu";
  readonly "aria-expanded"?: boolean;
}>;

type Props = {
  readonly button: MenuButton;
  /** The menu with its button, fetched later. */
  readonly menu: (button: MenuButton) => ReactNode;
};

/** A button whose menu few open: it is drawn, and fetched, as it is asked for. */
export function LateMenu({ button, menu }: Props) {
  const [isWanted, setWanted] = useState(false);
  const alone = cloneElement(button, {
    "aria-haspopup": "menu",
    "aria-expanded": false,
    onClick: () => setWanted(true),
  });
  return isWanted ? <Suspense fallback={alone}>{menu(button)}</Suspense> : alone;
}
