/** What is typed is kept in the browser until the server has it: a reload, a session's end or a server stop loses nothing. */
import { store } from "./page";

type Field = HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement;
/** `saved` is when the server acknowledged `version`: the draft stays until a page shows that version or a later one. */
interface Draft { typed: Record<string, string>; version?: string; sent?: boolean; saved?: number }
const SAVED_KEPT_MS = 3_600_000;
const PREFIX = "interco.draft ";
const KEPT_TYPES = new Set(["text", "search", "email", "tel", "url", "number", "date", "time"]);

function keyOf(form: HTMLFormElement): string {
  return `${PREFIX}${form.dataset.keep || (form.getAttribute("action") ?? "") || location.pathname}`;
}

function fields(form: HTMLFormElement): Field[] {
  return [...form.elements].filter((each): each is Field => each instanceof HTMLTextAreaElement
    || each instanceof HTMLSelectElement || (each instanceof HTMLInputElement && KEPT_TYPES.has(each.type)))
    .filter((each) => each.name !== "");
}

function read(key: string): Draft | null {
  try {
    const draft = JSON.parse(store.get(key) ?? "null") as Draft | null;
    return draft && typeof draft.typed === "object" ? draft : null;
  } catch { return null; }
}

export function versionField(form: HTMLFormElement): HTMLInputElement | null {
  const field = form.elements.namedItem("version");
  return field instanceof HTMLInputElement ? field : null;
}

export function keep(form: HTMLFormElement, more: Pick<Draft, "sent" | "saved"> = {}): void {
  const typed: Record<string, string> = {};
  for (const field of fields(form)) typed[field.name] = field.value;
  store.set(keyOf(form), JSON.stringify({ typed, version: versionField(form)?.value, ...more }));
}

/** The server has it. A page read while it was being saved may still show the text before: the draft stays to correct it. */
export function acknowledge(form: HTMLFormElement): void {
  if (versionField(form)) keep(form, { saved: Date.now() });
  else forget(form);
}

export function forget(form: HTMLFormElement): void {
  store.remove(keyOf(form));
}

/** Put back what was typed. The version it was typed over comes back too, so that a newer text is never overwritten unseen. */
export function restore(form: HTMLFormElement): boolean {
  const draft = read(keyOf(form));
  if (!draft) return false;
  if (draft.saved !== undefined && Number(versionField(form)?.value) >= Number(draft.version)) {
    forget(form);
    return false;
  }
  let changed = false;
  for (const field of fields(form)) {
    const value = draft.typed[field.name];
    if (value !== undefined && value !== field.value) { field.value = value; changed = true; }
  }
  const version = versionField(form);
  if (changed && version && draft.version !== undefined) version.value = draft.version;
  if (!changed) forget(form);
  return changed;
}

/** Forms marked `data-keep` keep their text too; it goes once a page of the application answers their sending. */
function watch(form: HTMLFormElement): void {
  if (form.dataset.kept) return;
  form.dataset.kept = "1";
  restore(form);
  form.addEventListener("input", () => keep(form));
  form.addEventListener("submit", () => keep(form, { sent: true }));
}

function sweep(): void {
  if (document.querySelector(".plain-page")) return;
  const here = new Set([...document.querySelectorAll<HTMLFormElement>("form[data-keep]")].map(keyOf));
  for (const key of store.keys(PREFIX)) {
    const draft = read(key);
    const isOld = draft?.saved !== undefined && Date.now() - draft.saved > SAVED_KEPT_MS;
    if (isOld || (!here.has(key) && draft?.sent)) store.remove(key);
  }
}

/** Signing out of a shared computer leaves nothing behind. */
function onSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if ((form.getAttribute("action") ?? "").includes("logout")) store.keys(PREFIX).forEach((key) => store.remove(key));
}

/** Giving up is said by `data-forget`: the text is not brought back the next time. */
function onClick(event: MouseEvent): void {
  const form = event.target instanceof Element ? event.target.closest("[data-forget]")?.closest("form") : null;
  if (form) forget(form);
}

export function startDrafts(): void {
  const all = (): void => document.querySelectorAll<HTMLFormElement>("form[data-keep]").forEach(watch);
  sweep();
  all();
  document.addEventListener("htmx:afterSettle", all);
  document.addEventListener("submit", onSubmit);
  document.addEventListener("click", onClick);
}
