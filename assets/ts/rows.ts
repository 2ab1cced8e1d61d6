/**
 * Lists moved by J and K: `data-rows` on the list, `data-row` on lines, `data-row-key="e"` on the act of a line.
 * A list of many lines names them itself, `data-rows="selector"`, and so writes nothing more on each.
 */
import { singleKeysAreOff } from "./keys";
import { isTyping } from "./page";

function lines(): HTMLElement[] {
  const lists = [...document.querySelectorAll<HTMLElement>("[data-rows]")];
  const all = lists.flatMap((list) => [...list.querySelectorAll<HTMLElement>(list.dataset.rows || "[data-row]")]);
  return all.filter((each) => each.offsetParent !== null);
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  const all = lines();
  if (!all.length) return;
  const here = all.find((each) => each.contains(document.activeElement));
  if ((key === "j" || key === "k") && !singleKeysAreOff()) {
    const place = here ? all.indexOf(here) + (key === "j" ? 1 : -1) : 0;
    const next = all[Math.min(all.length - 1, Math.max(0, place))];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
    event.preventDefault();
    return;
  }
  if (!here || (key.length === 1 && singleKeysAreOff())) return;
  if (key === "enter" && event.target !== here) return;
  const act = here.querySelector<HTMLElement>(`[data-row-key="${CSS.escape(key)}"]`);
  if (act) { event.preventDefault(); act.click(); return; }
  if (key === "enter") here.querySelector<HTMLElement>("a[href]")?.click();
}

export function startRows(): void {
  document.addEventListener("keydown", onKey);
}
