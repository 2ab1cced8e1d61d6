/**
 * Screens that follow a session: `data-live="/direct/…"`. Texts (`data-live-text="name"`) change in place; fragments
 * (`data-live-refresh="kind …"` with `hx-get`) are read again. A cut stream is taken up after its last event.
 */
import htmx from "htmx.org";
import { isBusy, stampOf } from "./autosave";
import { isTyping, words } from "./page";

const KINDS = ["session", "item", "round", "stance", "presence", "decision", "notes", "agenda", "timer"];
const OFFLINE_MS = 5000;
const AGAIN_MS = [1000, 2000, 5000, 10000];

function setTexts(payload: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(payload)) {
    if (typeof value !== "string" && typeof value !== "number") continue;
    document.querySelectorAll<HTMLElement>(`[data-live-text="${CSS.escape(name)}"]`).forEach((each) => {
      each.textContent = String(value);
    });
  }
}

/** Never under the fingers of who is typing: that fragment waits until its field is left, and what was typed is saved. */
function readAgain(fragment: HTMLElement): void {
  if (isBusy(fragment)) {
    fragment.dataset.late = "1";
    return;
  }
  const field = document.activeElement;
  if (field instanceof HTMLElement && fragment.contains(field) && isTyping(field)) {
    if (fragment.dataset.stale) return;
    fragment.dataset.stale = "1";
    field.addEventListener("blur", () => { delete fragment.dataset.stale; readAgain(fragment); }, { once: true });
    return;
  }
  htmx.trigger(fragment, "refresh", {});
}

function refresh(kind: string | null): void {
  const selector = kind === null ? "[data-live-refresh]" : `[data-live-refresh~="${CSS.escape(kind)}"]`;
  document.querySelectorAll<HTMLElement>(selector).forEach(readAgain);
}

function notice(): HTMLElement {
  const made = document.createElement("p");
  made.className = "flash warning live-offline";
  made.hidden = true;
  made.setAttribute("role", "status");
  made.textContent = words("Connexion perdue : l’écran se remettra à jour dès son retour.", "Connection lost: this screen catches up when it is back.");
  document.body.append(made);
  return made;
}

/** The kinds to listen to: those of a session, and those the page names. */
function kindsOf(root: HTMLElement): Set<string> {
  const named = [...document.querySelectorAll<HTMLElement>("[data-live-refresh]")].map((each) => each.dataset.liveRefresh ?? "");
  return new Set([...KINDS, ...[root.dataset.liveKinds ?? "", ...named].join(" ").split(/\s+/).filter(Boolean)]);
}

function follow(root: HTMLElement): void {
  const address = root.dataset.live;
  if (!address?.startsWith("/") || address.startsWith("//")) return;
  const marker = notice();
  const kinds = kindsOf(root);
  let last = "";
  let offline = 0;
  let failures = 0;
  let source: EventSource;

  const receive = (event: MessageEvent<string>, kind: string): void => {
    last = event.lastEventId || last;
    const payload = JSON.parse(event.data) as Record<string, unknown>;
    setTexts(payload);
    document.dispatchEvent(new CustomEvent("interco:live", { detail: { kind, payload } }));
    refresh(kind);
  };
  const open = (): void => {
    const url = new URL(address, location.href);
    if (last) url.searchParams.set("depuis", last);
    source = new EventSource(url);
    for (const kind of kinds) source.addEventListener(kind, (event) => receive(event as MessageEvent<string>, kind));
    source.addEventListener("open", () => {
      clearTimeout(offline);
      offline = 0;
      if (failures) refresh(null);
      failures = 0;
      marker.hidden = true;
    });
    source.addEventListener("error", () => {
      failures += 1;
      if (!offline) offline = window.setTimeout(() => { marker.hidden = false; }, OFFLINE_MS);
      // The browser comes back by itself after a cut, but gives up on an answer that is not a stream.
      if (source.readyState === EventSource.CLOSED) setTimeout(open, AGAIN_MS[Math.min(failures, AGAIN_MS.length) - 1]);
    });
  };
  open();
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => { if (event.persisted) { open(); refresh(null); } });
}

/** A fragment that follows is read again on our own event only, never on a click inside it. */
function prepare(element: Element): void {
  if (element.matches("[data-live-refresh]:not([hx-trigger])")) element.setAttribute("hx-trigger", "refresh");
}

/** What was saved after a fragment was asked for is newer than the answer: the answer is dropped and asked again. */
function guard(): void {
  document.addEventListener("htmx:beforeRequest", (event) => {
    const fragment = event.target;
    if (fragment instanceof HTMLElement && fragment.dataset.liveRefresh) fragment.dataset.stamp = stampOf(fragment);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const detail = (event as CustomEvent<{ target: HTMLElement; shouldSwap: boolean }>).detail;
    const fragment = detail.target;
    if (!fragment.dataset.liveRefresh || (!isBusy(fragment) && fragment.dataset.stamp === stampOf(fragment))) return;
    detail.shouldSwap = false;
    readAgain(fragment);
  });
  document.addEventListener("interco:saved", (event) => {
    const fragment = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-live-refresh][data-late]") : null;
    if (!fragment) return;
    delete fragment.dataset.late;
    readAgain(fragment);
  });
}

export function startLive(): void {
  guard();
  document.querySelectorAll("[data-live-refresh]").forEach(prepare);
  document.addEventListener("htmx:beforeProcessNode", (event) => {
    if (event.target instanceof Element) prepare(event.target);
  });
  document.querySelectorAll<HTMLElement>("[data-live]").forEach(follow);
}
