/** The agenda being built: the line in focus carries the acts, keys send them, the undo leaves after ten seconds. */
import { startAgendaDrag } from "./agenda-drag";
import { isTyping } from "./page";

const UNDO_MS = 10000;
const VERBS: Record<string, string> = { "+": "more", "=": "more", "-": "less", Delete: "remove" };

function choose(line: HTMLElement): void {
  const form = line.closest<HTMLFormElement>("form[data-agenda]");
  const template = form?.querySelector<HTMLTemplateElement>("template[data-acts]");
  if (!form || !template || line.classList.contains("chosen")) return;
  form.querySelectorAll(".agenda-line.chosen").forEach((each) => each.classList.remove("chosen"));
  form.querySelectorAll(".agenda-line .agenda-acts").forEach((each) => each.remove());
  const key = line.dataset.item ?? "";
  const acts = template.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
  if (!acts) return;
  for (const button of acts.querySelectorAll<HTMLButtonElement>("button")) button.value = button.value.replace("POINT", key);
  for (const link of acts.querySelectorAll("a")) link.setAttribute("href", (link.getAttribute("href") ?? "").replace("POINT", key));
  line.querySelector(".agenda-title")?.append(acts);
  line.classList.add("chosen");
}

/** Sends one act as its button would: a click, since htmx names the button it saw clicked and no other. */
function send(form: HTMLFormElement, act: string): void {
  const button = document.createElement("button");
  button.name = "act";
  button.value = act;
  button.hidden = true;
  form.append(button);
  button.click();
}

function onKey(event: KeyboardEvent): void {
  const target = event.target instanceof Element ? event.target : null;
  const form = target?.closest<HTMLFormElement>("form[data-agenda]");
  if (!target || !form || isTyping(target) || event.ctrlKey || event.metaKey || event.altKey) return;
  const line = target.closest<HTMLElement>("[data-item]");
  if (!line || !(event.key in VERBS)) return;
  event.preventDefault();
  if (event.key === "Delete") stayNear(line, "[data-item]");
  send(form, `${VERBS[event.key]}:${line.dataset.item}`);
}

/** Where the keyboard was when its line left: the next line of the same column takes the focus, to go on with. */
let near: { selector: string; rank: number } | null = null;

function stayNear(line: HTMLElement, selector: string): void {
  near = { selector, rank: [...document.querySelectorAll(selector)].indexOf(line) };
}

function resume(): void {
  if (!near) return;
  const all = document.querySelectorAll<HTMLElement>(near.selector);
  const line = all[Math.min(near.rank, all.length - 1)];
  near = null;
  line?.focus();
}

/** A click anywhere on a line of the session chooses it; a waiting item placed by keyboard leaves the next one in hand. */
function onClick(event: MouseEvent): void {
  const target = event.target instanceof Element ? event.target : null;
  const waiting = target?.closest<HTMLElement>("[data-placeable]");
  if (waiting && event.detail === 0 && target?.closest("button")) stayNear(waiting, "[data-placeable]");
  const line = target?.closest<HTMLElement>("form[data-agenda] [data-item]");
  if (!line || target?.closest(".agenda-acts")) return;
  event.preventDefault();
  choose(line);
  line.focus();
}

export function startAgenda(): void {
  if (!document.querySelector("form[data-agenda]")) return;
  document.addEventListener("focusin", (event) => {
    const line = event.target instanceof Element ? event.target.closest<HTMLElement>("form[data-agenda] [data-item]") : null;
    if (line) choose(line);
  });
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  startAgendaDrag(send);
  document.addEventListener("htmx:afterSettle", () => {
    resume();
    setTimeout(() => document.querySelectorAll("[data-undo]").forEach((each) => each.remove()), UNDO_MS);
  });
}
