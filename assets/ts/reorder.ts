/**
 * Lists put in order by drag, Alt+↑/↓ or buttons. On the list: `data-reorder="/address"`; on each line `data-item="key"`;
 * inside a line, `data-grip` starts a drag and `data-move="up|down"` are buttons. The new order is posted as `order` fields.
 * A line dropped on a place marked `data-drop` leaves the list: it says so by the event "dropped", and no order is sent.
 * Escape, or a gesture the system takes over, puts the line back.
 */
import { csrfToken, say, words } from "./page";

let dragged: HTMLElement | null = null;
let before: HTMLElement[] = [];
let exit: HTMLElement | null = null;

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
  const under = document.elementFromPoint(event.clientX, event.clientY);
  exit?.classList.remove("drop-here");
  exit = under?.closest<HTMLElement>("[data-drop]") ?? null;
  exit?.classList.add("drop-here");
  const over = lineOf(under);
  if (!over || over === dragged || listOf(over) !== listOf(dragged)) return;
  const box = over.getBoundingClientRect();
  if (event.clientY > box.top + box.height / 2) over.after(dragged);
  else over.before(dragged);
}

/** The end of a drag: the line in hand, and the place outside its list where it was let go. */
function letGo(): { line: HTMLElement | null; out: HTMLElement | null } {
  const held = { line: dragged, out: exit };
  dragged?.classList.remove("dragged");
  exit?.classList.remove("drop-here");
  dragged = exit = null;
  document.removeEventListener("pointermove", onPointerMove);
  document.removeEventListener("pointerup", onPointerUp);
  document.removeEventListener("pointercancel", putBack);
  return held;
}

function onPointerUp(): void {
  const { line, out } = letGo();
  if (!line) return;
  if (out) line.dispatchEvent(new CustomEvent("dropped", { bubbles: true }));
  else if (lines(listOf(line)).some((each, rank) => each !== before[rank])) void send(listOf(line), line);
}

function putBack(): void {
  const { line } = letGo();
  const rank = line ? before.indexOf(line) : -1;
  if (!line) return;
  if (rank > 0) before[rank - 1]?.after(line);
  else before[1]?.before(line);
}

export function startReorder(): void {
  document.addEventListener("pointerdown", (event) => {
    const grip = event.target instanceof Element ? event.target.closest("[data-grip]") : null;
    const line = lineOf(grip);
    if (!line) return;
    event.preventDefault();
    dragged = line;
    before = lines(listOf(line));
    line.classList.add("dragged");
    document.addEventListener("pointermove", onPointerMove);
    document.addEventListener("pointerup", onPointerUp);
    document.addEventListener("pointercancel", putBack);
  });
  document.addEventListener("keydown", (event) => {
    if (dragged && event.key === "Escape") putBack();
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
