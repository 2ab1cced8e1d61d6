/** Shortcuts declared by `data-key` on links, buttons and radios: "r", "ctrl+enter", or one key after another ("g s"). */
import { showHelp } from "./help";
import { isTyping, store } from "./page";

export const OFF = "interco.single-keys-off";
const WINDOW_MS = 1000;
/** Combinations that belong to the field while one types in it. */
const OF_THE_FIELD = new Set(["alt+up", "alt+down", "ctrl+z", "ctrl+a", "ctrl+c", "ctrl+v", "ctrl+x"]);

/** Whether keys alone do nothing: the choice made in this browser, else the account's. */
export function singleKeysAreOff(): boolean {
  const here = store.get(OFF);
  return here === null ? document.documentElement.dataset.singleKeys === "off" : here === "1";
}

let pending = "";
let timer = 0;

export function nameOf(event: KeyboardEvent): string {
  const names: Record<string, string> = {
    ArrowRight: "right", ArrowLeft: "left", ArrowUp: "up", ArrowDown: "down", Escape: "esc", Enter: "enter", Delete: "delete",
  };
  const key = names[event.key] ?? event.key.toLowerCase();
  return `${event.ctrlKey || event.metaKey ? "ctrl+" : ""}${event.altKey ? "alt+" : ""}${key}`;
}

/** What answers to keys now: the open dialog alone, or the page without its closed dialogs; the line in hand first. */
export function targets(): HTMLElement[] {
  const dialog = document.querySelector<HTMLElement>("dialog[open]");
  const all = [...(dialog ?? document).querySelectorAll<HTMLElement>("[data-key]")]
    .filter((each) => !each.matches(":disabled, [aria-disabled=true]") && !each.closest("dialog:not([open])"));
  const line = document.activeElement?.closest("[data-row]");
  return line ? [...all.filter((each) => line.contains(each)), ...all.filter((each) => !line.contains(each))] : all;
}

function press(element: HTMLElement): void {
  if (element.matches("input:not([type=radio],[type=checkbox]),textarea,select")) element.focus();
  else element.click();
}

/** Ctrl+Enter sends the form one is typing in. */
function sendForm(): boolean {
  const form = document.activeElement?.closest("form");
  if (!form || form.dataset.autosave !== undefined) return false;
  form.requestSubmit(form.querySelector<HTMLButtonElement>("button.primary:not(:disabled)"));
  return true;
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.key === "Dead") return;
  const key = nameOf(event);
  const isCombined = key.includes("+") && key.length > 1;
  if (isTyping(event.target) && (!isCombined || OF_THE_FIELD.has(key))) return;
  if (!isCombined && singleKeysAreOff()) return;
  if (key === "?") { event.preventDefault(); showHelp(); return; }
  const sequence = pending ? `${pending} ${key}` : key;
  const all = targets();
  const found = all.find((each) => each.dataset.key === sequence) ?? all.find((each) => each.dataset.key === key);
  clearTimeout(timer);
  pending = "";
  if (found) { event.preventDefault(); press(found); return; }
  if (key === "ctrl+enter" && sendForm()) { event.preventDefault(); return; }
  if (all.some((each) => each.dataset.key?.startsWith(`${sequence} `))) {
    pending = sequence;
    timer = window.setTimeout(() => { pending = ""; }, WINDOW_MS);
  }
}

export function startKeys(): void {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-help]")) showHelp();
  });
}
