/** Screens that follow a session: `data-live="/direct/…"`. Texts change in place, fragments are read again by htmx. */
import htmx from "htmx.org";
import { words } from "./page";

const KINDS = ["session", "item", "round", "stance", "presence", "decision", "notes", "agenda", "timer"];
const OFFLINE_MS = 5000;

function setTexts(payload: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(payload)) {
    if (typeof value !== "string" && typeof value !== "number") continue;
    document.querySelectorAll<HTMLElement>(`[data-live-text="${CSS.escape(name)}"]`).forEach((each) => {
      each.textContent = String(value);
    });
  }
}

function refresh(kind: string | null): void {
  const selector = kind === null ? "[data-live-refresh]" : `[data-live-refresh~="${CSS.escape(kind)}"]`;
  document.querySelectorAll<HTMLElement>(selector).forEach((each) => htmx.trigger(each, "refresh", {}));
}

function isBusy(): boolean {
  return document.activeElement?.matches("textarea, input[type=text]") ?? false;
}

function follow(root: HTMLElement): void {
  const address = root.dataset.live;
  if (!address?.startsWith("/")) return;
  const source = new EventSource(address);
  let offline = 0;
  let wasCut = false;
  const marker = document.createElement("p");
  marker.className = "flash warning live-offline";
  marker.hidden = true;
  marker.setAttribute("role", "status");
  marker.textContent = words("Connexion perdue : l’écran se remettra à jour dès son retour.", "Connection lost: this screen catches up when it is back.");
  document.body.append(marker);
  source.addEventListener("open", () => {
    clearTimeout(offline);
    offline = 0;
    marker.hidden = true;
    if (wasCut) refresh(null);
    wasCut = false;
  });
  source.addEventListener("error", () => {
    wasCut = true;
    if (!offline) offline = window.setTimeout(() => { marker.hidden = false; }, OFFLINE_MS);
  });
  for (const kind of KINDS) {
    source.addEventListener(kind, (event) => {
      const payload = JSON.parse((event as MessageEvent<string>).data) as Record<string, unknown>;
      setTexts(payload);
      document.dispatchEvent(new CustomEvent("interco:live", { detail: { kind, payload } }));
      if (isBusy() && kind !== "item" && kind !== "session") setTimeout(() => refresh(kind), 1500);
      else refresh(kind);
    });
  }
  addEventListener("pagehide", () => source.close());
}

/** A fragment that follows is read again on our own event only, never on a click inside it. */
function prepare(element: Element): void {
  if (element.matches("[data-live-refresh]:not([hx-trigger])")) element.setAttribute("hx-trigger", "refresh");
}

export function startLive(): void {
  document.querySelectorAll("[data-live-refresh]").forEach(prepare);
  document.addEventListener("htmx:beforeProcessNode", (event) => {
    if (event.target instanceof Element) prepare(event.target);
  });
  document.querySelectorAll<HTMLElement>("[data-live]").forEach(follow);
}
