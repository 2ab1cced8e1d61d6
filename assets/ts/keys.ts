/** Shortcuts declared by `data-key` on links and buttons; `?` lists them; single keys can be switched off. */
import { isTyping, store, words } from "./page";

const OFF = "interco.single-keys-off";
const WINDOW_MS = 1000;
let pending = "";
let timer = 0;

export function nameOf(event: KeyboardEvent): string {
  const names: Record<string, string> = {
    ArrowRight: "right", ArrowLeft: "left", ArrowUp: "up", ArrowDown: "down", Escape: "esc", Enter: "enter", Delete: "delete",
  };
  const key = names[event.key] ?? event.key.toLowerCase();
  return `${event.ctrlKey || event.metaKey ? "ctrl+" : ""}${event.altKey ? "alt+" : ""}${key}`;
}

function targets(): HTMLElement[] {
  const scope = document.querySelector<HTMLElement>("dialog[open]") ?? document;
  return [...scope.querySelectorAll<HTMLElement>("[data-key]")];
}

function press(element: HTMLElement): void {
  if (element.matches(":disabled,[aria-disabled=true]")) return;
  if (element.matches("input:not([type=radio],[type=checkbox]),textarea,select")) element.focus();
  else element.click();
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const key = nameOf(event);
  const isCombined = key.includes("+");
  if (isTyping(event.target) && !(isCombined && key !== "alt+up" && key !== "alt+down")) return;
  if (!isCombined && store.get(OFF) === "1") return;
  if (key === "?") { event.preventDefault(); showHelp(); return; }
  const sequence = pending ? `${pending} ${key}` : key;
  const all = targets();
  const found = all.find((each) => each.dataset.key === sequence) ?? all.find((each) => each.dataset.key === key);
  clearTimeout(timer);
  pending = "";
  if (found) { event.preventDefault(); press(found); return; }
  if (all.some((each) => each.dataset.key?.startsWith(`${sequence} `))) {
    pending = sequence;
    timer = window.setTimeout(() => { pending = ""; }, WINDOW_MS);
  }
}

function labelOf(element: HTMLElement): string {
  const copy = element.cloneNode(true) as HTMLElement;
  copy.querySelectorAll("kbd, svg").forEach((each) => each.remove());
  return (element.getAttribute("aria-label") ?? copy.textContent ?? "").trim();
}

function showHelp(): void {
  document.getElementById("keys-help")?.remove();
  const dialog = document.createElement("dialog");
  dialog.id = "keys-help";
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "keys-help-title");
  const head = document.createElement("div");
  head.className = "dialog-head";
  const title = document.createElement("h2");
  title.id = "keys-help-title";
  title.textContent = words("Raccourcis clavier", "Keyboard shortcuts");
  head.append(title);
  const list = document.createElement("dl");
  list.className = "facts ends";
  for (const element of targets()) {
    const row = document.createElement("div");
    const term = document.createElement("dt");
    term.textContent = labelOf(element);
    const keys = document.createElement("dd");
    for (const key of (element.dataset.key ?? "").split(" ")) {
      const cap = document.createElement("kbd");
      cap.textContent = key;
      keys.append(cap);
    }
    row.append(term, keys);
    list.append(row);
  }
  const off = document.createElement("label");
  off.className = "check";
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = store.get(OFF) === "1";
  box.addEventListener("change", () => store.set(OFF, box.checked ? "1" : "0"));
  off.append(box, ` ${words("Ne pas utiliser les raccourcis d’une seule touche", "Do not use single-key shortcuts")}`);
  const close = document.createElement("button");
  close.className = "button";
  close.type = "button";
  close.textContent = words("Fermer", "Close");
  close.addEventListener("click", () => dialog.close());
  const body = document.createElement("div");
  body.className = "dialog-body";
  body.append(list, off, close);
  dialog.append(head, body);
  document.body.append(dialog);
  dialog.showModal();
}

export function startKeys(): void {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => {
    if ((event.target as Element | null)?.closest?.("[data-help]")) showHelp();
  });
}
