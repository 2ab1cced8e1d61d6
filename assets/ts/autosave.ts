/** Forms that save by themselves. Typed text is kept in the browser until the server has acknowledged it. */
import { csrfToken, store, words } from "./page";

const PAUSE_MS = 800;
const RETRY_MS = 5000;

type Field = HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement;

function keyOf(form: HTMLFormElement): string {
  return `interco.draft ${form.getAttribute("action") ?? ""}`;
}

function fields(form: HTMLFormElement): Field[] {
  return [...form.elements].filter((each): each is Field =>
    (each instanceof HTMLTextAreaElement || each instanceof HTMLSelectElement ||
      (each instanceof HTMLInputElement && each.type !== "hidden" && each.type !== "file")) && each.name !== "");
}

function tell(form: HTMLFormElement, text: string): void {
  const place = form.querySelector<HTMLElement>("[data-saved]") ?? document.querySelector<HTMLElement>("[data-saved]");
  if (place) place.textContent = text;
}

function keep(form: HTMLFormElement): void {
  const typed: Record<string, string> = {};
  for (const field of fields(form)) typed[field.name] = field.value;
  store.set(keyOf(form), JSON.stringify(typed));
}

function restore(form: HTMLFormElement): boolean {
  const kept = store.get(keyOf(form));
  if (!kept) return false;
  let changed = false;
  const typed = JSON.parse(kept) as Record<string, string>;
  for (const field of fields(form)) {
    const value = typed[field.name];
    if (value !== undefined && value !== field.value) { field.value = value; changed = true; }
  }
  return changed;
}

async function save(form: HTMLFormElement): Promise<void> {
  const sent = new FormData(form);
  const snapshot = JSON.stringify([...sent.entries()].map(([name, value]) => [name, String(value)]));
  const response = await fetch(form.action, {
    method: "POST", body: sent, headers: { Accept: "application/json", "X-CSRFToken": csrfToken() },
  }).catch(() => null);
  if (response === null || response.status >= 500) {
    tell(form, words("Hors ligne : gardé dans ce navigateur", "Offline: kept in this browser"));
    setTimeout(() => void save(form), RETRY_MS);
    return;
  }
  const answer = (await response.json().catch(() => ({}))) as { at?: string; version?: number; detail?: string };
  if (!response.ok) { tell(form, answer.detail ?? words("Non enregistré", "Not saved")); return; }
  const version = form.elements.namedItem("version");
  if (version instanceof HTMLInputElement && answer.version !== undefined) version.value = String(answer.version);
  const now = JSON.stringify([...new FormData(form).entries()].map(([name, value]) => [name, String(value)]));
  if (now === snapshot || answer.version !== undefined) store.remove(keyOf(form));
  const [hour, minute] = (answer.at ?? "").split(":");
  if (hour) tell(form, words(`Enregistré à ${Number(hour)} h ${minute}`, `Saved at ${hour}:${minute}`));
}

function watch(form: HTMLFormElement): void {
  if (form.dataset.watched) return;
  form.dataset.watched = "1";
  let timer = 0;
  let running: Promise<void> = Promise.resolve();
  const later = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => { running = running.then(() => save(form)); }, PAUSE_MS);
  };
  form.addEventListener("input", () => { keep(form); later(); });
  form.addEventListener("focusout", () => { if (timer) later(); });
  if (restore(form)) later();
}

export function startAutosave(): void {
  const all = (root: ParentNode): void => root.querySelectorAll<HTMLFormElement>("form[data-autosave]").forEach(watch);
  all(document);
  document.addEventListener("htmx:afterSettle", () => all(document));
}
