/**
 * Lists put in order by drag, Alt+↑/↓ or buttons. On the list: `data-reorder="/address"`; on each line `data-item="key"`;
 * inside a line, `data-grip` starts a drag and `data-move="up|down"` are buttons. The new order is posted as `order` fields.
 */
import { csrfToken, say, words } from "./page";

let dragged: HTMLElement | null = null;

function lineOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-reorder] [data-item]") : null;
}

function listOf(line: HTMLElement): HTMLElement {
  return line.closest<HTMLElement>("[data-reorder]") as HTMLElement;
}

function lines(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>("[data-item]")];
}

function move(line: HTMLElement, step: number): void {
  const all = lines(listOf(line));
  const other = all[all.indexOf(line) + step];
  if (!other) return;
  if (step > 0) other.after(line);
  else other.before(line);
  line.focus();
  void send(listOf(line), line);
}

async function send(list: HTMLElement, line: HTMLElement): Promise<void> {
  const address = list.dataset.reorder ?? "";
  const body = new URLSearchParams();
  for (const each of lines(list)) body.append("order", each.dataset.item ?? "");
  if (list.dataset.version) body.append("version", list.dataset.version);
  const response = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": csrfToken(), Accept: "text/html" } })
    .catch(() => null);
  if (!response?.ok) {
    say(words("L’ordre n’a pas été enregistré.", "The order was not saved."));
    location.reload();
    return;
  }
  const place = lines(list).indexOf(line) + 1;
  say(words(`Point placé en position ${place}.`, `Item moved to position ${place}.`));
  list.dispatchEvent(new CustomEvent("reordered", { bubbles: true }));
  if (list.dataset.reload !== undefined) location.reload();
}

function onPointerMove(event: PointerEvent): void {
  if (!dragged) return;
  const over = lineOf(document.elementFromPoint(event.clientX, event.clientY));
  if (!over || over === dragged || listOf(over) !== listOf(dragged)) return;
  const box = over.getBoundingClientRect();
  if (event.clientY > box.top + box.height / 2) over.after(dragged);
  else over.before(dragged);
}

function onPointerUp(): void {
  const line = dragged;
  dragged = null;
  document.removeEventListener("pointermove", onPointerMove);
  if (!line) return;
  line.classList.remove("dragged");
  void send(listOf(line), line);
}

export function startReorder(): void {
  document.addEventListener("pointerdown", (event) => {
    const grip = event.target instanceof Element ? event.target.closest("[data-grip]") : null;
    const line = lineOf(grip);
    if (!line) return;
    event.preventDefault();
    dragged = line;
    line.classList.add("dragged");
    document.addEventListener("pointermove", onPointerMove);
    document.addEventListener("pointerup", onPointerUp, { once: true });
    document.addEventListener("pointercancel", onPointerUp, { once: true });
  });
  document.addEventListener("keydown", (event) => {
    const line = event.altKey ? lineOf(event.target) : null;
    if (!line || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    move(line, event.key === "ArrowDown" ? 1 : -1);
  });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-move]") : null;
    const line = lineOf(button);
    if (!button || !line) return;
    event.preventDefault();
    move(line, button.dataset.move === "down" ? 1 : -1);
  });
}
