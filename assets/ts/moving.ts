/** An event moved in the drawing of a week: at once, with « Annuler » for some seconds; asked first when guests would be
 * told, or when it repeats; put back with a sentence when it cannot be. */
import { csrfToken, newKey, warn, words } from "./page";

const UNDO_MS = 10000;

/** By how many minutes an event goes, and by how many it grows. */
export interface Step { shift: number; longer: number }

type Values = Record<string, string | number>;
interface Choice { label: string; scope: string }
interface Question { title: string; when: string; told: string[]; conflicts: string[]; choices: Choice[]; leave: string }
interface Done { sentence: string; conflicts: string[]; undo: Values | null; day: string }
interface Answer { question?: Question; detail?: string; status: number; done?: Done }

async function send(address: string, values: Values): Promise<Answer> {
  const body = new URLSearchParams({ submission_key: newKey() });
  Object.entries(values).forEach(([name, value]) => body.append(name, String(value)));
  const headers = { "X-CSRFToken": csrfToken(), Accept: "application/json" };
  try {
    const response = await fetch(address, { method: "POST", body, headers });
    const told = await response.json() as { question?: Question; detail?: string } & Partial<Done>;
    if (!response.ok) return { status: response.status, detail: told.detail ?? "" };
    return told.question ? { status: 200, question: told.question } : { status: 200, done: told as Done };
  } catch {
    return { status: 0, detail: words("Le déplacement n’a pas été enregistré : la connexion manque.", "The move was not saved: the connection is missing.") };
  }
}

function element<K extends keyof HTMLElementTagNameMap>(name: K, className: string, text = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

/** The scope chosen; nothing when the event stays where it is. */
async function ask(question: Question): Promise<string> {
  const dialog = element("dialog", "dialog");
  dialog.setAttribute("aria-labelledby", "move-title");
  const head = element("div", "dialog-head");
  head.append(element("h2", "", question.title));
  head.firstElementChild?.setAttribute("id", "move-title");
  const form = element("form", "dialog-body");
  form.method = "dialog";
  form.append(element("p", "", question.when), ...question.told.map((text) => element("p", "", text)));
  if (question.conflicts.length) form.append(conflictsOf(question.conflicts));
  const actions = element("div", "form-actions");
  question.choices.forEach((choice, rank) => {
    const button = element("button", rank ? "button" : "button primary", choice.label);
    button.value = choice.scope;
    actions.append(button);
  });
  const leave = element("button", "button plain", question.leave);
  leave.value = "";
  actions.append(leave);
  form.append(actions);
  dialog.append(head, form);
  document.body.append(dialog);
  dialog.showModal();
  actions.querySelector("button")?.focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => { dialog.remove(); resolve(dialog.returnValue); }, { once: true });
  });
}

function conflictsOf(told: string[]): HTMLUListElement {
  const list = element("ul", "move-conflicts");
  list.append(...told.map((text) => element("li", "", text)));
  return list;
}

/** What was done, in the place of the messages, and how to undo it while it shows. */
function notice(done: Done, undo: (values: Values) => void): void {
  const note = element("div", done.conflicts.length ? "flash warning" : "flash success");
  note.setAttribute("role", "status");
  note.append(element("p", "", done.sentence));
  const place = document.getElementById("flashes") ?? document.querySelector("main") ?? document.body;
  place.querySelectorAll(".flash").forEach((each) => each.remove());
  place.append(note);
  if (done.conflicts.length) note.append(conflictsOf(done.conflicts));
  const values = done.undo;
  if (!values) return;
  const form = element("form", "");
  const button = element("button", "button plain", words("Annuler", "Undo"));
  button.dataset.key = "ctrl+z";
  form.append(button);
  form.addEventListener("submit", (event) => { event.preventDefault(); note.remove(); undo(values); });
  note.querySelector("p")?.after(form);
  const leave = (): void => {
    if (note.matches(":hover, :focus-within")) setTimeout(leave, 2000);
    else form.remove();
  };
  setTimeout(leave, UNDO_MS);
}

/** The drawing as it stands now, and the event in hand again. */
async function refresh(address: string, day: string, start: (root: HTMLElement) => void): Promise<void> {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) { location.reload(); return; }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const name of ["[data-week]", ".week-list"]) {
    const [mine, theirs] = [document.querySelector<HTMLElement>(name), fresh.querySelector<HTMLElement>(name)];
    if (mine && theirs) mine.replaceWith(theirs);
  }
  const root = document.querySelector<HTMLElement>("[data-week]");
  if (root) start(root);
  const block = [...document.querySelectorAll<HTMLElement>("[data-move]")]
    .find((each) => each.dataset.move === address && each.dataset.keyDay === day);
  block?.querySelector("a")?.focus();
}

/** Move an event by a step; `putBack` draws it where it was. */
export async function moveEvent(
  block: SVGElement, step: Step, putBack: () => void, start: (root: HTMLElement) => void,
): Promise<void> {
  const address = block.dataset.move ?? "";
  const go = async (values: Values): Promise<void> => {
    const answer = await send(address, values);
    if (answer.question) {
      const scope = await ask(answer.question);
      if (scope) await go({ ...values, scope, sure: "1" });
      else { putBack(); block.querySelector("a")?.focus(); }
      return;
    }
    if (!answer.done) {
      putBack();
      warn(answer.detail || words("Le déplacement n’a pas été enregistré.", "The move was not saved."));
      if (answer.status === 409) await refresh(address, String(values.jour), start);
      return;
    }
    await refresh(address, answer.done.day, start);
    notice(answer.done, (back) => { void go(back); });
  };
  await go({ jour: block.dataset.keyDay ?? "", version: block.dataset.version ?? "", ...step });
}
