import "@fontsource-variable/inter/wght.css";
import "./digits.css";
import "./letters.css";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./global.css";
