/** The agenda being built: the line in focus carries the acts, keys send them, the undo leaves after ten seconds. */
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
  const waiting = target.closest<HTMLElement>("[data-placeable]");
  if (line && event.key in VERBS) {
    event.preventDefault();
    send(form, `${VERBS[event.key]}:${line.dataset.item}`);
  } else if (waiting && event.key === "Enter" && target === waiting) {
    event.preventDefault();
    send(form, `place:${waiting.dataset.placeable}`);
  }
}

export function startAgenda(): void {
  if (!document.querySelector("form[data-agenda]")) return;
  document.addEventListener("focusin", (event) => {
    const line = event.target instanceof Element ? event.target.closest<HTMLElement>("form[data-agenda] [data-item]") : null;
    if (line) choose(line);
  });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>(".agenda-title > a") : null;
    const line = link?.closest<HTMLElement>("[data-item]");
    if (!line) return;
    event.preventDefault();
    choose(line);
    line.focus();
  });
  document.addEventListener("keydown", onKey);
  document.addEventListener("htmx:afterSettle", () => {
    setTimeout(() => document.querySelectorAll("[data-undo]").forEach((each) => each.remove()), UNDO_MS);
  });
}
