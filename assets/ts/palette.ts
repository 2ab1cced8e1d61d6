/** The palette (Ctrl K): go, find. Answers of `/recherche/palette?q=` are `{results: [{label, detail, url, kind}]}`. */
import { labelOf } from "./help";
import { words } from "./page";

interface Result { label: string; detail?: string; url: string; kind?: string; act?: HTMLElement }

let dialog: HTMLDialogElement | null = null;
let field: HTMLInputElement;
let list: HTMLElement;
let note: HTMLElement;
let chosen = 0;
let asked = 0;
const acts = new WeakMap<HTMLElement, HTMLElement>();

function build(): HTMLDialogElement {
  const made = document.createElement("dialog");
  made.className = "dialog palette";
  made.setAttribute("aria-label", words("Chercher", "Search"));
  made.innerHTML = `<div class="palette-field"><input type="search" role="combobox" aria-expanded="true" aria-controls="palette-results" autocomplete="off" spellcheck="false"></div><div class="palette-results" id="palette-results" role="listbox"></div><p class="palette-note" role="status"></p>`;
  field = made.querySelector("input") as HTMLInputElement;
  list = made.querySelector(".palette-results") as HTMLElement;
  note = made.querySelector(".palette-note") as HTMLElement;
  field.setAttribute("aria-label", words("Une personne, un service, un point, une décision", "A person, a unit, an item, a decision"));
  field.placeholder = field.getAttribute("aria-label") ?? "";
  list.setAttribute("aria-label", words("Réponses", "Results"));
  field.addEventListener("input", () => void ask(field.value));
  field.addEventListener("keydown", onKey);
  document.body.append(made);
  return made;
}

async function ask(text: string): Promise<void> {
  const mine = ++asked;
  const response = await fetch(`/recherche/palette?q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } })
    .catch(() => null);
  if (mine !== asked) return;
  const results: Result[] = response?.ok ? ((await response.json()) as { results: Result[] }).results : [];
  if (mine === asked) show([...gestures(text), ...results], text, response === null);
}

function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/œ/gi, "oe").toLowerCase();
}

/** What the page itself offers: its navigation and its acts, by the first letters of a word. */
function gestures(text: string): Result[] {
  const typed = folded(text.trim());
  const found = new Map<string, Result>();
  document.querySelectorAll<HTMLElement>(".nav-item, .page-actions .button, [data-key].button").forEach((act) => {
    const label = labelOf(act);
    const isPage = act.matches(".nav-item");
    if (act.closest("dialog, [data-row]") || act.matches(":disabled") || found.has(label) || (!typed && !isPage)) return;
    if (!` ${folded(label)}`.match(`[ ’'-]${typed.replace(/[^\p{L}\p{N} ]/gu, ".")}`)) return;
    found.set(label, { label, url: act.getAttribute("href") ?? "", kind: isPage ? words("Page", "Page") : words("Geste", "Act"), act });
  });
  return [...found.values()].slice(0, typed ? 4 : 14);
}

function show(results: Result[], text: string, isCut: boolean): void {
  list.replaceChildren(...results.map((result, rank) => option(result, rank)));
  choose(0);
  note.textContent = isCut
    ? words("La recherche ne répond pas.", "Search does not answer.")
    : results.length || !text ? "" : words("Rien ne correspond.", "Nothing matches.");
}

function option(result: Result, rank: number): HTMLElement {
  const row = document.createElement("div");
  row.id = `palette-${rank}`;
  row.setAttribute("role", "option");
  row.dataset.url = result.url;
  if (result.act) acts.set(row, result.act);
  for (const [name, value] of [["", result.label], ["detail", result.detail ?? ""], ["kind", result.kind ?? ""]] as const) {
    if (!value) continue;
    const part = document.createElement("span");
    if (name) part.className = name;
    part.textContent = value;
    row.append(part);
  }
  row.addEventListener("click", () => go(row));
  return row;
}

function choose(place: number): void {
  const options = [...list.children] as HTMLElement[];
  chosen = options.length ? (place + options.length) % options.length : 0;
  options.forEach((each, rank) => each.setAttribute("aria-selected", String(rank === chosen)));
  const here = options[chosen];
  if (here) { field.setAttribute("aria-activedescendant", here.id); here.scrollIntoView({ block: "nearest" }); }
  else field.removeAttribute("aria-activedescendant");
}

function go(row: HTMLElement | undefined): void {
  const act = row && acts.get(row);
  const url = row?.dataset.url;
  if (act) { dialog?.close(); act.click(); } else if (url?.startsWith("/")) location.assign(url);
}

function onKey(event: KeyboardEvent): void {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
  } else if (event.key === "Escape") {
    event.preventDefault();
    dialog?.close();
  } else if (event.key === "Enter") {
    event.preventDefault();
    go(list.children[chosen] as HTMLElement | undefined);
  }
}

export function startPalette(): void {
  document.addEventListener("click", (event) => {
    const opener = (event.target as Element | null)?.closest?.("[data-palette]");
    if (!opener || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    dialog ??= build();
    if (!dialog.open) dialog.showModal();
    field.select();
    void ask(field.value);
  });
}
