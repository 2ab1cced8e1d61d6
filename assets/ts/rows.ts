/** Lists moved by J and K: `data-rows` on the list, `data-row` on lines, `data-row-key="e"` on the act of a line. */
import { singleKeysAreOff } from "./keys";
import { isTyping } from "./page";

function lines(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-rows] [data-row]")].filter((each) => each.offsetParent !== null);
}

function current(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>("[data-row]") ?? null;
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  const all = lines();
  if (!all.length) return;
  const here = current();
  if ((key === "j" || key === "k") && !singleKeysAreOff()) {
    const place = here ? all.indexOf(here) + (key === "j" ? 1 : -1) : 0;
    const next = all[Math.min(all.length - 1, Math.max(0, place))];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
    event.preventDefault();
    return;
  }
  if (!here || (key.length === 1 && singleKeysAreOff())) return;
  const act = here.querySelector<HTMLElement>(`[data-row-key="${CSS.escape(key)}"]`);
  if (act) { event.preventDefault(); act.click(); return; }
  if (key === "enter" && event.target === here) here.querySelector<HTMLElement>("a[href]")?.click();
}

export function startRows(): void {
  document.addEventListener("keydown", onKey);
}
