import {
  createTheme,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type MantineThemeComponents,
} from "@mantine/core";
import { say } from "./words/index.ts";

/** The one accent: a petrol teal, dark enough for white text from shade 7 on. */
const petrol: MantineColorsTuple = [
  "#eaf6f7",
  "#d3eaed",
  "#a6d5da",
  "#76bec6",
  "#4aa5b0",
  "#2a8c98",
  "#177783",
  "#0c6470",
  "#08505a",
  "#053b43",
];
/** Cool greys: paper and ink. */
const gray: MantineColorsTuple = [
  "#f6f8f9",
  "#eef1f3",
  "#e1e6e9",
  "#ced5d9",
  "#a9b4ba",
  "#7e8b93",
  "#5a6770",
  "#43505a",
  "#2c3842",
  "#17212a",
];
/** The dark screen: ink with a trace of the accent. */
const dark: MantineColorsTuple = [
  "#dde3e6",
  "#b6c1c6",
  "#93a1a8",
  "#65747c",
  "#38454d",
  "#2a353c",
  "#1f282e",
  "#161d22",
  "#10161a",
  "#0a0e11",
];
/** For danger only. */
const red: MantineColorsTuple = [
  "#fdecea",
  "#fad5d1",
  "#f5ada6",
  "#ff9b91",
  "#e2594c",
  "#cf3a2c",
  "#b42318",
  "#96190f",
  "#7a120a",
  "#5c0c06",
];

// Plain defaults: `Select.extend` and its like would load every component named here with the first screen.
const components: MantineThemeComponents = {
  Button: { defaultProps: { size: "sm" } },
  ActionIcon: { defaultProps: { variant: "subtle", color: "gray" } },
  // The library's `autosize` writes style attributes, which the content security policy forbids; the browser grows the field itself.
  Textarea: { classNames: { input: "wb-grows" } },
  TextInput: { defaultProps: { size: "sm" } },
  Select: { defaultProps: { size: "sm", checkIconPosition: "right", allowDeselect: false } },
  // Inside its landmark, and without the library's empty first child, which a menu may not have.
  Menu: {
    defaultProps: {
      shadow: "md",
      transitionProps: { duration: 80 },
      withinPortal: false,
      withInitialFocusPlaceholder: false,
    },
  },
  Modal: {
    defaultProps: { transitionProps: { duration: 80 }, overlayProps: { backgroundOpacity: 0.4 } },
  },
  // A dialog's heading line is no second banner of the page.
  ModalHeader: { defaultProps: { component: "div" } },
  Notification: { defaultProps: { closeButtonProps: { "aria-label": say("close") } } },
  Tooltip: {
    defaultProps: { openDelay: 350, withinPortal: true, transitionProps: { duration: 60 } },
  },
};

export const theme = createTheme({
  primaryColor: "petrol",
  primaryShade: { light: 7, dark: 6 },
  colors: { petrol, gray, dark, red },
  white: "#ffffff",
  black: "#17212a",
  fontFamily: "'Inter Variable', 'Noto Sans Devanagari', 'Noto Sans Arabic', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'SF Mono', 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
  lineHeights: { xs: "1.35", sm: "1.4", md: "1.5", lg: "1.5", xl: "1.35" },
  headings: {
    fontWeight: "620",
    sizes: {
      h1: { fontSize: "1.375rem", lineHeight: "1.3" },
      h2: { fontSize: "1rem", lineHeight: "1.4" },
      h3: { fontSize: "0.875rem", lineHeight: "1.4" },
    },
  },
  spacing: { xs: "0.375rem", sm: "0.625rem", md: "0.875rem", lg: "1.25rem", xl: "2rem" },
  radius: { xs: "2px", sm: "4px", md: "6px", lg: "10px", xl: "16px" },
  defaultRadius: "sm",
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  components,
});

/** Colours of meaning, each with enough contrast on the page in both schemes (4.5:1 for text, 3:1 for lines that carry meaning). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "#ffffff",
    "--mantine-color-text": "#17212a",
    "--mantine-color-dimmed": "#566169",
    "--mantine-color-placeholder": "#687680",
    "--mantine-color-anchor": "#0b5c67",
    "--mantine-color-error": "#b42318",
    "--mantine-color-default-border": "#87949c",
    "--wb-page": "#ffffff",
    "--wb-sunk": "#f4f7f8",
    "--wb-line": "#e1e6e9",
    "--wb-line-strong": "#bcc6cc",
    "--wb-hover": "#eff5f6",
    "--wb-selected": "#e0f0f2",
    "--wb-accent": "#0c6470",
    "--wb-danger": "#b42318",
    "--wb-danger-soft": "#fdecea",
    "--wb-caution": "#8a5300",
    "--wb-caution-soft": "#fdf3df",
    "--wb-good": "#1c6b3f",
    "--wb-good-soft": "#e6f4ec",
    "--wb-info": "#2b5797",
    "--wb-info-soft": "#e8eff9",
    "--wb-neutral": "#4b5861",
    "--wb-neutral-soft": "#eef1f3",
    "--wb-header": "#ffffff",
  },
  dark: {
    "--mantine-color-body": "#161d22",
    "--mantine-color-text": "#dde3e6",
    "--mantine-color-dimmed": "#9dabb2",
    "--mantine-color-placeholder": "#8595a0",
    "--mantine-color-anchor": "#7cc7d0",
    "--mantine-color-error": "#ff9b91",
    "--mantine-color-default-border": "#63757f",
    "--wb-page": "#161d22",
    "--wb-sunk": "#10161a",
    "--wb-line": "#2a353c",
    "--wb-line-strong": "#45545d",
    "--wb-hover": "#1e272d",
    "--wb-selected": "#173a41",
    "--wb-accent": "#76bec6",
    "--wb-danger": "#ff9b91",
    "--wb-danger-soft": "#421d1b",
    "--wb-caution": "#f0bf6a",
    "--wb-caution-soft": "#3b2d12",
    "--wb-good": "#83d0a1",
    "--wb-good-soft": "#163524",
    "--wb-info": "#9dc1f5",
    "--wb-info-soft": "#1c2c45",
    "--wb-neutral": "#b6c1c6",
    "--wb-neutral-soft": "#252f35",
    "--wb-header": "#121a1f",
  },
});
