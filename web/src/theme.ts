/** Light or dark: as the system has it, until a reader chooses. The choice lasts as long as the page is open. */

type Theme = "light" | "dark";

const system = matchMedia("(prefers-color-scheme: dark)");
let chosen: Theme | null = null;

function show(theme: Theme): void {
  document.documentElement.dataset["theme"] = theme;
}

function wanted(): Theme {
  return chosen ?? (system.matches ? "dark" : "light");
}

export function startTheme(): void {
  show(wanted());
  system.addEventListener("change", () => show(wanted()));
}

export function toggleTheme(): void {
  chosen = wanted() === "dark" ? "light" : "dark";
  show(chosen);
}

/** Paper is light, whatever the screen is. */
export function themeForPrint(printing: boolean): void {
  show(printing ? "light" : wanted());
}
