/** Forms that save by themselves (`data-autosave`). The server answers `{"at": "14:32", "version": 4}`. */
import { acknowledge, keep, restore, versionField } from "./drafts";
import { csrfToken, newKey, words } from "./page";

const PAUSE_MS = 800;
const RETRY_MS = 5000;

interface Answer { at?: string; version?: number; detail?: string; theirs?: Record<string, string> }

function tell(form: HTMLFormElement, text: string, isFailure = false): void {
  const place = form.querySelector<HTMLElement>("[data-saved]") ?? document.querySelector<HTMLElement>("[data-saved]");
  if (!place) return;
  place.textContent = text;
  place.classList.toggle("failed", isFailure);
}

function said(at: string): string {
  const [hour, minute] = at.split(":");
  return words(`Enregistré à ${Number(hour)}\u202fh\u202f${minute}`, `Saved at ${hour}:${minute}`);
}

/** What a form is sent over: compared before and after a fragment was read again. */
export function stampOf(element: Element): string {
  return [...element.querySelectorAll<HTMLFormElement>("form[data-autosave]")]
    .map((form) => `${form.action} ${versionField(form)?.value ?? ""}`).join("\n");
}

const savers = new WeakMap<HTMLFormElement, Saver>();

/** Whether something typed inside an element has not reached the server yet: such an element is not to be replaced. */
export function isBusy(element: Element): boolean {
  return [...element.querySelectorAll<HTMLFormElement>("form[data-autosave]")].some((form) => savers.get(form)?.isBusy);
}

/** One saving at a time; what is typed meanwhile is saved next. */
class Saver {
  private timer = 0;
  private running = false;
  private isDirty = false;
  /** Another text was saved meanwhile: the button sends the form for good, and the page that answers shows both. */
  private isContested = false;

  get isBusy(): boolean {
    return this.isDirty || this.running;
  }

  constructor(private readonly form: HTMLFormElement) {
    form.addEventListener("input", () => { this.isDirty = true; keep(form); this.later(PAUSE_MS); });
    form.addEventListener("focusout", () => { if (this.isDirty) this.later(0); });
    form.addEventListener("submit", (event) => {
      if (this.isContested) return;
      event.preventDefault();
      this.isDirty = true;
      this.later(0);
    });
    addEventListener("online", () => { if (this.isDirty) this.later(0); });
    addEventListener("pagehide", () => { if (this.isDirty) this.post(true).catch(() => null); });
    if (restore(form)) { this.isDirty = true; this.later(0); }
  }

  private later(delay: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(), delay);
  }

  private async save(): Promise<void> {
    if (this.running || !this.isDirty || this.isContested || !this.form.isConnected) return;
    this.running = true;
    this.isDirty = false;
    const response = await this.post(false).catch(() => null);
    this.running = false;
    if (response === null || response.status >= 500) this.wait();
    else await this.conclude(response);
  }

  /** With `keepalive` the browser sends it even though the page is being left; the draft stays until it is seen saved. */
  private post(keepalive: boolean): Promise<Response> {
    const body = new FormData(this.form);
    if (body.has("submission_key")) body.set("submission_key", newKey());
    const headers = { Accept: "application/json", "X-CSRFToken": csrfToken() };
    return fetch(this.form.action, { method: "POST", body, headers, keepalive });
  }

  private wait(): void {
    this.isDirty = true;
    tell(this.form, words("Hors ligne : gardé dans ce navigateur", "Offline: kept in this browser"), true);
    this.later(RETRY_MS);
  }

  private async conclude(response: Response): Promise<void> {
    const isAnswer = (response.headers.get("Content-Type") ?? "").includes("json") || response.status === 204;
    const answer = (await response.json().catch(() => ({}))) as Answer; // cut after its first line, it says nothing
    if (!response.ok || !isAnswer) {
      this.isContested = response.status === 409 && answer.theirs !== undefined;
      tell(this.form, answer.detail ?? words("Non enregistré : gardé dans ce navigateur", "Not saved: kept in this browser"), true);
      return;
    }
    const version = versionField(this.form);
    if (version && answer.version === undefined) { this.wait(); return; }
    if (version) version.value = String(answer.version);
    if (answer.at) tell(this.form, said(answer.at));
    if (this.isDirty) { keep(this.form); this.later(0); return; }
    acknowledge(this.form);
    this.form.dispatchEvent(new CustomEvent("interco:saved", { bubbles: true }));
  }
}

export function startAutosave(): void {
  const all = (): void => document.querySelectorAll<HTMLFormElement>("form[data-autosave]").forEach((form) => {
    if (!savers.has(form)) savers.set(form, new Saver(form));
  });
  all();
  document.addEventListener("htmx:afterSettle", all);
}
