/** The list of shortcuts (`?`), read from the page itself, with the switch that turns single keys off. */
import { OFF, singleKeysAreOff, targets } from "./keys";
import { store, words } from "./page";

const NAMES: Record<string, [string, string]> = {
  enter: ["Entrée", "Enter"], esc: ["Échap", "Esc"], ctrl: ["Ctrl", "Ctrl"], alt: ["Alt", "Alt"], delete: ["Suppr", "Del"],
  left: ["←", "←"], right: ["→", "→"], up: ["↑", "↑"], down: ["↓", "↓"],
};

function make<K extends keyof HTMLElementTagNameMap>(tag: K, className = "", text = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

export function labelOf(element: HTMLElement): string {
  const labelled = element.getAttribute("aria-label") || element.title;
  if (labelled) return labelled;
  const copy = (element.closest("label") ?? element).cloneNode(true) as HTMLElement;
  copy.querySelectorAll("kbd, svg, small, .nav-count").forEach((each) => each.remove());
  return (copy.textContent ?? "").trim();
}

function row(label: string, sequence: string): HTMLElement {
  const made = make("li");
  const keys = make("span", "keys");
  for (const key of sequence.split(/[ +](?=.)/)) {
    const name = NAMES[key];
    keys.append(make("kbd", "", name ? words(...name) : key.length === 1 ? key.toUpperCase() : key));
  }
  made.append(make("span", "", label), keys);
  return made;
}

/** Each shortcut once, in the order of the page; lines add their own. */
function rows(): HTMLElement[] {
  const seen = new Map<string, string>();
  for (const each of targets()) {
    const key = each.dataset.key ?? "";
    if (!seen.has(key)) seen.set(key, labelOf(each));
  }
  if (document.querySelector("[data-rows] [data-row], [data-rows]:not([data-rows=''])")) {
    seen.set("j k", words("Ligne suivante, précédente", "Next, previous line"));
    seen.set("enter", words("Ouvrir la ligne", "Open the line"));
  }
  document.querySelectorAll<HTMLElement>("[data-row-key]").forEach((each) => {
    const key = each.dataset.rowKey ?? "";
    if (!seen.has(key)) seen.set(key, labelOf(each));
  });
  if (document.querySelector("[data-reorder]")) seen.set("alt+up", words("Déplacer la ligne", "Move the line"));
  return [...seen].map(([key, label]) => row(label, key));
}

function singleKeysSwitch(): HTMLElement {
  const label = make("label", "choice");
  const box = make("input");
  box.type = "checkbox";
  box.checked = singleKeysAreOff();
  box.addEventListener("change", () => store.set(OFF, box.checked ? "1" : "0"));
  label.append(box, make("span", "", words("Ne pas utiliser les raccourcis d’une seule touche", "Do not use single-key shortcuts")));
  return label;
}

export function showHelp(): void {
  const old = document.getElementById("keys-help");
  if (old instanceof HTMLDialogElement && old.open) { old.close(); return; }
  const list = make("ul", "shortcuts");
  list.append(...rows());
  old?.remove();
  const dialog = make("dialog", "dialog");
  dialog.id = "keys-help";
  dialog.setAttribute("aria-labelledby", "keys-help-title");
  const title = make("h2", "", words("Raccourcis clavier", "Keyboard shortcuts"));
  title.id = "keys-help-title";
  const head = make("div", "dialog-head");
  head.append(title);
  const close = make("button", "button", words("Fermer", "Close"));
  close.type = "button";
  close.addEventListener("click", () => dialog.close());
  const body = make("div", "dialog-body");
  body.append(list, singleKeysSwitch(), close);
  dialog.append(head, body);
  document.body.append(dialog);
  dialog.showModal();
}
